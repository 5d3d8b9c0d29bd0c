// A rule file as read, and places in it. A place is a byte range; lines and columns are worked out when a message is written.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"

namespace bylaw::base {

using FileId = Id<struct FileTag>;

// Half-open byte range of one file. The default value is no place at all.
struct Span {
  FileId file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend constexpr bool operator==(const Span&, const Span&) = default;
};

// The smallest range that covers both, which are of one file.
constexpr Span cover(Span a, Span b) {
  if (!a.file) return b;
  if (!b.file) return a;
  return {a.file, a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

struct SourceFile {
  std::string name;
  std::string text;
  std::vector<std::uint32_t> line_starts;  // byte offset of each line's first character
};

// Line and column are 1-based; a column counts characters (code points), not bytes.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

SourceFile make_source(std::string name, std::string text);
Position position_of(const SourceFile& file, std::uint32_t offset);
std::string_view line_text(const SourceFile& file, std::uint32_t line);  // without its line break; line is 1-based

}  // namespace bylaw::base
