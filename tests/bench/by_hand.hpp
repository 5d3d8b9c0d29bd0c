// The rules of the workload written by hand in C++, as an engineer would who knows them all beforehand: what bylaw is measured
// against. `all` has the 24 rules; without it only the time limits, their ladders and the risk grade (rules 1-10).
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "workload.hpp"

namespace bench {

struct Fired {
  std::int32_t at;
  std::uint32_t ticket;
  std::uint32_t code;
};

class ByHand {
 public:
  ByHand();
  ~ByHand();
  ByHand(const ByHand&) = delete;
  ByHand& operator=(const ByHand&) = delete;

  // Forgets all tickets, keeps the memory: before every run.
  void clear();

  // Lazy: a ticket's due stages are found at its next event, or at the end. `out` must hold three per event.
  // Returns the decisions written. Tickets are forgotten when they close.
  template <bool all>
  std::size_t run(const std::vector<Event>& events, Fired* out);

  // The same in the order of time over all tickets: a timing wheel holds each ticket's earliest due stage.
  template <bool all>
  std::size_t run_in_order(const std::vector<Event>& events, Fired* out);

  std::size_t state_bytes() const;  // of one ticket, without the index

 private:
  struct Ticket;
  struct Memory;
  Memory* memory_;
};

}  // namespace bench
