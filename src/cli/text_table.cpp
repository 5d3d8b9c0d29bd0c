#include "cli/text_table.hpp"

#include <algorithm>

#include "diag/render.hpp"

namespace bylaw::cli {

std::string without_controls(std::string_view text) {
  std::string clean(text);
  for (char& c : clean) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return clean;
}

void TextTable::column(std::string heading, Align align) { columns_.push_back({std::move(heading), align}); }

void TextTable::row(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (std::string& cell : cells) cell = without_controls(cell);
  rows_.push_back(std::move(cells));
}

std::string TextTable::text() const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    for (const auto& row : rows_) widths[c] = std::max(widths[c], diag::display_width(row[c]));
    if (widths[c] != 0) widths[c] = std::max(widths[c], diag::display_width(columns_[c].heading));
  }
  std::string out;
  const auto write = [&](const auto& cell_of) {
    std::string line;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (widths[c] == 0) continue;
      const std::string& cell = cell_of(c);
      const std::string blanks(widths[c] - diag::display_width(cell), ' ');
      if (!line.empty()) line += "  ";
      line += columns_[c].align == Align::right ? blanks + cell : cell + blanks;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  };
  write([&](std::size_t c) -> const std::string& { return columns_[c].heading; });
  std::vector<std::string> dashes;
  for (const std::size_t width : widths) {
    std::string rule;
    for (std::size_t i = 0; i < width; ++i) rule += "─";
    dashes.push_back(std::move(rule));
  }
  write([&](std::size_t c) -> const std::string& { return dashes[c]; });
  for (const auto& row : rows_) write([&](std::size_t c) -> const std::string& { return row[c]; });
  return out;
}

}  // namespace bylaw::cli
