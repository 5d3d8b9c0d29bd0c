// Bytes to a program. Every count is held against the bytes that are left before anything is reserved for it; what the values
// mean is tested afterwards, by program/sound.hpp.
#include <algorithm>
#include <type_traits>

#include "program/derived.hpp"
#include "program/fields.hpp"
#include "program/hash.hpp"
#include "program/pack.hpp"
#include "program/pack_format.hpp"
#include "program/sound.hpp"

namespace bylaw::program {

namespace {

struct Reader : fields::Values<Reader> {
  static constexpr bool with_notes = true;
  std::span<const std::byte> bytes;
  PackFault place;
  bool good = true;

  explicit Reader(std::span<const std::byte> from) : bytes(from) {}

  std::uint64_t number(std::size_t size) {
    if (!good || bytes.size() < size) {
      good = false;
      return 0;
    }
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < size; ++i) bits |= std::to_integer<std::uint64_t>(bytes[i]) << 8 * i;
    bytes = bytes.subspan(size);
    return bits;
  }

  template <class T>
  void scalar(T& value) {
    const std::uint64_t bits = number(sizeof(T));
    if constexpr (std::is_same_v<T, bool>) {
      good = good && bits <= 1;
      value = bits == 1;
    } else if constexpr (std::is_enum_v<T>) {
      good = good && bits <= static_cast<std::uint64_t>(fields::last_of(T{}));
      value = good ? static_cast<T>(bits) : T{};
    } else {
      value = static_cast<T>(bits);
    }
  }

  // Every element takes a byte at least.
  std::uint32_t count() {
    const auto count = static_cast<std::uint32_t>(number(4));
    good = good && count <= bytes.size();
    return good ? count : 0;
  }

  void text(std::string& text) {
    const std::uint32_t size = count();
    text.assign(reinterpret_cast<const char*>(bytes.data()), size);
    bytes = bytes.subspan(size);
  }

  template <class T>
  void vector(std::vector<T>& items) {
    const std::uint32_t size = count();
    for (std::uint32_t i = 0; i < size && good; ++i) fields::walk(*this, items.emplace_back());
  }

  template <class T>
  void table(const char* name, std::vector<T>& items) {
    if (!good) return;
    place = {name, 0};
    const std::uint32_t size = count();
    for (std::uint32_t i = 0; i < size && good; ++i) {
      place.index = i;
      fields::walk(*this, items.emplace_back());
    }
    if (good) place = {"texts", 0};  // what stands between the tables
  }
};

bool read_head(std::span<const std::byte> bytes, PackFault& fault) {
  Reader head(bytes);
  std::array<std::uint8_t, 4> mark{};
  std::uint16_t version = 0, reserved = 0;
  std::uint64_t form = 0, length = 0;
  std::array<std::uint8_t, 16> hash{};
  fields::walk(head, mark);
  head.scalar(version);
  head.scalar(reserved);
  head.scalar(form);
  head.scalar(length);
  fields::walk(head, hash);
  if (!head.good || mark != pack::mark) return false;
  fault.other_version = version != pack_version || form != pack::form();
  if (fault.other_version || reserved != 0 || length != bytes.size()) return false;
  return hash == pack::hash_of_bytes(bytes.subspan(pack::head_bytes));
}

}  // namespace

bool read_pack_unhashed(std::span<const std::byte> bytes, Program& program, PackFault& fault) {
  fault = {};
  if (!read_head(bytes, fault)) return false;
  Reader reader(bytes.subspan(pack::head_bytes));
  fields::walk(reader, program.hash);
  fields::describe(reader, program);
  fault = reader.place;
  if (!reader.good) return false;
  if (!reader.bytes.empty()) return false;
  if (!is_bounded(program, fault)) return false;
  derive(program);
  if (!is_sound(program, fault)) return false;
  fault = {};
  return true;
}

bool read_pack(std::span<const std::byte> bytes, Program& program, PackFault& fault) {
  return read_pack_unhashed(bytes, program, fault) && program.hash == hash_of(program);
}

}  // namespace bylaw::program
