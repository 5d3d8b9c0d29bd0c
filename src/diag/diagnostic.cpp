#include "diag/diagnostic.hpp"

#include <array>
#include <charconv>

namespace bylaw::diag {
namespace {

constexpr auto error [[maybe_unused]] = Level::error;
constexpr auto deny [[maybe_unused]] = Level::deny;
constexpr auto warn [[maybe_unused]] = Level::warn;
constexpr auto off [[maybe_unused]] = Level::off;

struct Row {
  std::string_view code, name;
  Level level;
  Phrase message, hint;
};

constexpr Row kinds[] = {
#define BYLAW_DIAGNOSTIC(enumerator, code, name, level, en, zh, hint_en, hint_zh) \
  {code, name, level, {en, zh}, {hint_en, hint_zh}},
#include "diag/kinds.def"
};

constexpr Phrase notes[] = {
#define BYLAW_NOTE(enumerator, en, zh) {en, zh},
#include "diag/kinds.def"
};

const Row& row_of(Kind kind) { return kinds[static_cast<std::size_t>(kind)]; }

std::string_view pick(Phrase phrase, base::Language language) {
  return language == base::Language::chinese ? phrase.zh : phrase.en;
}

// Puts the arguments in place of {0} … {9}; other text stays as it is. An argument that is not there leaves its mark.
std::string fill(std::string_view pattern, const std::vector<Argument>& arguments, base::Language language) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}') {
      const auto index = static_cast<std::size_t>(static_cast<unsigned char>(pattern[i + 1])) - '0';
      if (index < arguments.size()) {
        out += arguments[index].in(language);
        i += 2;
        continue;
      }
    }
    out += pattern[i];
  }
  return out;
}

}  // namespace

std::string Argument::in(base::Language language) const {
  switch (type_) {
    case Type::text: return text_;
    case Type::number: {
      std::array<char, 24> digits{};
      const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number_).ptr;
      return {digits.data(), end};
    }
    case Type::phrase: return std::string(pick(phrase_, language));
    case Type::list: break;
  }
  std::string out;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const bool last = i + 1 == items_.size();
    if (i > 0 && language == base::Language::english) out += last ? " or " : ", ";
    if (i > 0 && language == base::Language::chinese) out += last ? "或" : "、";
    out += items_[i].in(language);
  }
  return out;
}

Argument quoted_list(const std::vector<std::string>& words) {
  std::vector<Argument> items;
  items.reserve(words.size());
  for (const std::string& word : words) items.emplace_back("`" + word + "`");
  return items;
}

Diagnostic& Diagnostic::note(Note kind_of_note, base::Span at, std::vector<Argument> values) {
  related.push_back({kind_of_note, at, std::move(values)});
  return *this;
}

Diagnostic& Diagnostic::suggest(std::vector<std::string> words) {
  suggestions = std::move(words);
  return *this;
}

Diagnostic& Diagnostic::fix_with(Edit edit, bool safe) {
  fix.push_back(std::move(edit));
  fix_is_safe = safe;
  return *this;
}

std::string_view code_of(Kind kind) { return row_of(kind).code; }
std::string_view name_of(Kind kind) { return row_of(kind).name; }
Level level_of(Kind kind) { return row_of(kind).level; }
std::size_t kind_count() { return std::size(kinds); }

std::string message_of(const Diagnostic& d, base::Language language) {
  return fill(pick(row_of(d.kind).message, language), d.arguments, language);
}

std::string hint_of(const Diagnostic& d, base::Language language) {
  return fill(pick(row_of(d.kind).hint, language), d.arguments, language);
}

std::string message_of(const Related& related, base::Language language) {
  return fill(pick(notes[static_cast<std::size_t>(related.note)], language), related.arguments, language);
}

}  // namespace bylaw::diag
