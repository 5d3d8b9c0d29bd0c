// Text to rules. Needs the full library (bylaw::bylaw); hosts that only load and evaluate link bylaw::core.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "bylaw/export.hpp"
#include "bylaw/ruleset.hpp"

namespace bylaw {

// One rule file. `name` is what messages show and what `use` finds: "use" paths are relative to the using file's name.
struct Source {
  std::string name;
  std::string text;
};

enum class Language : std::uint8_t { english, chinese };

enum class Severity : std::uint8_t { error, warning, note };

// A message about rule text. Lines and columns are 1-based, columns count characters; a length of 0 is a place between two.
struct Diagnostic {
  std::string code;  // stable, such as "T01"
  std::string name;  // such as "unknown-name"
  Severity severity = Severity::error;
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_line = 0;
  std::uint32_t end_column = 0;
  std::string message;  // one line, without code and place
  std::string hint;     // may be empty
};

// A list of them. Owns its items; can be moved, not copied.
class BYLAW_API Diagnostics {
 public:
  Diagnostics() noexcept = default;
  explicit Diagnostics(std::size_t count);  // may throw std::bad_alloc
  Diagnostics(Diagnostics&& other) noexcept;
  Diagnostics& operator=(Diagnostics&& other) noexcept;
  ~Diagnostics();

  std::size_t size() const noexcept { return count_; }
  bool empty() const noexcept { return count_ == 0; }
  const Diagnostic* begin() const noexcept { return items_; }
  const Diagnostic* end() const noexcept { return items_ + count_; }
  const Diagnostic& front() const noexcept { return items_[0]; }
  // REQUIRES: index < size().
  const Diagnostic& operator[](std::size_t index) const noexcept { return items_[index]; }
  Diagnostic& operator[](std::size_t index) noexcept { return items_[index]; }

 private:
  Diagnostic* items_ = nullptr;  // a vector would make the header a fifth longer for every host
  std::size_t count_ = 0;
};

struct Compiled {
  RuleSet rules;            // empty if there is an error among the diagnostics
  Diagnostics diagnostics;  // by place
  std::string text;         // the diagnostics as a terminal shows them, source lines underlined
};

struct CompileOptions {
  Language messages = Language::english;
  // The profile that says which clauses are in force and what parameters are set to. Never chosen by itself: without a name every
  // clause is in force, parameters have their defaults, and clauses that contradict each other are an error.
  std::string_view profile;
  // Every trigger and event is judged by the editions in force on this date (days since 1970-01-01), whenever it happened: a parallel
  // judgement, as of that date. Dated values of limits are those of its first instant, and nothing is withdrawn. INT32_MIN: by
  // the editions in force when it happens.
  std::int32_t as_of_day = INT32_MIN;
  std::uint32_t max_diagnostics = 100;  // further ones are counted, not kept
};

// Compiles all sources together; declarations may stand in any order and any file. Never throws for anything in the text;
// std::bad_alloc passes through. Safe on any thread.
BYLAW_API Compiled compile(std::span<const Source> sources, const CompileOptions& options = {});

}  // namespace bylaw
