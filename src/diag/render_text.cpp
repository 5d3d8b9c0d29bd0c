// The form for people. The caret line is built from display widths, so that a wide character is underlined by two
// cells.
#include <utf8proc.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "diag/render.hpp"

namespace bylaw::diag {
namespace {

constexpr std::size_t widest_line = 140;  // cells of source text shown; a longer line is cut around the place
constexpr std::size_t tab_cells = 4;

using Language = base::Language;

struct Cell {
  std::string text;
  std::size_t width;
  std::uint32_t offset;  // byte offset in the line
};

// Marks that reorder or hide text on a terminal would let a file show something else than it says.
bool is_harmful(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
         (c >= 0x200b && c <= 0x200f) || c == 0x061c || c == 0x2028 || c == 0x2029 || c == 0xfeff;
}

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> out;
  for (std::size_t i = 0; i < line.size();) {
    const base::Decoded d = base::decode(line, i);
    Cell cell{std::string(line.substr(i, d.length)), 1, static_cast<std::uint32_t>(i)};
    if (d.code_point == U'\t') {
      cell = {std::string(tab_cells, ' '), tab_cells, cell.offset};
    } else if (!d.valid || is_harmful(d.code_point)) {
      cell.text = "\xef\xbf\xbd";
    } else {
      cell.width =
          static_cast<std::size_t>(std::max(0, utf8proc_charwidth(static_cast<utf8proc_int32_t>(d.code_point))));
    }
    out.push_back(std::move(cell));
    i += d.length;
  }
  return out;
}

std::string clean(std::string_view text) {
  std::string out;
  for (const Cell& cell : cells_of(text)) out += cell.text;
  return out;
}

void write_place(std::string& out, const base::SourceFile& file, base::Position at) {
  out += clean(file.name) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": ";
}

// The source line and under it carets from `begin` to `end`, at least one, none past the end of the line.
void write_line(std::string& out, const base::SourceFile& file, base::Span span) {
  const base::Position at = base::position_of(file, span.begin);
  const std::string_view line = base::line_text(file, at.line);
  const std::uint32_t line_start = file.line_starts[at.line - 1];
  const std::uint32_t begin = std::min(span.begin, static_cast<std::uint32_t>(file.text.size())) - line_start;
  const std::uint32_t end = std::max(span.end, span.begin + 1) - line_start;

  std::vector<Cell> cells = cells_of(line);
  std::size_t before = 0;
  std::size_t under = 0;
  std::size_t total = 0;
  for (const Cell& cell : cells) {
    if (cell.offset < begin) before += cell.width;
    if (cell.offset >= begin && cell.offset < end) under += cell.width;
    total += cell.width;
  }
  std::string text;
  if (total > widest_line) {
    const std::size_t from = before > widest_line / 3 ? before - widest_line / 3 : 0;
    std::size_t column = 0;
    std::size_t first_column = 0;
    std::size_t shown = 0;
    bool started = false;
    for (const Cell& cell : cells) {
      if (column >= from && shown + cell.width <= widest_line) {
        if (!started) first_column = column;
        started = true;
        text += cell.text;
        shown += cell.width;
      }
      column += cell.width;
    }
    const std::string_view mark = from > 0 ? "..." : "";
    text = std::string(mark) + text + (first_column + shown < total ? "..." : "");
    before = before - first_column + mark.size();
    under = std::min(under, widest_line > before ? widest_line - before : 1);
  } else {
    for (const Cell& cell : cells) text += cell.text;
  }
  while (text.ends_with(' ')) text.pop_back();

  const std::string number = std::to_string(at.line);
  const std::size_t margin = std::max<std::size_t>(5, number.size() + 1);
  out += std::string(margin - number.size(), ' ') + number + " | " + text + "\n";
  out += std::string(margin, ' ') + " | " + std::string(before, ' ') +
         std::string(std::max<std::size_t>(1, under), '^') + "\n";
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (const Cell& cell : cells_of(text)) width += cell.width;
  return width;
}

std::string_view level_name(Level level, Language language) {
  const bool zh = language == Language::chinese;
  switch (level) {
    case Level::error:
    case Level::deny: return zh ? "错误" : "error";
    case Level::warn: return zh ? "警告" : "warning";
    case Level::off: break;
  }
  return zh ? "提示" : "note";
}

std::string render_text(std::span<const Diagnostic> diagnostics, std::span<const base::SourceFile> files,
                        Language language) {
  const bool zh = language == Language::chinese;
  const auto file_of = [&](base::Span span) {
    return span.file.value < files.size() ? &files[span.file.value] : nullptr;
  };
  std::string out;
  for (const Diagnostic& d : diagnostics) {
    const base::SourceFile* file = file_of(d.span);
    if (file) write_place(out, *file, base::position_of(*file, d.span.begin));
    out += std::string(level_name(level_of(d.kind), language)) + "[" + std::string(code_of(d.kind)) + "]: ";
    out += clean(message_of(d, language)) + "\n";
    if (file) write_line(out, *file, d.span);
    if (!d.suggestions.empty()) {
      const std::string words = quoted_list(d.suggestions).in(language);
      out += "      = " + (zh ? "是否想写" + clean(words) + "?" : "did you mean " + clean(words) + "?") + "\n";
    }
    for (const Related& r : d.related) {
      const base::SourceFile* there = file_of(r.span);
      out += "    ";
      if (there) write_place(out, *there, base::position_of(*there, r.span.begin));
      out += std::string(level_name(Level::off, language)) + ": " + clean(message_of(r, language)) + "\n";
      if (there) write_line(out, *there, r.span);
    }
    const std::string hint = hint_of(d, language);
    if (!hint.empty()) out += (zh ? "      = 建议：" : "      = hint: ") + clean(hint) + "\n";
  }
  return out;
}

}  // namespace bylaw::diag
