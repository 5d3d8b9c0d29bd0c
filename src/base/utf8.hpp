// Reading UTF-8 one character at a time, without ever reading past the end. Way in: `decode`.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bylaw::base {

// One character at the front of a text. `valid` is false for any byte that does not start a well-formed sequence
// (overlong forms, surrogates and values past U+10FFFF included); then `length` is 1, so that a reader always moves on.
struct Decoded {
  char32_t code_point = 0xfffd;
  std::uint32_t length = 1;
  bool valid = false;
};

Decoded decode(std::string_view text, std::size_t at = 0);  // requires at < text.size()
void append_utf8(std::string& out, char32_t code_point);    // appends U+FFFD for what is no character
std::u32string code_points(std::string_view text);          // U+FFFD for each byte that is not UTF-8

}  // namespace bylaw::base
