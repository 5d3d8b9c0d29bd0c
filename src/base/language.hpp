// The two languages in which rules are written and messages are read.
#pragma once
#include <cstdint>

namespace bylaw::base {

enum class Language : std::uint8_t { english, chinese };

}  // namespace bylaw::base
