// The events of every open case, so that a late one can be put in its place. Two pools of linked nodes, room taken once.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
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
    std::uint32_t events = 0;
    std::uint32_t given = none;  // fields known from the start
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
  bool has_room_for_given(std::size_t fields) const { return free_fields_ >= fields; }

  void append(Chain& chain, const Event& event) {
    const std::uint32_t node = free_event_;
    free_event_ = events_[node].next;
    --free_events_;
    events_[node] = {event.at, event.sequence, event.id, event.kind, store(event.fields), none};
    if (chain.tail == none) chain.head = node;
    else events_[chain.tail].next = node;
    chain.tail = node;
    ++chain.events;
  }

  void keep_given(Chain& chain, std::span<const FieldValue> given) { chain.given = store(given); }

  void release(Chain& chain) {
    release_fields(chain.given);
    for (std::uint32_t node = chain.head; node != none;) {
      const std::uint32_t next = events_[node].next;
      release_fields(events_[node].fields);
      events_[node].next = free_event_;
      free_event_ = node;
      ++free_events_;
      node = next;
    }
    chain = {};
  }

  // Calls f(at, sequence, id, kind, first field node) for every event, in the order of arrival.
  template <class F>
  void each(const Chain& chain, F f) const {
    for (std::uint32_t node = chain.head; node != none; node = events_[node].next) {
      const Node& e = events_[node];
      f(e.at, e.sequence, e.id, e.kind, e.fields);
    }
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
  struct Node {
    Instant at;
    std::int64_t sequence = 0;
    std::uint64_t id = 0;
    EventKindId kind;
    std::uint32_t fields = none;
    std::uint32_t next = none;
  };
  struct FieldNode {
    FieldValue value;
    std::uint32_t next = none;
  };

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
