#include "eval/board/figures.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "eval/board/conditions.hpp"
#include "eval/board/periods.hpp"
#include "eval/board/ratios.hpp"

namespace bylaw::eval::board {

namespace {

using program::KpiMeasure;
using program::KpiProgram;
using program::none;

constexpr std::int64_t minute_us = 60'000'000;

// Sums that add up: those of two disjoint sets of cases, added, are those of both.
struct Sums {
  KpiRow row;
  std::uint64_t hits = 0;
  std::int64_t total = 0;
  bool overflow = false;
  std::map<std::int64_t, std::uint64_t> values;  // percentile: how often each
};

using GroupKey = std::vector<std::pair<bool, std::int64_t>>;
using Place = std::pair<Period, GroupKey>;

class Counter {
 public:
  Counter(const Ledger& ledger, const KpiProgram& kpi) : program_(ledger.program()), kpi_(kpi) {
    for (std::uint32_t i = 0; i < kpi.cases.count; ++i) {
      const std::uint32_t kind = program_.index_lists[kpi.cases.first + i];
      for (auto at = ledger.cases().lower_bound({kind, 0}); at != ledger.cases().end() && at->first.first == kind; ++at) {
        count(at->second);
      }
    }
  }

  std::map<Place, Sums> sums;

 private:
  void count(const CaseNotes& notes) {
    if (kpi_.of != none) judgements(notes);
    else if (kpi_.to.event != none) times(notes);
    else events(notes);
  }

  Sums& sums_of(const CaseNotes& notes, const Order& at) {
    GroupKey group;
    for (std::uint32_t i = 0; i < kpi_.by.count; ++i) {
      std::int64_t value = 0;
      const bool known = notes.fact(program_.index_lists[kpi_.by.first + i], at, value);
      group.emplace_back(known, known ? value : 0);
    }
    return sums[{period_of(program_, kpi_, at.at), std::move(group)}];
  }

  // Null where it does not count; it stands apart then.
  Sums* counted(const CaseNotes& notes, const Order& at) {
    Sums& into = sums_of(notes, at);
    switch (kpi_.exclude.count == 0 ? Answer::no : ask(program_, kpi_.exclude, notes, at)) {
      case Answer::yes: ++into.row.excluded; return nullptr;
      case Answer::unknown: ++into.row.indeterminate; return nullptr;
      case Answer::no: break;
    }
    return &into;
  }

  // ---- Judgements: each instance once, where its verdict fell.

  void judgements(const CaseNotes& notes) {
    for (auto first = notes.judged.begin(); first != notes.judged.end();) {
      const auto last = std::find_if(first, notes.judged.end(), [&](const Judged& j) {
        return std::tie(j.rule, j.instance) != std::tie(first->rule, first->instance);
      });
      if (first->rule == kpi_.of) instance(notes, {&*first, static_cast<std::size_t>(last - first)});
      first = last;
    }
  }

  void instance(const CaseNotes& notes, std::span<const Judged> states) {
    // A verdict stays, whatever becomes of the case. Reopened as the same instance, it has none yet.
    const Judged* verdict = nullptr;
    bool late = false;
    for (const Judged& j : states) {
      const auto state = static_cast<State>(j.state);
      const bool stays = verdict != nullptr && (verdict->state == std::uint8_t(State::met) || verdict->state == std::uint8_t(State::breached));
      if (state == State::met_late) {
        late = true;
        if (stays) continue;
      }
      if (state == State::running || state == State::paused || state == State::pending) {
        if (state == State::running) verdict = nullptr, late = false;
        continue;
      }
      if (!stays) verdict = &j;
    }
    if (verdict == nullptr) return;
    Sums* into = counted(notes, end_of(verdict->at));
    if (into == nullptr) return;
    const auto state = static_cast<State>(verdict->state);
    bool hit = state == static_cast<State>(kpi_.state);
    switch (state) {
      case State::cancelled: ++into->row.cancelled; break;
      case State::superseded: ++into->row.superseded; break;
      case State::withdrawn: ++into->row.withdrawn; break;
      case State::indeterminate:
      case State::unreachable: ++into->row.indeterminate; break;
      default:
        ++into->row.counted;
        if (kpi_.state == 0) hit = true;
        if (kpi_.state == std::uint8_t(State::met_late)) hit = late;
        if (kpi_.state == std::uint8_t(State::breached)) hit = state != State::met;
    }
    if (hit) ++into->hits;
  }

  // ---- Events: each once.

  bool is(const CaseNotes& notes, const Happened& event, const program::KpiEvent& wanted) const {
    if (event.event != wanted.event) return false;
    if (wanted.where.fact == none) return true;
    std::int64_t value = 0;
    return notes.carried(wanted.where.fact, event.order, value) && compare(wanted.where.op, value, wanted.where.value);
  }

  void events(const CaseNotes& notes) {
    for (const Happened& event : notes.events) {
      if (!is(notes, event, kpi_.event)) continue;
      Sums* into = counted(notes, event.order);
      if (into == nullptr) continue;
      if (kpi_.fact != none) {
        std::int64_t value = 0;
        if (notes.carried(kpi_.fact, event.order, value)) take(*into, value);
        else ++into->row.indeterminate;
        continue;
      }
      switch (kpi_.when.count == 0 ? Answer::yes : ask(program_, kpi_.when, notes, event.order)) {
        case Answer::unknown: ++into->row.indeterminate; break;
        case Answer::yes:
          ++into->hits;
          ++into->row.counted;
          break;
        case Answer::no:
          // A count is of the events where it holds; a share is of all.
          if (kpi_.measure == KpiMeasure::share) ++into->row.counted;
      }
    }
  }

  // From the first `event` since the last `to`, to the next `to`; a `to` without one measures nothing.
  void times(const CaseNotes& notes) {
    const Happened* from = nullptr;
    for (const Happened& event : notes.events) {
      if (from != nullptr && is(notes, event, kpi_.to)) {
        std::int64_t elapsed = 0;
        const bool fits = !__builtin_sub_overflow(event.order.at, from->order.at, &elapsed);
        if (Sums* into = counted(notes, event.order)) {
          if (fits) take(*into, elapsed / minute_us + (elapsed % minute_us != 0));
          else ++into->row.indeterminate;
        }
        from = nullptr;
      } else if (from == nullptr && is(notes, event, kpi_.event)) {
        from = &event;
      }
    }
  }

  void take(Sums& into, std::int64_t value) {
    ++into.row.counted;
    if (kpi_.measure == KpiMeasure::percentile) ++into.values[value];
    else if (__builtin_add_overflow(into.total, value, &into.total)) into.overflow = true;
  }

  const program::Program& program_;
  const KpiProgram& kpi_;
};

// The smallest value that at least `percent` of a hundred of all do not exceed.
std::int64_t nearest_rank(const Sums& sums, std::uint8_t percent) {
  const std::uint64_t rank = (sums.row.counted * percent + 99) / 100;
  std::uint64_t seen = 0;
  for (const auto& [value, times] : sums.values) {
    seen += times;
    if (seen >= rank) return value;
  }
  return 0;
}

void measure(const KpiProgram& kpi, const Sums& sums, KpiRow& row) {
  row.rule = RuleId{kpi.rule};
  row.has_value = (row.counted > 0 || kpi.measure == KpiMeasure::count) && !sums.overflow;
  row.minutes = kpi.to.event != none && kpi.measure != KpiMeasure::count;
  row.decimals = kpi.decimals;
  if (!row.has_value) return;
  switch (kpi.measure) {
    case KpiMeasure::share:
      row.percent = true;
      row.numerator = static_cast<std::int64_t>(sums.hits);
      row.denominator = static_cast<std::int64_t>(row.counted);
      break;
    case KpiMeasure::mean:
      row.numerator = sums.total;
      row.denominator = static_cast<std::int64_t>(row.counted);
      break;
    case KpiMeasure::count: row.numerator = static_cast<std::int64_t>(sums.hits); break;
    case KpiMeasure::percentile: row.numerator = nearest_rank(sums, kpi.percentile); break;
  }
}

std::string_view band_of(const program::Program& program, program::Range bands, const KpiRow& row) {
  if (!row.has_value) return {};
  for (std::uint32_t i = 0; i < bands.count; ++i) {
    const program::KpiBand& band = program.kpi_bands[bands.first + i];
    if (order_of(row, band.from) >= 0) return band.name;
  }
  return {};
}

TargetResult result_of(bool reached) { return reached ? TargetResult::reached : TargetResult::missed; }

void write_kpi(const Ledger& ledger, const KpiProgram& kpi, std::vector<Line>& out) {
  const program::Program& program = ledger.program();
  Counter counter(ledger, kpi);
  for (auto& [place, sums] : counter.sums) measure(kpi, sums, sums.row);
  for (const auto& [place, sums] : counter.sums) {
    Line line{sums.row, {}};
    KpiRow& row = line.row;
    row.first_day = place.first.first;
    row.end_day = place.first.end;
    for (std::uint32_t i = 0; i < kpi.by.count; ++i) {
      line.group.push_back({FieldId{program.index_lists[kpi.by.first + i]}, place.second[i].second, place.second[i].first});
    }
    if (kpi.target.given) {
      row.target = !row.has_value ? TargetResult::no_cases : result_of(compare(kpi.target.op, order_of(row, kpi.target), 0));
    }
    if (kpi.growth.given) {
      const auto before = counter.sums.find({period_before(kpi.window, place.first), place.second});
      const bool comparable = row.has_value && before != counter.sums.end() && before->second.row.has_value && before->second.row.numerator > 0;
      int order = 0;
      if (!comparable || !growth_order(row, before->second.row, kpi.growth, order)) row.growth = TargetResult::no_cases;
      else row.growth = result_of(compare(kpi.growth.op, order, 0));
    }
    row.band = band_of(program, kpi.bands, row);
    out.push_back(std::move(line));
  }
}

void write_rating(const program::Program& program, const program::RatingProgram& rating, std::span<const Line> kpis,
                  std::vector<Line>& out) {
  const std::span<const program::RatingPart> parts = std::span(program.rating_parts).subspan(rating.parts.first, rating.parts.count);
  const auto same_place = [](const Line& a, const Line& b) {
    return a.row.first_day == b.row.first_day && std::equal(a.group.begin(), a.group.end(), b.group.begin(), b.group.end(), [](const KpiGroup& x, const KpiGroup& y) {
             return x.known == y.known && x.value == y.value;
           });
  };
  for (const Line& first : kpis) {
    if (first.row.rule.value != program.kpis[parts[0].kpi].rule) continue;
    Line line = first;
    line.row.rule = RuleId{rating.rule};
    line.row.target = line.row.growth = TargetResult::none;
    if (parts[0].weight.given) {
      std::int64_t points = 0;  // in millionths of a per cent of a ten-thousandth
      for (const program::RatingPart& part : parts) {
        const Line* found = nullptr;
        for (const Line& other : kpis) {
          if (other.row.rule.value == program.kpis[part.kpi].rule && same_place(first, other)) found = &other;
        }
        if (found == nullptr || !add_weighted(found->row, part.weight, points)) {
          line.row.has_value = false;
          break;
        }
      }
      line.row.percent = line.row.minutes = false;
      line.row.decimals = 4;
      line.row.numerator = line.row.has_value ? points / 1'000'000 : 0;
      line.row.denominator = 1;
    }
    line.row.band = band_of(program, rating.bands, line.row);
    out.push_back(std::move(line));
  }
}

}  // namespace

std::vector<Line> figures(const Ledger& ledger) {
  std::vector<Line> lines;
  const program::Program& program = ledger.program();
  for (const KpiProgram& kpi : program.kpis) write_kpi(ledger, kpi, lines);
  std::vector<Line> ratings;
  for (const program::RatingProgram& rating : program.ratings) write_rating(program, rating, lines, ratings);
  for (Line& line : ratings) lines.push_back(std::move(line));
  return lines;
}

}  // namespace bylaw::eval::board
