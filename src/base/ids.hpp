// Typed indices: an index into one table cannot be used for another.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>

namespace bylaw::base {

template <class Tag>
struct Id {
  static constexpr std::uint32_t none_value = 0xffffffffu;
  std::uint32_t value = none_value;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t v) : value(static_cast<std::uint32_t>(v)) {}
  constexpr explicit operator bool() const { return value != none_value; }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

}  // namespace bylaw::base
