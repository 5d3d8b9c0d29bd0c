// From a case's number and kind to its row: open addressing with linear probing, room taken once.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace bylaw::eval::desk {

inline constexpr std::uint32_t no_row = 0xffffffffu;

struct Key {
  std::uint64_t number = 0;
  std::uint32_t kind = 0;

  friend bool operator==(const Key&, const Key&) = default;
};

class Index {
 public:
  explicit Index(std::size_t rows) : entries_(std::bit_ceil(rows * 3 / 2 + 2)), mask_(entries_.size() - 1) {}

  std::uint32_t find(Key key) const {
    for (std::size_t i = home(key);; i = (i + 1) & mask_) {
      if (entries_[i].row == no_row) return no_row;
      if (entries_[i].key == key) return entries_[i].row;
    }
  }

  // Requires that the key is absent and that fewer rows are in use than the index was made for.
  void insert(Key key, std::uint32_t row) {
    std::size_t i = home(key);
    while (entries_[i].row != no_row) i = (i + 1) & mask_;
    entries_[i] = {key, row};
  }

  // Requires that the key is present. Later entries of the run move up, so no tombstones are left.
  void erase(Key key) {
    std::size_t hole = home(key);
    while (!(entries_[hole].key == key) || entries_[hole].row == no_row) hole = (hole + 1) & mask_;
    for (std::size_t i = (hole + 1) & mask_; entries_[i].row != no_row; i = (i + 1) & mask_) {
      const std::size_t wanted = home(entries_[i].key);
      if (((i - wanted) & mask_) >= ((i - hole) & mask_)) {
        entries_[hole] = entries_[i];
        hole = i;
      }
    }
    entries_[hole] = {};
  }

  std::size_t bytes() const { return entries_.size() * sizeof(Entry); }
  static constexpr std::size_t bytes_per_row() { return sizeof(Entry); }

 private:
  struct Entry {
    Key key;
    std::uint32_t row = no_row;
  };

  std::size_t home(Key key) const {
    return static_cast<std::size_t>(((key.number ^ (std::uint64_t{key.kind} << 56)) * 0x9e3779b97f4a7c15u) >> 24) & mask_;
  }

  std::vector<Entry> entries_;
  std::size_t mask_;
};

}  // namespace bylaw::eval::desk
