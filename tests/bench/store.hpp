// Tickets by number: open addressing, a pool of rows, a free list. Both sides of the comparison keep their tickets in it.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace bench {

template <class Row>
class Store {
 public:
  [[gnu::always_inline]] Row& get(std::uint32_t number) {
    std::uint32_t at = home(number);
    while (keys_[at] != number) {
      if (keys_[at] == 0) return pool_[insert(number)];
      at = (at + 1) & mask_;
    }
    return pool_[rows_[at]];
  }

  void erase(std::uint32_t number) {
    std::uint32_t hole = home(number);
    while (keys_[hole] != number) hole = (hole + 1) & mask_;
    free_.push_back(rows_[hole]);
    --live_;
    for (std::uint32_t i = (hole + 1) & mask_; keys_[i] != 0; i = (i + 1) & mask_) {
      const std::uint32_t wanted = home(keys_[i]);
      if (((i - wanted) & mask_) < ((i - hole) & mask_)) continue;
      keys_[hole] = keys_[i];
      rows_[hole] = rows_[i];
      hole = i;
    }
    keys_[hole] = 0;
  }

  // Empty, with the room it has taken.
  void clear() {
    std::fill(keys_.begin(), keys_.end(), 0);
    pool_.clear();
    numbers_.clear();
    free_.clear();
    live_ = 0;
  }

  template <class F>
  void each(F f) {
    for (std::uint32_t i = 0; i <= mask_; ++i) {
      if (keys_[i] != 0) f(keys_[i], pool_[rows_[i]]);
    }
  }

  // Rows by number, for what keeps them in an order of its own.
  Row& row(std::uint32_t index) { return pool_[index]; }
  std::uint32_t number_of(std::uint32_t row) const { return numbers_[row]; }
  std::uint32_t row_of(const Row& row) const { return static_cast<std::uint32_t>(&row - pool_.data()); }

 private:
  static std::uint32_t spread(std::uint32_t number) {
    return static_cast<std::uint32_t>((number * std::uint64_t{0x9e3779b97f4a7c15u}) >> 32);
  }
  std::uint32_t home(std::uint32_t number) const { return spread(number) & mask_; }

  std::uint32_t insert(std::uint32_t number) {
    if (++live_ * 2 > mask_) grow();
    std::uint32_t row;
    if (free_.empty()) {
      row = static_cast<std::uint32_t>(pool_.size());
      pool_.emplace_back();
      numbers_.push_back(number);
    } else {
      row = free_.back();
      free_.pop_back();
      numbers_[row] = number;
    }
    place(number, row);
    return row;
  }

  void place(std::uint32_t number, std::uint32_t row) {
    std::uint32_t at = home(number);
    while (keys_[at] != 0) at = (at + 1) & mask_;
    keys_[at] = number;
    rows_[at] = row;
  }

  void grow() {
    const std::vector<std::uint32_t> keys = std::move(keys_);
    const std::vector<std::uint32_t> rows = std::move(rows_);
    mask_ = mask_ * 2 + 1;
    keys_.assign(mask_ + 1, 0);
    rows_.assign(mask_ + 1, 0);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (keys[i] != 0) place(keys[i], rows[i]);
    }
  }

  std::uint32_t mask_ = (1u << 12) - 1;
  std::vector<std::uint32_t> keys_ = std::vector<std::uint32_t>(1u << 12);
  std::vector<std::uint32_t> rows_ = std::vector<std::uint32_t>(1u << 12);
  std::vector<Row> pool_;
  std::vector<std::uint32_t> numbers_;  // by row
  std::vector<std::uint32_t> free_;
  std::size_t live_ = 0;
};

}  // namespace bench
