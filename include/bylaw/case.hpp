// One ticket's state: a block of bytes of the host's, and the three calls that move it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "bylaw/decision.hpp"
#include "bylaw/event.hpp"
#include "bylaw/export.hpp"
#include "bylaw/ruleset.hpp"

namespace bylaw {

namespace program {
struct CaseProgram;
}

// What one rule's newest instance of a case is at.
struct Standing {
  State state = State::none;
  Cause cause = Cause::none;
  Instant since = never;     // when it entered `state`; `never` for a rule judged at events: its decisions say when
  Instant due = never;       // the deadline in force; record: until when it is to be kept
  std::uint32_t instance = 0;  // routine: the period that is waited for; `since` is then its start, which may still come
  std::uint8_t level = 0;    // ladder: the highest level reached; 0: none
  bool waived = false;       // a waiver stands beside its breach
};

struct Moved;
struct Changed;

// A view: it owns neither the memory nor the rule set, which must both outlive it. One thread at a time per case; different
// cases are independent. No call allocates, throws, or reads anything but its arguments and the case's bytes.
class BYLAW_API Case {
 public:
  // `memory`: at least rules.case_bytes(kind) bytes, aligned to 8. Nothing is written; call `open` for a new case.
  Case(const RuleSet& rules, CaseKindId kind, std::span<std::byte> memory) noexcept;

  // Starts a new case in the memory: no events yet. `given`: fields known from the start. `number` comes back in decisions.
  // bad_memory, unknown_field, bad_value: nothing was written.
  Status open(std::uint64_t number, std::span<const FieldValue> given = {}) noexcept;

  // Takes one event: first everything that was due before it (strictly), then the event itself. Decisions go to `out`.
  // buffer_too_small: the state is unchanged and `needed` says how many there are, or at least twice the buffer where more periods
  // of routines than that have passed unseen: `advance` to the event's instant takes them in portions. needs_log: see Status.
  // Never moves the clock of `advance`.
  Result apply(const Event& event, std::span<Decision> out) noexcept;

  // Establishes everything due strictly before `now`. `more`: the buffer was full, the case has advanced to the last
  // decision written. clock_backwards when `now` is earlier than in a former call.
  Result advance(Instant now, std::span<Decision> out) noexcept;

  // The smallest `now` for which `advance` would decide something; `never` when nothing is waiting for time to pass.
  Instant next_due() const noexcept;

  Standing standing(RuleId rule) const noexcept;
  // Value of a field or of a table's result; false when it is unknown, and `value` is untouched.
  bool fact(FieldId field, std::int64_t& value) const noexcept;
  bool ended() const noexcept;
  std::uint64_t number() const noexcept;

  // The state as a versioned string of bytes, the same on every platform. Returns the bytes needed; writes nothing when
  // `out` is smaller.
  std::size_t snapshot(std::span<std::byte> out) const noexcept;
  // Takes a snapshot made with the same rule set (by hash) and kind. Any other bytes: bad_snapshot, nothing was changed.
  Status restore(std::span<const std::byte> bytes) noexcept;

 private:
  friend BYLAW_API Moved move_case(const Case& from, Case& to) noexcept;  // migration.hpp
  friend BYLAW_API std::size_t changed_verdicts(const Case& before, const Case& after, std::span<Changed> out) noexcept;

  const program::Program* program_;
  const program::CaseProgram* layout_;  // null: the memory cannot hold such a case, and every call says so
  std::byte* memory_;
};

// Judges a case anew from its whole log, in any order of `events` (they are ordered by (at, sequence, id); repeats are
// dropped), up to `now`. `memory` is overwritten. `order` is scratch of at least events.size() numbers.
// For a case that answered needs_log: compare with the decisions given before.
BYLAW_API Result rebuild(const RuleSet& rules, CaseKindId kind, std::span<std::byte> memory, std::uint64_t number,
                         std::span<const FieldValue> given, std::span<const Event> events, Instant now,
                         std::span<std::uint32_t> order, std::span<Decision> out) noexcept;

}  // namespace bylaw
