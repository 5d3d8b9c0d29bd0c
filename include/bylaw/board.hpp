// Figures over many cases: the KPIs and ratings of a rule set, computed from the events and decisions that a host has anyway.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "bylaw/decision.hpp"
#include "bylaw/event.hpp"
#include "bylaw/export.hpp"
#include "bylaw/ruleset.hpp"

namespace bylaw {

namespace eval::board {
class Ledger;
}

// What became of a target.
enum class TargetResult : std::uint8_t { none, reached, missed, no_cases };

BYLAW_API const char* word(TargetResult result) noexcept;

// One field of `by`, as the case knew it at the instant counted.
struct KpiGroup {
  FieldId field;
  std::int64_t value = 0;
  bool known = false;
};

// One KPI or rating, in one period and group.
struct KpiRow {
  RuleId rule;
  // The period: local dates in the zone of the KPI's calendar (its handbook's, else the rule set's), half open. A KPI without
  // `over` has one period: INT32_MIN to INT32_MAX.
  std::int32_t first_day = 0;
  std::int32_t end_day = 0;
  std::span<const KpiGroup> group;  // valid until the board's next change
  // The figure is numerator / denominator / 10^decimals; of a share, times 100 per cent. Times are in minutes, each begun one
  // whole. A rating of several KPIs: points in ten-thousandths, cut off.
  bool has_value = false;           // false: no cases
  bool percent = false;
  bool minutes = false;
  std::uint8_t decimals = 0;
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
  std::uint64_t counted = 0;        // the base
  // Apart from the base, each once.
  std::uint64_t cancelled = 0, superseded = 0, withdrawn = 0;
  std::uint64_t indeterminate = 0;  // could not be judged, or a fact that the KPI needs is unknown
  std::uint64_t excluded = 0;
  std::uint64_t waived = 0;         // breaches of the base with a waiver beside them; they stay breaches
  TargetResult target = TargetResult::none;
  TargetResult growth = TargetResult::none;  // against the period just before; no_cases where that one has no figure above 0
  std::string_view band;            // empty: none
};

// Keeps, of each case it is told of, the events, facts and judgements that some KPI reads, and computes figures from them. The
// order of telling does not matter, and nothing counts twice. It allocates as cases are told; Cases and Desks never touch it.
// One thread at a time; give each shard a board of its own and merge them. No call throws: no room is no_capacity.
class BYLAW_API Board {
 public:
  explicit Board(const RuleSet& rules) noexcept;  // shares the rule set
  Board(Board&& other) noexcept;
  Board& operator=(Board&& other) noexcept;
  Board(const Board&) = delete;
  Board& operator=(const Board&) = delete;
  ~Board();

  // Facts known from the start of a case.
  Status open(std::uint64_t case_number, CaseKindId kind, std::span<const FieldValue> given) noexcept;
  // An event of the case, once the case has taken it. unknown_event, unknown_field: nothing was changed. duplicate: known.
  Status add(std::uint64_t case_number, CaseKindId kind, const Event& event) noexcept;
  // A decision of the case. A retracted one is taken away again, and its correction takes its place. The fields of an event that was
  // voided stay: forget the case and tell it anew without it.
  Status add(CaseKindId kind, const Decision& decision) noexcept;
  // Forgets a case. unknown_case if it was never told.
  Status forget(std::uint64_t case_number, CaseKindId kind) noexcept;

  // Takes over what the other board knows. The same case may be known to both; what both were told counts once. Merged boards
  // give the figures of one that was told everything. bad_snapshot: another rule set.
  Status merge(const Board& other) noexcept;

  // The board as bytes, versioned and the same on every platform. Returns the bytes needed; writes nothing when `out` is smaller.
  std::size_t save(std::span<std::byte> out) const noexcept;
  // Replaces the board by saved bytes of the same rule set (by hash). Any other bytes: bad_snapshot, nothing was changed.
  Status load(std::span<const std::byte> bytes) noexcept;

  // Computes all figures: one row for every KPI, period and group in which something was counted or kept apart, ordered by rule,
  // period, group; ratings after KPIs. Returns ok or no_capacity (no rows then). Rows stay until the next call that is not const.
  Status compute() noexcept;
  std::size_t size() const noexcept;
  KpiRow row(std::size_t index) const noexcept;  // an empty one for an index too great

  // For the library's own tools; not part of the promise to hosts. Null for a board without room.
  const eval::board::Ledger* ledger() const noexcept;

 private:
  struct State_;
  State_* state_;
};

}  // namespace bylaw
