// The figures of a ledger: sums by KPI, period and group, then targets, growth, bands and ratings. Whole numbers throughout.
#pragma once
#include <vector>

#include "bylaw/board.hpp"
#include "eval/board/ledger.hpp"

namespace bylaw::eval::board {

// A fact, or whether an event has happened, that a condition of the KPI reads.
struct Read {
  std::uint32_t fact = program::none;   // of Program::facts; none: whether `event` has happened
  std::uint32_t event = program::none;  // of Program::events
  bool known = false;
  std::int64_t value = 0;               // has EVENT: 1 or 0
};

// Where something stands that a KPI looked at. In the order of KpiRow.
enum class Part : std::uint8_t { counted, cancelled, superseded, withdrawn, indeterminate, excluded, not_counted };

// An instance, an event or a time between two, as a row has it.
struct Item {
  CaseKey of;
  Order at;                    // judgements: after all events of the instant
  std::int64_t since = 0;      // times: when it began
  std::uint32_t instance = 0;  // judgements; 0: an event
  std::uint8_t verdict = 0;    // judgements: bylaw::State
  bool late = false;           // breached, and performed after that
  Part part = Part::counted;
  bool hit = false;            // it is in the share, or in the number
  bool has_value = false;
  std::int64_t value = 0;      // of a field, or minutes
  std::vector<Read> read;      // by the conditions of the KPI, at that instant
};

struct Line {
  KpiRow row;  // its group is filled in when the row is read
  std::vector<KpiGroup> group;
  std::vector<Item> items;     // of a KPI, if they were asked for: by case
};

std::vector<Line> figures(const Ledger& ledger, bool with_items = false);

}  // namespace bylaw::eval::board
