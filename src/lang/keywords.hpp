// The words of the language in both keyword languages, read from keywords.def. Ways in: `vocabulary(language).match`
// for the lexer, `word_of` for printers and messages, `opens` and `openers_of` for the parser's loops. Immutable; any
// thread.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/language.hpp"
#include "diag/diagnostic.hpp"

namespace bylaw::lang {

using base::Language;

enum class Keyword : std::uint16_t {
#define BYLAW_KEYWORD(enumerator, en, zh, blocks) enumerator,
#include "lang/keywords.def"
};

// What braces hold, by the fields that may open a line in them. `file` is the outermost level.
enum class Block : std::uint8_t {
  file,
  calendar,
  case_kind,
  handbook,
  clause,
  duty,
  ladder,
  matrix,
  table,
  disclosure,
  record,
  prohibition,
  sequence,
  routine,
  kpi,
  rating,
  profile,
  test
};

std::size_t keyword_count();
std::string_view word_of(Keyword keyword, Language language);
std::string_view singular_of(Keyword keyword, Language language);  // the form after the amount 1
bool opens(Keyword keyword, Block block);
std::vector<Keyword> openers_of(Block block);
diag::Phrase name_of(Block block);   // "a duty", "义务"
diag::Phrase field_of(Block block);  // "a field of a duty", "义务的字段"

// A keyword made of the first `words` words of a line's rest.
struct Match {
  Keyword keyword{};
  std::uint32_t words = 0;  // 0: none
};

class Vocabulary {
 public:
  explicit Vocabulary(Language language);

  // The longest phrase that the words begin with.
  Match match(std::span<const std::string_view> words) const;
  std::uint32_t longest_phrase() const { return longest_; }
  // A keyword that is this one word.
  const Keyword* find(std::string_view word) const;
  // Every spelling that is read, phrases included.
  const std::vector<std::pair<std::string_view, Keyword>>& spellings() const { return spellings_; }

 private:
  struct Phrase {
    std::vector<std::string_view> words;
    Keyword keyword;
  };
  std::unordered_map<std::string_view, std::vector<Phrase>> by_first_word_;  // longest first
  std::unordered_map<std::string_view, Keyword> single_;
  std::vector<std::pair<std::string_view, Keyword>> spellings_;
  std::uint32_t longest_ = 1;
};

const Vocabulary& vocabulary(Language language);

enum class Operator : std::uint8_t {
#define BYLAW_OPERATOR(enumerator, spelling, other) enumerator,
#include "lang/operators.def"
};

struct OperatorRow {
  Operator op;
  std::string_view spelling;
  std::string_view other;
};

std::span<const OperatorRow> operators();
std::string_view spelling_of(Operator op);

}  // namespace bylaw::lang
