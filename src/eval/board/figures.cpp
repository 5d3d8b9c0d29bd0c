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
  std::vector<Item> items;                       // if they are asked for
};

using GroupKey = std::vector<std::pair<bool, std::int64_t>>;
using Place = std::pair<Period, GroupKey>;

class Counter {
 public:
  Counter(const Ledger& ledger, const KpiProgram& kpi, bool with_items)
      : ledger_(ledger), program_(ledger.program()), kpi_(kpi), with_items_(with_items) {
    for (std::uint32_t i = 0; i < kpi.cases.count; ++i) {
      const std::uint32_t kind = program_.index_lists[kpi.cases.first + i];
      for (auto at = ledger.cases().lower_bound({kind, 0}); at != ledger.cases().end() && at->first.first == kind; ++at) {
        of_ = at->first;
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

  // Counts one thing, unless it is left out; what is counted, or stands apart, is told by the numbers that grow.
  template <class Count>
  void one(const CaseNotes& notes, const Order& at, Item item, const Count& count) {
    Sums& into = sums_of(notes, at);
    const KpiRow before = with_items_ ? into.row : KpiRow{};
    const std::uint64_t hits = into.hits;
    switch (kpi_.exclude.count == 0 ? Answer::no : ask(program_, kpi_.exclude, notes, at)) {
      case Answer::yes: ++into.row.excluded; break;
      case Answer::unknown: ++into.row.indeterminate; break;
      case Answer::no: count(into); break;
    }
    if (!with_items_) return;
    item.of = of_;
    item.at = at;
    item.hit = into.hits > hits;
    item.part = into.row.excluded > before.excluded             ? Part::excluded
                : into.row.indeterminate > before.indeterminate ? Part::indeterminate
                : into.row.cancelled > before.cancelled         ? Part::cancelled
                : into.row.superseded > before.superseded       ? Part::superseded
                : into.row.withdrawn > before.withdrawn         ? Part::withdrawn
                : into.row.counted > before.counted             ? Part::counted
                                                                : Part::not_counted;
    read(kpi_.exclude, notes, at, item.read);
    read(kpi_.when, notes, at, item.read);
    into.items.push_back(std::move(item));
  }

  void read(program::Range code, const CaseNotes& notes, const Order& at, std::vector<Read>& out) const {
    for (std::uint32_t i = 0; i < code.count; ++i) {
      const program::KpiCode& one = program_.kpi_code[code.first + i];
      if (one.index == none) continue;
      Read read;
      if (one.op == program::KpiOp::has) {
        read.event = one.index;
        read.known = true;
        read.value = notes.has(one.index, at) ? 1 : 0;
      } else {
        read.fact = one.index;
        read.known = notes.fact(one.index, at, read.value);
      }
      const bool seen = std::any_of(out.begin(), out.end(), [&](const Read& r) { return r.fact == read.fact && r.event == read.event; });
      if (!seen) out.push_back(read);
    }
  }

  // ---- Judgements: each instance once, where its verdict fell.

  void judgements(const CaseNotes& notes) {
    for (auto first = notes.judged.begin(); first != notes.judged.end();) {
      const auto last = std::find_if(first, notes.judged.end(), [&](const Judged& j) {
        return std::tie(j.rule, j.instance) != std::tie(first->rule, first->instance);
      });
      if (ledger_.head(first->rule) == kpi_.of) instance(notes, {&*first, static_cast<std::size_t>(last - first)});
      first = last;
    }
  }

  void instance(const CaseNotes& notes, std::span<const Judged> states) {
    // A verdict stays, whatever becomes of the case. Reopened as the same instance, it has none yet.
    const Judged* verdict = nullptr;
    bool late = false;
    bool has_waiver = false;
    for (const Judged& j : states) {
      if (j.state == waived) {
        has_waiver = true;
        continue;
      }
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
    Item item;
    item.instance = verdict->instance;
    item.verdict = verdict->state;
    item.late = late;
    one(notes, end_of(verdict->at), std::move(item), [&](Sums& into) {
      const auto state = static_cast<State>(verdict->state);
      bool hit = state == static_cast<State>(kpi_.state);
      switch (state) {
        case State::cancelled: ++into.row.cancelled; break;
        case State::superseded: ++into.row.superseded; break;
        case State::withdrawn: ++into.row.withdrawn; break;
        case State::indeterminate:
        case State::unreachable: ++into.row.indeterminate; break;
        default:
          ++into.row.counted;
          if (kpi_.state == 0) hit = true;
          if (kpi_.state == std::uint8_t(State::met_late)) hit = late;
          if (kpi_.state == std::uint8_t(State::breached)) hit = state != State::met;
          if (kpi_.state == waived) hit = has_waiver;
          if (has_waiver) ++into.row.waived;
      }
      if (hit) ++into.hits;
    });
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
      Item item;
      if (kpi_.fact != none) item.has_value = notes.carried(kpi_.fact, event.order, item.value);
      const bool has_value = item.has_value;
      const std::int64_t value = item.value;
      one(notes, event.order, std::move(item), [&](Sums& into) {
        if (kpi_.fact != none) {
          if (has_value) take(into, value);
          else ++into.row.indeterminate;
          return;
        }
        switch (kpi_.when.count == 0 ? Answer::yes : ask(program_, kpi_.when, notes, event.order)) {
          case Answer::unknown: ++into.row.indeterminate; break;
          case Answer::yes:
            ++into.hits;
            ++into.row.counted;
            break;
          case Answer::no:
            // A count is of the events where it holds; a share is of all.
            if (kpi_.measure == KpiMeasure::share) ++into.row.counted;
        }
      });
    }
  }

  // From the first `event` since the last `to`, to the next `to`; a `to` without one measures nothing.
  void times(const CaseNotes& notes) {
    const Happened* from = nullptr;
    for (const Happened& event : notes.events) {
      if (from != nullptr && is(notes, event, kpi_.to)) {
        std::int64_t elapsed = 0;
        const bool fits = !__builtin_sub_overflow(event.order.at, from->order.at, &elapsed);
        const std::int64_t minutes = elapsed / minute_us + (elapsed % minute_us != 0);
        Item item;
        item.since = from->order.at;
        item.has_value = fits;
        item.value = minutes;
        one(notes, event.order, std::move(item), [&](Sums& into) {
          if (fits) take(into, minutes);
          else ++into.row.indeterminate;
        });
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

  const Ledger& ledger_;
  const program::Program& program_;
  const KpiProgram& kpi_;
  bool with_items_;
  CaseKey of_;
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
    if (compare(band.figure.op, order_of(row, band.figure), 0)) return band.name;
  }
  return {};
}

TargetResult result_of(bool reached) { return reached ? TargetResult::reached : TargetResult::missed; }

void write_kpi(const Ledger& ledger, const KpiProgram& kpi, bool with_items, std::vector<Line>& out) {
  const program::Program& program = ledger.program();
  Counter counter(ledger, kpi, with_items);
  for (auto& [place, sums] : counter.sums) measure(kpi, sums, sums.row);
  for (const auto& [place, sums] : counter.sums) {
    Line line{sums.row, {}, sums.items};
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
    line.items.clear();
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

std::vector<Line> figures(const Ledger& ledger, bool with_items) {
  std::vector<Line> lines;
  const program::Program& program = ledger.program();
  for (const KpiProgram& kpi : program.kpis) write_kpi(ledger, kpi, with_items, lines);
  std::vector<Line> ratings;
  for (const program::RatingProgram& rating : program.ratings) write_rating(program, rating, lines, ratings);
  for (Line& line : ratings) lines.push_back(std::move(line));
  return lines;
}

}  // namespace bylaw::eval::board
