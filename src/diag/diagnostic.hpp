// A diagnostic is data: its kind, its place, typed arguments, related places and edits. Words are made from the tables
// of kinds.def when it is written out (diag/render.hpp). Collected in a diag::Sink (diag/sink.hpp); nothing is thrown.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"
#include "base/source.hpp"

namespace bylaw::diag {

enum class Kind : std::uint16_t {
#define BYLAW_DIAGNOSTIC(enumerator, code, name, level, en, zh, hint_en, hint_zh) enumerator,
#include "diag/kinds.def"
};

enum class Note : std::uint16_t {
#define BYLAW_NOTE(enumerator, en, zh) enumerator,
#include "diag/kinds.def"
};

// error: cannot be silenced, the file is refused; deny: refused by default; warn: shown; off: shown on request.
enum class Level : std::uint8_t { error, deny, warn, off };

// A piece of text in the reader's language. The views are of static storage.
struct Phrase {
  std::string_view en;
  std::string_view zh;
};

// One argument of a message. Text is taken as it is; a phrase follows the reader's language; a list is joined with
// commas and a last "or".
class Argument {
 public:
  enum class Type : std::uint8_t { text, number, phrase, list };

  Argument(std::string text) : type_(Type::text), text_(std::move(text)) {}
  Argument(std::string_view text) : type_(Type::text), text_(text) {}
  Argument(const char* text) : type_(Type::text), text_(text) {}
  Argument(std::int64_t number) : type_(Type::number), number_(number) {}
  Argument(std::uint64_t number) : Argument(static_cast<std::int64_t>(number)) {}
  Argument(int number) : Argument(static_cast<std::int64_t>(number)) {}
  Argument(std::uint32_t number) : Argument(static_cast<std::int64_t>(number)) {}
  Argument(Phrase phrase) : type_(Type::phrase), phrase_(phrase) {}
  Argument(std::vector<Argument> items) : type_(Type::list), items_(std::move(items)) {}

  Type type() const { return type_; }
  std::int64_t number() const { return number_; }
  const std::vector<Argument>& items() const { return items_; }
  std::string in(base::Language language) const;

 private:
  Type type_;
  std::string text_;
  std::int64_t number_ = 0;
  Phrase phrase_;
  std::vector<Argument> items_;
};

// A list of names or words as one argument, each in back-quotes.
Argument quoted_list(const std::vector<std::string>& words);

struct Related {
  Note note;
  base::Span span;
  std::vector<Argument> arguments;
};

// Replace the range by the text. An empty range inserts.
struct Edit {
  base::Span span;
  std::string text;
};

struct Diagnostic {
  Kind kind{};
  base::Span span;
  std::vector<Argument> arguments;
  std::vector<Related> related;
  std::vector<std::string> suggestions;  // did you mean …
  std::vector<Edit> fix;                 // empty: none
  bool fix_is_safe = false;              // keeps the meaning; others are shown and applied on request

  Diagnostic& note(Note kind_of_note, base::Span at, std::vector<Argument> values = {});
  Diagnostic& suggest(std::vector<std::string> words);
  Diagnostic& fix_with(Edit edit, bool safe);
};

std::string_view code_of(Kind kind);  // "S01"
std::string_view name_of(Kind kind);  // "unexpected-token"
Level level_of(Kind kind);
std::size_t kind_count();

// One line without a full stop; the hint may be empty.
std::string message_of(const Diagnostic& diagnostic, base::Language language);
std::string hint_of(const Diagnostic& diagnostic, base::Language language);
std::string message_of(const Related& related, base::Language language);

}  // namespace bylaw::diag
