// A case as bytes: a version, the rule set's hash, and every field in little-endian order. The same on every platform.
#pragma once
#include <cstddef>
#include <span>

#include "eval/view.hpp"

namespace bylaw::eval {

std::size_t snapshot_size(const Program& program, std::uint32_t kind);

// Returns the bytes needed; writes nothing if `out` is smaller.
std::size_t write_snapshot(const View& view, std::uint32_t kind, std::span<std::byte> out);

// Checks everything before the case is touched: version, hash, kind, length, and every index in the state.
bool read_snapshot(const View& view, std::uint32_t kind, std::span<const std::byte> bytes);

}  // namespace bylaw::eval
