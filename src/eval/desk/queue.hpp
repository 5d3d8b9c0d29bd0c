// Rows by their next due instant: a four-way heap that knows where each row stands, one entry a case.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "eval/desk/index.hpp"

namespace bylaw::eval::desk {

// Dues and rows stand in arrays of their own: what is compared is read by the word, and four children are half a line.
class Queue {
 public:
  explicit Queue(std::size_t rows)
      : dues_(rows + 4, INT64_MAX), rows_(rows), place_(rows, no_row), numbers_(rows) {}

  bool empty() const { return size_ == 0; }
  std::uint32_t front() const { return rows_[0]; }
  // Requires that the row stands in the queue.
  std::int64_t due_of(std::uint32_t row) const { return dues_[place_[row]]; }
  std::int64_t front_due() const { return dues_[0]; }  // INT64_MAX: it is empty

  // Puts the row at its due instant; INT64_MAX takes it out. Rows of one instant come in the order of their cases' numbers.
  void set(std::uint32_t row, std::int64_t due, std::uint64_t number) {
    std::uint32_t at = place_[row];
    if (due == INT64_MAX) {
      if (at != no_row) remove(at);
      return;
    }
    if (at == no_row) {
      at = size_++;
      numbers_[row] = number;
    } else if (dues_[at] == due) {
      return;
    }
    settle(at, due, row);
  }

  std::size_t bytes() const { return place_.size() * bytes_per_row(); }
  static constexpr std::size_t bytes_per_row() { return sizeof(std::int64_t) + sizeof(std::uint64_t) + 2 * sizeof(std::uint32_t); }

 private:
  bool before(std::int64_t due, std::uint32_t row, std::uint32_t other) const {
    if (due != dues_[other]) [[likely]] return due < dues_[other];
    return numbers_[row] < numbers_[rows_[other]];
  }

  void put(std::uint32_t at, std::int64_t due, std::uint32_t row) {
    dues_[at] = due;
    rows_[at] = row;
    place_[row] = at;
  }

  // From a place that is free, up or down to where the row belongs.
  void settle(std::uint32_t at, std::int64_t due, std::uint32_t row) {
    const std::uint32_t from = at;
    while (at > 0 && before(due, row, (at - 1) / 4)) {
      const std::uint32_t parent = (at - 1) / 4;
      put(at, dues_[parent], rows_[parent]);
      at = parent;
    }
    while (at >= from) {
      const std::uint32_t first = at * 4 + 1;
      if (first >= size_) break;
      std::uint32_t least = first;
      // Behind the last one stand dues that are never the least.
      for (std::uint32_t child = first + 1; child < first + 4; ++child) {
        const bool earlier = dues_[child] != dues_[least] ? dues_[child] < dues_[least]
                                                          : child < size_ && numbers_[rows_[child]] < numbers_[rows_[least]];
        least = earlier ? child : least;
      }
      if (before(due, row, least)) break;
      put(at, dues_[least], rows_[least]);
      at = least;
    }
    put(at, due, row);
  }

  void remove(std::uint32_t at) {
    place_[rows_[at]] = no_row;
    --size_;
    const std::int64_t due = dues_[size_];
    const std::uint32_t row = rows_[size_];
    dues_[size_] = INT64_MAX;
    if (at != size_) settle(at, due, row);
  }

  std::uint32_t size_ = 0;
  std::vector<std::int64_t> dues_;   // INT64_MAX behind the last, four of them at least
  std::vector<std::uint32_t> rows_;
  std::vector<std::uint32_t> place_;
  std::vector<std::uint64_t> numbers_;  // of the cases, by row
};

}  // namespace bylaw::eval::desk
