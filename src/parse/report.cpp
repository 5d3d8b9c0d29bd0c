#include "parse/report.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace bylaw::parse {
namespace {

using diag::Argument;
using diag::Kind;
using diag::Phrase;
using grammar::Class;
using grammar::Want;
using lang::Keyword;
using lang::Operator;
using lex::Token;
using lex::TokenKind;

constexpr std::size_t most_expected = 8;  // more are summed up
constexpr std::size_t shown_bytes = 60;

Phrase phrase_of(Class c) {
  switch (c) {
    case Class::name: return {"a name", "名称"};
    case Class::event: return {"an event", "事件名"};
    case Class::word: return {"a clause or a name", "条款号或名称"};
    case Class::currency: return {"a currency such as `CNY`", "货币代码（如`CNY`）"};
    case Class::number: return {"a number", "数字"};
    case Class::percent: return {"a percentage", "百分数"};
    case Class::text: return {"a text in quotation marks", "引号内的文本"};
    case Class::date: return {"a date such as `2026-10-01`", "日期（如`2026-10-01`）"};
    case Class::time: return {"a time such as `09:30`", "时刻（如`09:30`）"};
    case Class::unit: return {"a unit of time", "时间单位"};
    case Class::day: return {"a day of the week", "星期几"};
    case Class::relation: return {"a comparison such as `>=`", "比较符（如`>=`）"};
    case Class::state: return {"a state such as `met`", "状态（如`已履行`）"};
    case Class::count: break;
  }
  return {};
}

std::string quoted(std::string_view word) { return "`" + std::string(word) + "`"; }

bool contains(const std::vector<Want>& wants, Want want) {
  return std::find(wants.begin(), wants.end(), want) != wants.end();
}

base::Language other(base::Language language) {
  return language == base::Language::english ? base::Language::chinese : base::Language::english;
}

}  // namespace

std::string_view Reporter::slice(const Token& token) const {
  std::string_view text = std::string_view(file_.text).substr(token.begin, token.end - token.begin);
  if (text.size() <= shown_bytes) return text;
  std::size_t cut = shown_bytes;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) --cut;
  return text.substr(0, cut);
}

// What was expected may stand in bytes that gave no token.
bool Reporter::damaged_before(const Token& token) const {
  const auto& trivia = tokens_.trivia;
  auto at = std::lower_bound(trivia.begin(), trivia.end(), token.begin,
                             [](const lex::Trivia& t, std::uint32_t begin) { return t.begin < begin; });
  for (std::uint32_t edge = token.begin; at != trivia.begin() && (at - 1)->end == edge; edge = at->begin) {
    --at;
    if (at->kind == lex::TriviaKind::damaged) return true;
  }
  return false;
}

void Reporter::unexpected(const Token& token, std::vector<Want> expected, bool inside_unit, const lang::Block* block) {
  if (token.damaged || damaged_before(token)) return;  // reported by the lexer
  if (block) {
    for (const Keyword k : openers_of(*block)) {
      if (!contains(expected, k)) expected.push_back(k);
    }
  }
  if (other_language(token, expected) || glued(token, expected) || misused_name(token, expected)) return;

  std::vector<Argument> words;
  std::vector<std::string_view> candidates;
  for (const Want want : expected) {
    if (want.is_class()) {
      words.emplace_back(phrase_of(want.as_class()));
    } else if (want.is_keyword()) {
      const std::string_view word = word_of(want.as_keyword(), tokens_.language);
      candidates.push_back(word);
      if (!block || !opens(want.as_keyword(), *block)) words.emplace_back(quoted(word));
    } else {
      words.emplace_back(quoted(spelling_of(want.as_operator())));
    }
  }
  if (words.size() > most_expected) words.erase(words.begin() + most_expected, words.end());
  if (block) words.emplace_back(field_of(*block));

  Argument found = quoted(slice(token));
  base::Span span = tokens_.span_of(token);
  if (token.kind == TokenKind::text) found = Phrase{"a text", "文本"};
  if (token.kind == TokenKind::end) found = Phrase{"the end of the file", "文件结尾"};
  if (token.first_on_line && inside_unit) {
    // What is missing is missing where the line before ended.
    const Token& before = *(&token - 1);
    span = {tokens_.file, before.end, before.end};
    if (token.kind != TokenKind::end) found = Phrase{"the end of the line", "行尾"};
  }
  diag::Diagnostic& made = sink_.report(Kind::unexpected_token, span, {found, Argument(std::move(words))});
  if (token.kind == TokenKind::name && !token.quoted) made.suggest(diag::closest(tokens_.text_of(token), candidates));
}

void Reporter::unknown_field(const Token& token, lang::Block block) {
  if (token.damaged) return;
  std::vector<Want> expected;
  std::vector<std::string_view> words;
  for (const Keyword k : openers_of(block)) {
    expected.emplace_back(k);
    words.push_back(word_of(k, tokens_.language));
  }
  if (other_language(token, expected) || glued(token, expected)) return;
  const bool word = token.kind == TokenKind::name || token.kind == TokenKind::keyword;
  if (!word) {
    Argument found = quoted(slice(token));
    if (token.kind == TokenKind::text) found = Phrase{"a text", "文本"};
    sink_.report(Kind::unexpected_token, tokens_.span_of(token), {found, Argument(field_of(block))});
    return;
  }
  const std::string_view spelling = slice(token);
  const auto nearest = diag::closest(spelling, words);
  if (block == lang::Block::file) {
    sink_.report(Kind::unknown_declaration, tokens_.span_of(token), {std::string(spelling)}).suggest(nearest);
  } else {
    sink_.report(Kind::unknown_field, tokens_.span_of(token), {std::string(spelling), name_of(block)}).suggest(nearest);
  }
}

bool Reporter::resembles_field(const Token& token, lang::Block block) const {
  if (token.kind != TokenKind::name || token.quoted) return false;
  std::vector<std::string_view> words;
  for (const Keyword k : openers_of(block)) words.push_back(word_of(k, tokens_.language));
  return !diag::closest(tokens_.text_of(token), words).empty();
}

bool Reporter::other_language(const Token& token, const std::vector<Want>& expected) {
  if (token.kind != TokenKind::name || token.quoted) return false;
  const Keyword* keyword = lang::vocabulary(other(tokens_.language)).find(tokens_.text_of(token));
  if (!keyword || !contains(expected, *keyword)) return false;
  const std::string here(word_of(*keyword, tokens_.language));
  const base::Span span = tokens_.span_of(token);
  diag::Diagnostic& made = sink_.report(Kind::mixed_keyword_language, span, {tokens_.text_of(token), here});
  made.fix_with({span, here}, true);
  if (!tokens_.tokens.empty() && tokens_.tokens[0].is(Keyword::bylaw)) {
    made.note(diag::Note::language_here, tokens_.span_of(tokens_.tokens[0]));
  }
  return true;
}

bool Reporter::glued(const Token& token, const std::vector<Want>& expected) {
  if (token.kind != TokenKind::name || token.quoted) return false;
  const std::string& word = tokens_.text_of(token);
  if (static_cast<unsigned char>(word[0]) < 0x80) return false;  // words of other scripts are written with spaces
  const std::vector<std::string_view> parts = split(word);
  if (parts.size() < 2) return false;
  const Keyword* first = lang::vocabulary(tokens_.language).find(parts[0]);
  const bool fits = first ? contains(expected, *first) : contains(expected, Class::name);
  if (!fits) return false;
  std::string apart, shown;
  for (const std::string_view part : parts) {
    apart += (apart.empty() ? "" : " ") + std::string(part);
    shown += (shown.empty() ? "" : " ") + quoted(part);
  }
  const base::Span span = tokens_.span_of(token);
  sink_.report(Kind::glued_keywords, span, {word, shown}).fix_with({span, apart}, true);
  return true;
}

// The fewest keywords, numbers and names of the file that the word is made of; at least one is a keyword.
std::vector<std::string_view> Reporter::split(std::string_view word) {
  if (names_.empty()) {
    for (const Token& t : tokens_.tokens) {
      if (t.kind == TokenKind::name) names_.insert(tokens_.text_of(t));
    }
  }
  constexpr std::size_t none = SIZE_MAX;
  const lang::Vocabulary& words = lang::vocabulary(tokens_.language);
  const auto is_digits = [](std::string_view part) {
    return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  const auto is_part = [&](std::string_view part) {
    return words.find(part) || is_digits(part) || (part != word && names_.count(part));
  };
  std::vector<std::size_t> count(word.size() + 1, none), from(word.size() + 1, none);
  count[0] = 0;
  for (std::size_t end = 1; end <= word.size(); ++end) {
    for (std::size_t begin = 0; begin < end; ++begin) {
      if (count[begin] == none || count[begin] + 1 >= count[end] || !is_part(word.substr(begin, end - begin))) continue;
      count[end] = count[begin] + 1;
      from[end] = begin;
    }
  }
  std::vector<std::string_view> parts;
  if (count[word.size()] == none) return parts;
  for (std::size_t end = word.size(); end > 0; end = from[end])
    parts.push_back(word.substr(from[end], end - from[end]));
  std::reverse(parts.begin(), parts.end());
  const bool has_keyword =
      std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return words.find(part); });
  if (!has_keyword) parts.clear();
  return parts;
}

void Reporter::keyword_as_name(const Token& token) {
  const std::string word(slice(token));
  const std::string in_quotes = tokens_.language == base::Language::chinese ? "「" + word + "」" : "`" + word + "`";
  const base::Span span = tokens_.span_of(token);
  sink_.report(Kind::keyword_as_name, span, {word}).fix_with({span, in_quotes}, true);
}

bool Reporter::misused_name(const Token& token, const std::vector<Want>& expected) {
  const base::Span span = tokens_.span_of(token);
  const bool wants_name = contains(expected, Class::name);
  const bool wants_event = contains(expected, Class::event);
  // Where many things may stand, a keyword is a slip of another sort.
  if (token.kind == TokenKind::keyword && wants_name && !token.first_on_line && expected.size() <= 3) {
    keyword_as_name(token);
    return true;
  }
  if (token.kind != TokenKind::name) return false;
  if (wants_event && !wants_name) {
    sink_.report(Kind::name_shape, span,
                 {tokens_.text_of(token), Phrase{"an event", "事件名"},
                  Phrase{"an event's name has exactly one dot", "事件名中有且只有一个点"}});
    return true;
  }
  if (wants_name && !wants_event && token.dots > 0) {
    sink_.report(Kind::name_shape, span,
                 {tokens_.text_of(token), Phrase{"a name that can stand here", "此处可用的名称"},
                  Phrase{"only events and clauses have a dot", "只有事件名和条款号带点"}});
    return true;
  }
  return false;
}

}  // namespace bylaw::parse
