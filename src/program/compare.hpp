// How two numbers are compared: what the compiler folds, an event's field, an atom and a figure's target all mean the same.
#pragma once
#include <cstdint>

#include "program/program.hpp"

namespace bylaw::program {

constexpr bool compare(Compare op, std::int64_t left, std::int64_t right) {
  switch (op) {
    case Compare::equal: return left == right;
    case Compare::not_equal: return left != right;
    case Compare::less: return left < right;
    case Compare::less_equal: return left <= right;
    case Compare::greater: return left > right;
    case Compare::greater_equal: return left >= right;
  }
  return false;
}

}  // namespace bylaw::program
