// Many cases and one queue of due instants, for hosts that do not keep case states themselves.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "bylaw/case.hpp"
#include "bylaw/decision.hpp"
#include "bylaw/event.hpp"
#include "bylaw/export.hpp"
#include "bylaw/ruleset.hpp"

namespace bylaw {

// Room that a Desk takes once, when it is made. It never allocates afterwards: what does not fit is answered no_capacity.
struct DeskOptions {
  std::size_t cases = 1024;        // open at once
  // In the log, over all cases; 0: keep no log (late events and voids answer needs_log). It is dropped behind the watermark as
  // room is needed, so it has to hold the events of a span of `lateness`, and no_capacity is answered where it does not.
  std::size_t events = 16384;
  std::size_t fields = 65536;      // field values in the log
  // The watermark is the greatest `now` less this; events before it are too_late. Negative: what the rules state (RuleSet::lateness_us).
  std::int64_t lateness_us = -1;
  std::int64_t tolerance_us = 0;   // events later than `now` plus this are `future`; without an `advance` none is
  std::size_t events_of_a_case = 256;   // of one case after the watermark that can be judged anew; else too_many
};

// One event of a batch.
struct CaseEvent {
  std::uint64_t case_number = 0;
  CaseKindId kind;
  Event event;
};

// Owns its cases. Movable, not copyable. One thread at a time; two Desks are independent, so a host shards by case.
class BYLAW_API Desk {
 public:
  // Allocates everything. On bad_alloc nothing is left behind and the exception passes.
  Desk(const RuleSet& rules, const DeskOptions& options);
  Desk(Desk&& other) noexcept;
  Desk& operator=(Desk&& other) noexcept;
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;
  ~Desk();

  // A case is opened by its first event; `open` opens it beforehand, with facts known from the start.
  Status open(std::uint64_t case_number, CaseKindId kind, std::span<const FieldValue> given = {}) noexcept;

  // As Case::apply. An event older than what its case has judged is put in its place in the log and the case is judged anew:
  // a decision that does not hold any more is repeated with the flag `retracted`, and what stands in its place follows with the
  // flag `correction`. An event whose id (other than 0) the case's log has already is a duplicate at the same instant and
  // sequence, else other_event.
  Result apply(const CaseEvent& event, std::span<Decision> out) noexcept;

  // Takes back the event `id` (not 0) of the instant `at`, with corrections as for a late event. It need not have come yet: when it
  // does, it is answered `voided`. duplicate: it is void already. too_late: its instant is behind the watermark. other_event:
  // the case's event of this id is of another instant. needs_log: there is no log, or the event is part of a restored state.
  Result void_event(std::uint64_t case_number, CaseKindId kind, std::uint64_t id, Instant at, std::span<Decision> out) noexcept;

  // Takes events one after the other. `taken` is the number dealt with; `statuses`, as long as `events` or empty, gets each
  // one's own answer. Stops early only with buffer_too_small, before the first event whose decisions do not fit.
  Result apply(std::span<const CaseEvent> events, std::span<Decision> out, std::span<Status> statuses,
               std::size_t& taken) noexcept;

  // Establishes everything due strictly before `now`, over all cases in the order of the due instants.
  Result advance(Instant now, std::span<Decision> out) noexcept;
  Instant next_due() const noexcept;
  Instant now() const noexcept;
  // The watermark. What was decided at an instant before it is final: no event that could change it is taken any more.
  Instant final_before() const noexcept;

  std::size_t open_cases() const noexcept;
  bool has(std::uint64_t case_number, CaseKindId kind) const noexcept;
  // unknown_case, or ok and the standing.
  Status standing(std::uint64_t case_number, CaseKindId kind, RuleId rule, Standing& out) const noexcept;
  // As Case::snapshot; 0 for an unknown case.
  std::size_t snapshot(std::uint64_t case_number, CaseKindId kind, std::span<std::byte> out) const noexcept;
  // A snapshot holds the state and not the events behind it: an event that is older than what was judged in it answers needs_log,
  // and the state stays as it was.
  Status restore(std::uint64_t case_number, CaseKindId kind, std::span<const std::byte> bytes) noexcept;
  // Forgets a case, its state and its log. unknown_case if there is none.
  Status close(std::uint64_t case_number, CaseKindId kind) noexcept;

  // Bytes reserved, and bytes in use by open cases, their index, queue and log.
  std::size_t reserved_bytes() const noexcept;
  std::size_t live_bytes() const noexcept;

 private:
  struct State_;
  State_* state_;
};

}  // namespace bylaw
