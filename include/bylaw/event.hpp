// What a host tells a case: that something happened, when, and with which fields.
#pragma once
#include <cstdint>
#include <span>

#include "bylaw/ids.hpp"
#include "bylaw/time.hpp"

namespace bylaw {

// One field of an event. How a value is written as an integer depends on the field's type (FieldInfo in ruleset.hpp):
// enumeration: index of the value; set: bit mask of indices; yes-no: 0 or 1; number: the number; money: minor units;
// date: days since 1970-01-01; instant: microseconds since 1970-01-01T00:00Z; id: any number; text: 1, or 0 where it is empty.
struct FieldValue {
  FieldId field;
  std::int64_t value = 0;
};

// Events of a case are ordered by (at, sequence, id). `fields` is only read during the call that takes the event.
struct Event {
  EventKindId kind;
  Instant at;
  std::int64_t sequence = 0;  // optional order among events of one instant; never the order of arrival
  std::uint64_t id = 0;       // the host's id; two events with the same `at`, `sequence` and `id` are one event told twice
  std::span<const FieldValue> fields;
};

}  // namespace bylaw
