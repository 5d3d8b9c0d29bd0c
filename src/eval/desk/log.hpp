// The events of every open case that may still get company: as long as one can come late, those after it have to be judged
// again. Two pools of linked nodes, room taken once.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include "bylaw/event.hpp"

namespace bylaw::eval::desk {

class Log {
 public:
  static constexpr std::uint32_t none = 0xffffffffu;

  // One case's part of the log.
  struct Chain {
    std::uint32_t head = none;
    std::uint32_t tail = none;
    std::uint32_t events = 0;  // with the voids
    std::uint32_t voids = 0;
  };

  // One entry: an event, or that the event `id` of the instant `at` is void.
  struct Node {
    Instant at;
    std::int64_t sequence = 0;
    std::uint64_t id = 0;
    EventKindId kind;  // none: a void
    std::uint32_t fields = none;
    std::uint32_t next = none;

    bool is_void() const { return !kind; }
  };

  Log(std::size_t events, std::size_t fields) : events_(events), fields_(fields) {
    for (std::size_t i = 0; i < events; ++i) events_[i].next = static_cast<std::uint32_t>(i + 1 < events ? i + 1 : none);
    for (std::size_t i = 0; i < fields; ++i) fields_[i].next = static_cast<std::uint32_t>(i + 1 < fields ? i + 1 : none);
    free_event_ = events > 0 ? 0 : none;
    free_field_ = fields > 0 ? 0 : none;
    free_events_ = events;
    free_fields_ = fields;
  }

  bool kept() const { return !events_.empty(); }
  bool has_room(std::size_t fields) const { return free_events_ > 0 && free_fields_ >= fields; }
  // Less than a quarter of one of the pools is free.
  bool crowded() const { return free_events_ < events_.size() / 4 || free_fields_ < fields_.size() / 4; }

  void append(Chain& chain, const Event& event) {
    const std::uint32_t node = free_event_;
    free_event_ = events_[node].next;
    --free_events_;
    events_[node] = {event.at, event.sequence, event.id, event.kind, store(event.fields), none};
    if (chain.tail == none) chain.head = node;
    else events_[chain.tail].next = node;
    chain.tail = node;
    ++chain.events;
    chain.voids += events_[node].is_void() ? 1 : 0;
  }

  // Drops every entry of an instant before this one; the others keep their order.
  void drop(Chain& chain, Instant before) {
    Chain kept;
    for (std::uint32_t node = chain.head; node != none;) {
      const std::uint32_t next = events_[node].next;
      if (events_[node].at < before) {
        release_fields(events_[node].fields);
        events_[node].next = free_event_;
        free_event_ = node;
        ++free_events_;
      } else {
        if (kept.tail == none) kept.head = node;
        else events_[kept.tail].next = node;
        events_[node].next = none;
        kept.tail = node;
        ++kept.events;
        kept.voids += events_[node].is_void() ? 1 : 0;
      }
      node = next;
    }
    chain = kept;
  }

  void release(Chain& chain) { drop(chain, never); }

  // Calls f(node) for every entry, in the order of arrival.
  template <class F>
  void each(const Chain& chain, F f) const {
    for (std::uint32_t node = chain.head; node != none; node = events_[node].next) f(events_[node]);
  }

  const Node& at(std::uint32_t node) const { return events_[node]; }

  bool is_voided(const Chain& chain, std::uint64_t id) const {
    if (chain.voids == 0 || id == 0) return false;
    for (std::uint32_t node = chain.head; node != none; node = events_[node].next) {
      if (events_[node].is_void() && events_[node].id == id) return true;
    }
    return false;
  }

  // The event that comes next after `last` (none: the first) in the order of events, before `until`; none: there is no other.
  std::uint32_t next_in_order(const Chain& chain, std::uint32_t last, Instant until) const {
    std::uint32_t best = none;
    for (std::uint32_t node = chain.head; node != none; node = events_[node].next) {
      const Node& e = events_[node];
      if (e.is_void() || !(e.at < until) || (last != none && !comes_before(events_[last], e))) continue;
      if (best == none || comes_before(e, events_[best])) best = node;
    }
    return best;
  }

  template <class F>
  void each_field(std::uint32_t first, F f) const {
    for (std::uint32_t node = first; node != none; node = fields_[node].next) f(fields_[node].value);
  }

  std::size_t bytes() const { return events_.size() * sizeof(Node) + fields_.size() * sizeof(FieldNode); }
  std::size_t live_bytes() const {
    return (events_.size() - free_events_) * sizeof(Node) + (fields_.size() - free_fields_) * sizeof(FieldNode);
  }

 private:
  struct FieldNode {
    FieldValue value;
    std::uint32_t next = none;
  };

  static bool comes_before(const Node& a, const Node& b) {
    return std::tie(a.at, a.sequence, a.id) < std::tie(b.at, b.sequence, b.id);
  }

  // Fields keep their order.
  std::uint32_t store(std::span<const FieldValue> values) {
    std::uint32_t first = none;
    std::uint32_t last = none;
    for (const FieldValue& value : values) {
      const std::uint32_t node = free_field_;
      free_field_ = fields_[node].next;
      --free_fields_;
      fields_[node] = {value, none};
      if (last == none) first = node;
      else fields_[last].next = node;
      last = node;
    }
    return first;
  }

  void release_fields(std::uint32_t first) {
    for (std::uint32_t node = first; node != none;) {
      const std::uint32_t next = fields_[node].next;
      fields_[node].next = free_field_;
      free_field_ = node;
      ++free_fields_;
      node = next;
    }
  }

  std::vector<Node> events_;
  std::vector<FieldNode> fields_;
  std::uint32_t free_event_ = none;
  std::uint32_t free_field_ = none;
  std::size_t free_events_ = 0;
  std::size_t free_fields_ = 0;
};

}  // namespace bylaw::eval::desk
