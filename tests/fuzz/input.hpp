// Bytes read as choices. Past their end every choice is 0, so that any bytes mean something.
#pragma once
#include <cstdint>

#include "targets.hpp"

namespace bylaw::fuzz {

class Input {
 public:
  explicit Input(Bytes bytes) : rest_(bytes) {}

  bool empty() const { return rest_.empty(); }
  Bytes rest() const { return rest_; }

  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const std::uint8_t first = rest_.front();
    rest_ = rest_.subspan(1);
    return first;
  }

  std::uint64_t number(int bytes) {
    std::uint64_t number = 0;
    for (int i = 0; i < bytes; ++i) number |= std::uint64_t{byte()} << 8 * i;
    return number;
  }

  // Of 0 to count - 1; count > 0. Takes no more bytes than it needs.
  std::uint64_t below(std::uint64_t count) {
    return number(count <= 0x100 ? 1 : count <= 0x10000 ? 2 : count <= 0x1000000 ? 3 : 8) % count;
  }

  // Any integer: small ones, those near the bounds, and those in between.
  std::int64_t integer() {
    const std::uint8_t how = byte();
    switch (how % 8) {
      case 0: return static_cast<std::int8_t>(byte());
      case 1: return INT64_MAX - byte();
      case 2: return INT64_MIN + byte();
      case 3: return static_cast<std::int16_t>(number(2));
      case 4: return static_cast<std::int32_t>(number(4));
      case 5: return static_cast<std::int64_t>(std::uint64_t{1} << byte() % 63);
      default: return static_cast<std::int64_t>(number(8));
    }
  }

 private:
  Bytes rest_;
};

}  // namespace bylaw::fuzz
