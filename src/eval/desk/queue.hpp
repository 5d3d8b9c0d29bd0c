// Rows by their next due instant: a four-way heap that knows where each row stands, one entry a case.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "eval/desk/index.hpp"

namespace bylaw::eval::desk {

class Queue {
 public:
  explicit Queue(std::size_t rows) : place_(rows, no_row) { heap_.reserve(rows); }

  bool empty() const { return heap_.empty(); }
  std::uint32_t front() const { return heap_[0].row; }
  std::int64_t front_due() const { return heap_.empty() ? INT64_MAX : heap_[0].due; }

  // Puts the row at its due instant; INT64_MAX takes it out. Rows of one instant come in the order of their cases' numbers.
  void set(std::uint32_t row, std::int64_t due, std::uint64_t number) {
    std::uint32_t at = place_[row];
    if (due == INT64_MAX) {
      if (at != no_row) remove(at);
      return;
    }
    if (at == no_row) {
      at = static_cast<std::uint32_t>(heap_.size());
      heap_.push_back({due, number, row});
      place_[row] = at;
    } else {
      if (heap_[at].due == due) return;
      heap_[at] = {due, number, row};
    }
    if (!sift_up(at)) sift_down(at);
  }

  std::size_t bytes() const { return place_.size() * (sizeof(Entry) + sizeof(std::uint32_t)); }
  static constexpr std::size_t bytes_per_row() { return sizeof(Entry) + sizeof(std::uint32_t); }

 private:
  struct Entry {
    std::int64_t due;
    std::uint64_t number;
    std::uint32_t row;

    bool before(const Entry& other) const { return due != other.due ? due < other.due : number < other.number; }
  };

  void put(std::size_t at, const Entry& entry) {
    heap_[at] = entry;
    place_[entry.row] = static_cast<std::uint32_t>(at);
  }

  bool sift_up(std::size_t at) {
    const Entry entry = heap_[at];
    const std::size_t from = at;
    while (at > 0 && entry.before(heap_[(at - 1) / 4])) {
      put(at, heap_[(at - 1) / 4]);
      at = (at - 1) / 4;
    }
    put(at, entry);
    return at != from;
  }

  void sift_down(std::size_t at) {
    const Entry entry = heap_[at];
    for (;;) {
      const std::size_t first = at * 4 + 1;
      if (first >= heap_.size()) break;
      std::size_t least = first;
      for (std::size_t child = first + 1; child < first + 4 && child < heap_.size(); ++child) {
        if (heap_[child].before(heap_[least])) least = child;
      }
      if (!heap_[least].before(entry)) break;
      put(at, heap_[least]);
      at = least;
    }
    put(at, entry);
  }

  void remove(std::uint32_t at) {
    place_[heap_[at].row] = no_row;
    const Entry last = heap_.back();
    heap_.pop_back();
    if (at == heap_.size()) return;
    put(at, last);
    if (!sift_up(at)) sift_down(at);
  }

  std::vector<Entry> heap_;
  std::vector<std::uint32_t> place_;
};

}  // namespace bylaw::eval::desk
