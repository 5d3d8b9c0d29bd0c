#include "base/source.hpp"

#include <algorithm>

namespace bylaw::base {

SourceFile make_source(std::string name, std::string text) {
  SourceFile file{std::move(name), std::move(text), {0}};
  for (std::size_t i = 0; i < file.text.size(); ++i) {
    if (file.text[i] == '\n') file.line_starts.push_back(static_cast<std::uint32_t>(i + 1));
  }
  return file;
}

Position position_of(const SourceFile& file, std::uint32_t offset) {
  offset = std::min(offset, static_cast<std::uint32_t>(file.text.size()));
  const auto next = std::upper_bound(file.line_starts.begin(), file.line_starts.end(), offset);
  const auto line = static_cast<std::uint32_t>(next - file.line_starts.begin());
  Position at{line, 1};
  for (std::uint32_t i = file.line_starts[line - 1]; i < offset; ++i) {
    // A continuation byte of UTF-8 belongs to the character before it.
    if ((static_cast<unsigned char>(file.text[i]) & 0xc0) != 0x80) ++at.column;
  }
  return at;
}

std::string_view line_text(const SourceFile& file, std::uint32_t line) {
  if (line == 0 || line > file.line_starts.size()) return {};
  const std::size_t begin = file.line_starts[line - 1];
  const std::size_t end = line < file.line_starts.size() ? file.line_starts[line] - 1 : file.text.size();
  std::string_view text = std::string_view(file.text).substr(begin, end - begin);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

}  // namespace bylaw::base
