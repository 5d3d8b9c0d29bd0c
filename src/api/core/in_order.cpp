#include "api/core/in_order.hpp"

#include <algorithm>
#include <tuple>

namespace bylaw {

static void sort_events(std::span<const Event> events, std::span<std::uint32_t> order) {
  for (std::size_t i = 0; i < events.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  std::sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(events.size()), [&](std::uint32_t a, std::uint32_t b) {
    const Event& l = events[a];
    const Event& r = events[b];
    return std::tie(l.at, l.sequence, l.id) < std::tie(r.at, r.sequence, r.id);
  });
}

Result judge_in_order(Case judged, std::span<const Event> events, Instant now, std::span<std::uint32_t> order,
                      std::span<Decision> out) {
  sort_events(events, order);
  Result total;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Result one = judged.apply(events[order[i]], out.subspan(total.written));
    if (one.status == Status::buffer_too_small) return {one.status, 0, total.written + one.needed};
    if (one.status == Status::duplicate) continue;
    if (one.status != Status::ok) return {one.status};
    total.written += one.written;
  }
  if (now != beginning) {
    const Result rest = judged.advance(now, out.subspan(total.written));
    if (rest.status == Status::more) return {Status::buffer_too_small, 0, total.written + rest.written + 1};
    total.written += rest.written;
  }
  total.needed = total.written;
  return total;
}

}  // namespace bylaw
