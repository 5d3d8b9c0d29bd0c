// Aggregates: read by boards, never by the event path.
#pragma once
#include <cstdint>
#include <string>

#include "program/events.hpp"
#include "program/guards.hpp"
#include "program/range.hpp"

namespace bylaw::program {

inline constexpr std::uint8_t kpi_waived = 0xff;  // KpiProgram::state: breached, with a waiver

// A condition as postfix code over facts and events of a case; cells are three-valued.
enum class KpiOp : std::uint8_t {
  constant,   // `value`
  fact,       // `index`
  add, subtract,
  compare,    // by `compare`
  member,     // fact `index` is one of `values`; a set contains any of the mask `value`, and `values` is empty
  known,      // fact `index`
  has,        // event `index`
  both, either, negate,
  always
};

struct KpiCode {
  KpiOp op = KpiOp::always;
  Compare compare = Compare::equal;
  std::uint32_t index = none;
  std::int64_t value = 0;
  Range values;  // of Program::constants
};

// mantissa / 10^scale; of times, whole minutes.
struct KpiFigure {
  bool given = false;
  Compare op = Compare::equal;
  std::int64_t mantissa = 0;
  std::uint8_t scale = 0;
};

struct KpiBand {
  std::string name;
  KpiFigure figure;               // greater_equal: the lowest that is in it; less_equal: the highest
};

struct KpiEvent {
  std::uint32_t event = none;
  Where where;  // its fact is none: any
};

enum class KpiMeasure : std::uint8_t { share, mean, count, percentile };
enum class KpiWindow : std::uint8_t { all, day, month, quarter, year };

struct KpiProgram {
  std::uint32_t rule = none;      // its own
  KpiMeasure measure = KpiMeasure::share;
  KpiWindow window = KpiWindow::all;
  std::uint8_t decimals = 0;      // of what is measured: money
  std::uint8_t state = 0;         // bylaw::State that is counted; 0: any
  std::uint8_t percentile = 0;
  std::uint32_t of = none;        // rule whose judgements are counted; none: events
  std::uint32_t fact = none;      // taken at `event`
  KpiEvent event, to;             // `to.event`: the time between the two
  std::uint32_t calendar = none;  // in whose zone the periods are; none: UTC
  Range cases;                    // of Program::index_lists
  Range by;                       // of Program::index_lists: facts
  Range when;                     // of Program::kpi_code; empty: always
  Range exclude;                  // of Program::kpi_code; empty: never
  KpiFigure target, growth;
  Range bands;                    // of Program::kpi_bands, falling
};

struct RatingPart {
  std::uint32_t kpi = none;       // of Program::kpis
  KpiFigure weight;               // per cent
};

struct RatingProgram {
  std::uint32_t rule = none;
  Range parts;                    // of Program::rating_parts; one without a weight: the KPI's own figure
  Range bands;
};

}  // namespace bylaw::program
