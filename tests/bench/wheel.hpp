// Rows in the order of their due seconds: a hierarchical timing wheel, 64 slots a level, with occupancy bitmaps. Links are kept in
// the rows, so nothing is allocated. A row has members `where`, `before`, `after` and `next` (its due second).
#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>

namespace bench {

template <class Rows>
class Wheel {
 public:
  static constexpr std::uint16_t nowhere = 0xffff;

  explicit Wheel(Rows& rows) : rows_(rows) {
    for (auto& level : heads_) std::fill(std::begin(level), std::end(level), none);
  }

  std::int64_t now() const { return now_; }

  void add(std::uint32_t row, std::int64_t due) {
    const auto differs = static_cast<std::uint64_t>(due ^ now_);
    const int level = differs < 64 ? 0 : (63 - std::countl_zero(differs)) / 6;
    const auto slot = static_cast<int>(due >> (6 * level) & 63);
    auto& r = rows_.row(row);
    std::uint32_t& head = heads_[level][slot];
    r.before = none;
    r.after = head;
    if (head != none) rows_.row(head).before = row;
    head = row;
    occupied_[level] |= std::uint64_t{1} << slot;
    r.where = static_cast<std::uint16_t>(level * 64 + slot);
  }

  void remove(std::uint32_t row) {
    auto& r = rows_.row(row);
    if (r.where == nowhere) return;
    const int level = r.where >> 6;
    const int slot = r.where & 63;
    r.where = nowhere;
    if (r.after != none) rows_.row(r.after).before = r.before;
    if (r.before != none) {
      rows_.row(r.before).after = r.after;
      return;
    }
    heads_[level][slot] = r.after;
    if (r.after == none) occupied_[level] &= ~(std::uint64_t{1} << slot);
  }

  // Calls `fire(row, due)` for every row due at or before `to`, in the order of time; the row is in the wheel no more.
  template <class F>
  void advance(std::int64_t to, F fire) {
    for (;;) {
      int level = 0;
      while (level < levels && occupied_[level] >> (now_ >> (6 * level) & 63) == 0) ++level;
      if (level == levels) break;
      const std::uint64_t ahead = occupied_[level] & ~std::uint64_t{0} << (now_ >> (6 * level) & 63);
      const int slot = std::countr_zero(ahead);
      const std::int64_t at = ((now_ >> (6 * level) & ~std::int64_t{63}) | slot) << (6 * level);
      if (at > to) break;
      now_ = std::max(now_, at);
      if (level > 0) {
        spread(level, slot);
        continue;
      }
      while (heads_[0][slot] != none) {
        const std::uint32_t row = heads_[0][slot];
        remove(row);
        fire(row, static_cast<std::int32_t>(at));
      }
    }
    now_ = to;
  }

 private:
  static constexpr int levels = 5;
  static constexpr std::uint32_t none = 0xffffffffu;

  // The rows of a slot of a higher level go to lower ones.
  void spread(int level, int slot) {
    std::uint32_t row = heads_[level][slot];
    heads_[level][slot] = none;
    occupied_[level] &= ~(std::uint64_t{1} << slot);
    while (row != none) {
      const std::uint32_t after = rows_.row(row).after;
      add(row, std::max<std::int64_t>(rows_.row(row).next, now_));
      row = after;
    }
  }

  Rows& rows_;
  std::int64_t now_ = 0;
  std::uint64_t occupied_[levels] = {};
  std::uint32_t heads_[levels][64];
};

}  // namespace bench
