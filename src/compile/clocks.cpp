#include "compile/clocks.hpp"

#include <algorithm>
#include <tuple>

namespace bylaw::compiler {

namespace {

using program::Activation;
using program::ClockProgram;
using program::MeasureKind;

constexpr diag::Phrase number_of_clocks{"the number of clocks of one duty", "一项义务的计时器数目"};

auto fields_of(const ClockProgram& c) {
  return std::tie(c.measure, c.activation, c.index, c.inclusive, c.day_end, c.roll, c.cut_off_minute,
                  c.promised_is_date, c.slot);
}

std::uint8_t day_end_of(check::DayEnd end) { return static_cast<std::uint8_t>(end); }
std::uint8_t roll_of(calendar::Roll roll) { return static_cast<std::uint8_t>(roll); }

static_assert(static_cast<int>(check::DayEnd::end_of_day) == 1 &&
              static_cast<int>(check::DayEnd::close_of_business) == 2);
static_assert(static_cast<int>(calendar::Roll::narrow) == 1 && static_cast<int>(calendar::Roll::none) == 2);

MeasureKind dates_measure(check::SpanKind kind, bool by_clock) {
  switch (kind) {
    case check::SpanKind::working_dates:
      return by_clock ? MeasureKind::clock_working_dates : MeasureKind::working_dates;
    case check::SpanKind::months: return by_clock ? MeasureKind::clock_months : MeasureKind::months;
    default: return by_clock ? MeasureKind::clock_dates : MeasureKind::dates;
  }
}

}  // namespace

std::uint8_t Clocks::add(Key key) {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (fields_of(keys_[i].clock) == fields_of(key.clock) && keys_[i].calendars == key.calendars) {
      return static_cast<std::uint8_t>(i);
    }
  }
  if (keys_.size() == limits::clocks) {
    context_.refuse(duty_.title.span, number_of_clocks, limits::clocks);
    return 0;
  }
  keys_.push_back(std::move(key));
  return static_cast<std::uint8_t>(keys_.size() - 1);
}

Clocks::Key Clocks::key_for(const ClockUse& use, bool with_calendar) const {
  Key key;
  key.clock.activation = use.activation;
  key.clock.index = use.index;
  if (use.activation == Activation::trigger && duty_.cut_off_minute >= 0) {
    key.clock.cut_off_minute = static_cast<std::int16_t>(duty_.cut_off_minute);
  }
  if (with_calendar || key.clock.cut_off_minute >= 0) key.calendars = plan_.column(use.column);
  return key;
}

void Clocks::count_dates(const check::TimeSpan& span, const ClockUse& use, ClockProgram& clock) {
  const check::Limit& limit = duty_.limit;
  std::optional<calendar::Count> count = plan_.count(use.column);
  std::optional<calendar::Roll> roll = plan_.roll(use.column);
  bool override_count = false;
  if (use.limit_rules) {
    override_count = limit.count.has_value();
    if (limit.count) count = limit.count;
    if (limit.roll) roll = limit.roll;
    clock.inclusive = limit.including_day_of_receipt;
    clock.day_end = day_end_of(limit.day_end);
  }
  if (plan_.counts_differ(use.column) && !override_count) {
    context_.sink.report(diag::Kind::calendars_count_differently, limit.span, {duty_.title.name});
  }
  const calendar::Count rule = count.value_or(calendar::Count::civil);
  clock.measure = dates_measure(span.kind, rule == calendar::Count::clock);
  clock.inclusive = clock.inclusive || rule == calendar::Count::inclusive;
  const bool rolls = span.kind != check::SpanKind::working_dates && rule != calendar::Count::clock;
  if (use.unrolled) clock.roll = roll_of(calendar::Roll::none);
  else if (rolls) clock.roll = roll_of(roll.value_or(calendar::Roll::none));
}

program::Target Clocks::target(const check::TimeSpan& span, const ClockUse& use) {
  Key key = key_for(use, span.kind != check::SpanKind::elapsed);
  switch (span.kind) {
    case check::SpanKind::elapsed: key.clock.measure = MeasureKind::elapsed; break;
    case check::SpanKind::working: key.clock.measure = MeasureKind::working; break;
    default: count_dates(span, use, key.clock); break;
  }
  return {add(std::move(key)), span.amount};
}

program::Target Clocks::at_once(const ClockUse& use) {
  Key key = key_for(use, true);
  key.clock.measure = MeasureKind::at_once;
  return {add(std::move(key)), 0};
}

program::Target Clocks::promised(std::uint32_t slot, bool is_date, const ClockUse& use) {
  Key key = key_for(use, true);
  key.clock.measure = MeasureKind::promised;
  key.clock.slot = slot;
  key.clock.promised_is_date = is_date;
  if (is_date) key.clock.day_end = day_end_of(duty_.limit.day_end);
  return {add(std::move(key)), 0};
}

program::Range Clocks::write(const std::vector<std::uint8_t>& places) {
  program::Program& out = context_.out;
  std::vector<ClockProgram> clocks;
  for (Key& key : keys_) {
    if (key.clock.activation == Activation::level) key.clock.index = places[key.clock.index];
    key.clock.calendars = append(out.index_lists, key.calendars);
    clocks.push_back(key.clock);
  }
  const program::Range range{index_of(out.clocks.size()), index_of(clocks.size() * plan_.editions())};
  if (range.count > limits::clocks) context_.refuse(duty_.title.span, number_of_clocks, limits::clocks);
  for (std::size_t edition = 0; edition < plan_.editions(); ++edition) append(out.clocks, clocks);
  return range;
}

}  // namespace bylaw::compiler
