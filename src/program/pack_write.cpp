#include <algorithm>
#include <type_traits>

#include "program/fields.hpp"
#include "program/pack.hpp"
#include "program/pack_format.hpp"

namespace bylaw::program {

namespace {

// Counts the bytes, and writes those that there is room for.
struct Writer : fields::Values<Writer> {
  static constexpr bool with_notes = true;
  std::span<std::byte> out;
  std::size_t at = 0;

  explicit Writer(std::span<std::byte> room) : out(room) {}

  void byte(std::uint8_t value) {
    if (at < out.size()) out[at] = std::byte{value};
    ++at;
  }

  template <class T>
  void scalar(T value) {
    const auto bits = static_cast<std::uint64_t>(value);
    for (std::size_t i = 0; i < sizeof(T); ++i) byte(static_cast<std::uint8_t>(bits >> 8 * i));
  }

  void text(const std::string& text) {
    scalar(static_cast<std::uint32_t>(text.size()));
    for (const char c : text) byte(static_cast<std::uint8_t>(c));
  }

  template <class T>
  void vector(const std::vector<T>& items) {
    scalar(static_cast<std::uint32_t>(items.size()));
    for (const T& item : items) fields::walk(*this, item);
  }
};

// What is there to be written, of one element of everything.
struct Shape : fields::Values<Shape> {
  static constexpr bool with_notes = true;
  SipHash hash;

  template <class T>
  void scalar(const T&) {
    hash.word(sizeof(T));
    if constexpr (std::is_enum_v<T>) hash.word(static_cast<std::uint64_t>(fields::last_of(T{})));
  }
  void text(const std::string&) { hash.word(100); }
  template <class T>
  void vector(const std::vector<T>&) {
    hash.word(101);
    const T item{};
    fields::walk(*this, item);
    hash.word(102);
  }
  template <class T>
  void table(const char* name, const std::vector<T>& items) {
    for (; *name != 0; ++name) hash.word(static_cast<std::uint8_t>(*name));
    vector(items);
  }
};

}  // namespace

std::uint64_t pack::form() {
  Shape shape;
  const Program nothing;
  fields::describe(shape, nothing);
  std::uint64_t form = 0;
  const std::array<std::uint8_t, 16> hash = shape.hash.finish();
  for (std::size_t i = 0; i < 8; ++i) form |= std::uint64_t{hash[i]} << 8 * i;
  return form;
}

std::size_t write_pack(const Program& program, std::span<std::byte> out) {
  Writer counter({});
  counter.at = pack::head_bytes;
  fields::walk(counter, program.hash);
  fields::describe(counter, program);
  const std::size_t needed = counter.at;
  if (out.size() < needed) return needed;
  Writer body(out.subspan(pack::head_bytes));
  fields::walk(body, program.hash);
  fields::describe(body, program);
  Writer head(out);
  fields::walk(head, pack::mark);
  head.scalar(pack_version);
  head.scalar(std::uint16_t{0});
  head.scalar(pack::form());
  head.scalar(std::uint64_t{needed});
  const std::array<std::uint8_t, 16> hash = pack::hash_of_bytes(out.first(needed).subspan(pack::head_bytes));
  fields::walk(head, hash);
  return needed;
}

}  // namespace bylaw::program
