#include "eval/desk/corrections.hpp"

namespace bylaw::eval::desk {

namespace {

bool same_key(const Decision& a, const Decision& b) {
  return a.rule == b.rule && a.instance == b.instance && a.kind == b.kind && a.level == b.level;
}

bool same_content(const Decision& a, const Decision& b) {
  return a.at == b.at && a.due == b.due && a.state == b.state && a.cause == b.cause && a.value == b.value &&
         a.event == b.event && a.variant == b.variant && a.edition == b.edition;
}

// A decision already matched: its `case_number` is not compared any more, so its flag marks it.
constexpr std::uint8_t matched = 0x80;

}  // namespace

std::size_t write_corrections(std::span<Decision> before, std::span<const Decision> after, std::span<Decision> out) {
  std::size_t count = 0;
  const auto write = [&](Decision decision, DecisionFlag flag) {
    decision.flags = static_cast<std::uint8_t>((decision.flags & ~matched) | std::uint8_t(flag));
    if (count < out.size()) out[count] = decision;
    ++count;
  };
  // Both are in the order in which things became true, so the first unmatched one of a key is the same of its kind. What has no
  // successor is taken back first: whoever keeps the newest state of each key ends with the right one.
  const auto former_of = [&](const Decision& now) -> Decision* {
    for (Decision& then : before) {
      if ((then.flags & matched) == 0 && same_key(then, now)) return &then;
    }
    return nullptr;
  };
  for (const Decision& now : after) {
    if (Decision* former = former_of(now)) former->flags |= matched;
  }
  for (Decision& then : before) {
    if ((then.flags & matched) == 0) write(then, DecisionFlag::retracted);
    // From here on the marks mean the opposite: these are still to be matched, in the same order.
    then.flags ^= matched;
  }
  for (const Decision& now : after) {
    Decision* former = former_of(now);
    if (former != nullptr) {
      former->flags |= matched;
      if (same_content(*former, now)) continue;
      write(*former, DecisionFlag::retracted);
    }
    write(now, DecisionFlag::correction);
  }
  return count;
}

}  // namespace bylaw::eval::desk
