// What a character may be, by the tables of utf8proc.
#include <utf8proc.h>

#include <cstdlib>

#include "base/utf8.hpp"
#include "lex/from_text.hpp"

namespace bylaw::lex {

bool starts_word(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  // Full-width forms of digits and marks are no letters by their category; full-width Latin letters are.
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL: return true;  // U+3007, the Han zero, is of the last one
    default: return false;
  }
}

bool continues_word(char32_t c) {
  if (c < 0x80) return starts_word(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
  if (starts_word(c)) return true;
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC;
}

bool is_word(std::string_view text) {
  if (text.empty()) return false;
  bool first = true;
  for (std::size_t i = 0; i < text.size();) {
    base::Decoded d = base::decode(text, i);
    if (!d.valid) return false;
    if (d.code_point == U'.' && !first && i + 1 < text.size()) {
      const base::Decoded next = base::decode(text, i + 1);
      const bool digit = next.code_point >= U'0' && next.code_point <= U'9';
      if (!next.valid || !(digit || starts_word(next.code_point))) return false;
    } else if (first ? !starts_word(d.code_point) : !continues_word(d.code_point)) {
      return false;
    }
    first = false;
    i += d.length;
  }
  return true;
}

std::string nfc(std::string_view text) {
  utf8proc_uint8_t* out = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &out, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (size < 0) return std::string(text);
  std::string made(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
  std::free(out);
  return made;
}

bool is_nfc(std::string_view text) {
  // Characters below U+0300 and the common Han and punctuation blocks are in normal form whatever follows them.
  bool plain = true;
  for (std::size_t i = 0; i < text.size() && plain;) {
    const base::Decoded d = base::decode(text, i);
    const char32_t c = d.code_point;
    plain = c < 0x300 || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x2000 && c <= 0x2028) || (c >= 0x3000 && c <= 0x3029) ||
            (c >= 0xff01 && c <= 0xff5e);
    i += d.length;
  }
  return plain || nfc(text) == text;
}

}  // namespace bylaw::lex
