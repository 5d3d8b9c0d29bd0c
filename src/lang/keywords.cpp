#include "lang/keywords.hpp"

#include <algorithm>

namespace bylaw::lang {
namespace {

#define IN(block) (1u << static_cast<unsigned>(Block::block))

struct Row {
  std::string_view en, zh;
  std::uint32_t blocks;
};

constexpr Row rows[] = {
#define BYLAW_KEYWORD(enumerator, en, zh, blocks) {en, zh, blocks},
#include "lang/keywords.def"
};

#undef IN

struct Other {
  Keyword keyword;
  Language language;
  std::string_view word;
};

constexpr Other singulars[] = {
#define BYLAW_SINGULAR(enumerator, en) {Keyword::enumerator, Language::english, en},
#include "lang/keywords.def"
};

constexpr Other others[] = {
#define BYLAW_ALSO(enumerator, language, word) {Keyword::enumerator, Language::language, word},
#include "lang/keywords.def"
};

struct BlockRow {
  diag::Phrase name, field;
};

#define BYLAW_BLOCK(en, zh)                     \
  {                                             \
    {en, zh}, { "a field of " en, zh "的字段" } \
  }
constexpr BlockRow block_rows[] = {
    {{"a rule file", "规则文件"}, {"a declaration", "声明"}},
    BYLAW_BLOCK("a calendar", "日历"),
    BYLAW_BLOCK("a case", "事项"),
    BYLAW_BLOCK("a handbook", "手册"),
    BYLAW_BLOCK("a clause", "条款"),
    BYLAW_BLOCK("a duty", "义务"),
    BYLAW_BLOCK("a ladder", "升级阶梯"),
    BYLAW_BLOCK("a matrix", "矩阵"),
    BYLAW_BLOCK("a table", "表格"),
    BYLAW_BLOCK("a disclosure", "告知"),
    BYLAW_BLOCK("a record", "留痕"),
    BYLAW_BLOCK("a prohibition", "禁止事项"),
    BYLAW_BLOCK("a sequence", "流程"),
    BYLAW_BLOCK("a routine", "例行"),
    BYLAW_BLOCK("a kpi", "指标"),
    BYLAW_BLOCK("a rating", "评级"),
    BYLAW_BLOCK("a profile", "方案"),
    BYLAW_BLOCK("a test", "测试"),
};
#undef BYLAW_BLOCK

std::vector<std::string_view> split(std::string_view phrase) {
  std::vector<std::string_view> out;
  while (!phrase.empty()) {
    const std::size_t end = std::min(phrase.find(' '), phrase.size());
    out.push_back(phrase.substr(0, end));
    phrase.remove_prefix(std::min(end + 1, phrase.size()));
  }
  return out;
}

constexpr OperatorRow operator_rows[] = {
#define BYLAW_OPERATOR(enumerator, spelling, other) {Operator::enumerator, spelling, other},
#include "lang/operators.def"
};

}  // namespace

std::size_t keyword_count() { return std::size(rows); }

std::string_view word_of(Keyword keyword, Language language) {
  const Row& row = rows[static_cast<std::size_t>(keyword)];
  return language == Language::chinese ? row.zh : row.en;
}

std::string_view singular_of(Keyword keyword, Language language) {
  for (const Other& row : singulars) {
    if (row.keyword == keyword && row.language == language) return row.word;
  }
  return word_of(keyword, language);
}

bool opens(Keyword keyword, Block block) {
  return (rows[static_cast<std::size_t>(keyword)].blocks >> static_cast<unsigned>(block)) & 1u;
}

std::vector<Keyword> openers_of(Block block) {
  std::vector<Keyword> out;
  for (std::size_t i = 0; i < keyword_count(); ++i) {
    if (opens(static_cast<Keyword>(i), block)) out.push_back(static_cast<Keyword>(i));
  }
  return out;
}

diag::Phrase name_of(Block block) { return block_rows[static_cast<std::size_t>(block)].name; }
diag::Phrase field_of(Block block) { return block_rows[static_cast<std::size_t>(block)].field; }

Vocabulary::Vocabulary(Language language) {
  const auto add = [this](std::string_view spelling, Keyword keyword) {
    std::vector<std::string_view> words = split(spelling);
    longest_ = std::max(longest_, static_cast<std::uint32_t>(words.size()));
    if (words.size() == 1) single_.emplace(words[0], keyword);
    spellings_.emplace_back(spelling, keyword);
    auto& phrases = by_first_word_[words[0]];
    phrases.push_back({std::move(words), keyword});
  };
  for (std::size_t i = 0; i < keyword_count(); ++i)
    add(word_of(static_cast<Keyword>(i), language), static_cast<Keyword>(i));
  for (const Other& row : singulars) {
    if (row.language == language) add(row.word, row.keyword);
  }
  for (const Other& row : others) {
    if (row.language == language) add(row.word, row.keyword);
  }
  for (auto& [word, phrases] : by_first_word_) {
    std::stable_sort(phrases.begin(), phrases.end(),
                     [](const Phrase& a, const Phrase& b) { return a.words.size() > b.words.size(); });
  }
}

Match Vocabulary::match(std::span<const std::string_view> words) const {
  if (words.empty()) return {};
  const auto found = by_first_word_.find(words[0]);
  if (found == by_first_word_.end()) return {};
  for (const Phrase& phrase : found->second) {
    if (phrase.words.size() <= words.size() && std::equal(phrase.words.begin(), phrase.words.end(), words.begin())) {
      return {phrase.keyword, static_cast<std::uint32_t>(phrase.words.size())};
    }
  }
  return {};
}

const Keyword* Vocabulary::find(std::string_view word) const {
  const auto found = single_.find(word);
  return found == single_.end() ? nullptr : &found->second;
}

const Vocabulary& vocabulary(Language language) {
  static const Vocabulary english(Language::english);
  static const Vocabulary chinese(Language::chinese);
  return language == Language::chinese ? chinese : english;
}

std::span<const OperatorRow> operators() { return operator_rows; }

std::string_view spelling_of(Operator op) { return operator_rows[static_cast<std::size_t>(op)].spelling; }

}  // namespace bylaw::lang
