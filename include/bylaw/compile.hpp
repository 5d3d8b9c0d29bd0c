// Text to rules. Needs the full library (bylaw::bylaw); hosts that only load and evaluate link bylaw::core.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

struct Compiled {
  RuleSet rules;  // empty if there is an error among the diagnostics
  std::vector<Diagnostic> diagnostics;  // by place
  std::string text;                     // the diagnostics as a terminal shows them, source lines underlined
};

struct CompileOptions {
  Language messages = Language::english;
  std::uint32_t max_diagnostics = 100;  // further ones are counted, not kept
};

// Compiles all sources together; declarations may stand in any order and any file. Never throws for anything in the text;
// std::bad_alloc passes through. Safe on any thread.
BYLAW_API Compiled compile(std::span<const Source> sources, const CompileOptions& options = {});

}  // namespace bylaw
