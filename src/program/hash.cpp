// Every field that decides, in the order of program/fields.hpp.
#include "program/hash.hpp"

#include "program/fields.hpp"
#include "program/siphash.hpp"

namespace bylaw::program {

namespace {

struct Hasher : fields::Values<Hasher> {
  static constexpr bool with_notes = false;
  SipHash hash;

  template <class T>
  void scalar(T value) {
    hash.word(static_cast<std::uint64_t>(static_cast<std::int64_t>(value)));
  }

  void text(const std::string& text) {
    scalar(text.size());
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      word |= std::uint64_t{static_cast<std::uint8_t>(text[i])} << 8 * (i % 8);
      if (i % 8 == 7 || i + 1 == text.size()) {
        hash.word(word);
        word = 0;
      }
    }
  }

  template <class T>
  void vector(const std::vector<T>& items) {
    scalar(items.size());
    for (const T& item : items) fields::walk(*this, item);
  }
};

}  // namespace

std::array<std::uint8_t, 16> hash_of(const Program& program) {
  Hasher hasher;
  fields::describe(hasher, program);
  return hasher.hash.finish();
}

}  // namespace bylaw::program
