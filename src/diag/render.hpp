// Diagnostics as text for people and as JSON for programs. `files` is indexed by the diagnostics' file ids.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "diag/diagnostic.hpp"

namespace bylaw::diag {

// file:line:column: level[code]: message, the source line with carets under the place, related places, hint.
// Control characters, direction marks and bytes that are not UTF-8 are shown as U+FFFD.
std::string render_text(std::span<const Diagnostic> diagnostics, std::span<const base::SourceFile> files,
                        base::Language language);

// An array of objects: code, name, level, file, line, column, end_line, end_column (1-based, in characters, the end
// exclusive), message, and where there are any hint, suggestions, related, fix.
std::string render_json(std::span<const Diagnostic> diagnostics, std::span<const base::SourceFile> files,
                        base::Language language);

std::string_view level_name(Level level, base::Language language);

// Cells a text takes on a terminal: two for wide characters, none for combining ones.
std::size_t display_width(std::string_view text);

}  // namespace bylaw::diag
