#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

constexpr std::int64_t second = 1000000;

std::vector<calendar::Hours> hours_of(Context& c, const std::vector<parse::Hours>& written) {
  std::vector<calendar::Hours> hours;
  for (const parse::Hours& h : written) {
    if (h.to.minute == 23 * 60 + 59) c.sink.report(Kind::late_closing_minute, h.to.span);
    hours.push_back({h.from.minute, h.to.minute});
  }
  return hours;
}

diag::Phrase phrase_of(calendar::ProblemKind kind) {
  switch (kind) {
    case calendar::ProblemKind::no_zone: return {"it has no `zone`", "缺少`时区`"};
    case calendar::ProblemKind::no_covers: return {"it has no `covers`", "缺少`覆盖`"};
    case calendar::ProblemKind::empty_range: return {"a range ends before it begins", "日期范围先止后起"};
    case calendar::ProblemKind::range_out_of_bounds:
      return {"`covers` leaves 1900 to 2099 or spans more than 100 years", "`覆盖`超出 1900 至 2099 年或长于一百年"};
    case calendar::ProblemKind::no_roll:
      return {"civil and inclusive counting need `roll wide`, `roll narrow` or `roll none`", "民法与含首日计算须写明顺延方式"};
    case calendar::ProblemKind::bad_hours: return {"an interval of hours has no length", "营业时段没有长度"};
    case calendar::ProblemKind::overlapping_nights:
      return {"hours that run overnight overlap the next day's", "跨夜时段与次日时段重叠"};
    case calendar::ProblemKind::overlapping_dates: return {"two lines speak of the same date", "两行涉及同一日期"};
    case calendar::ProblemKind::outside_covers: return {"a date lies outside `covers`", "日期在`覆盖`之外"};
    case calendar::ProblemKind::hours_not_clear:
      return {"a day worked needs hours of its own: the working weekdays differ", "上班日须写明时段：各工作日时段不同"};
    case calendar::ProblemKind::off_with_hours: return {"a day off has hours", "放假日写有时段"};
    case calendar::ProblemKind::statutory_work: return {"a day worked is marked statutory", "上班日标为法定"};
    default: return {"", ""};
  }
}

base::Span line_of_weekday(const parse::Calendar& a, std::int32_t weekday) {
  for (const parse::Open& open : a.open) {
    const int last = open.last_day < open.first_day ? open.last_day + 7 : open.last_day;
    for (int day = open.first_day; day <= last; ++day) {
      if (day % 7 == weekday) return open.span;
    }
  }
  return a.name.span;
}

// Where in the declaration the problem stands: the narrowest line that can be named.
base::Span place_of(const parse::Calendar& a, const calendar::Problem& problem) {
  if (problem.kind == calendar::ProblemKind::unknown_zone) return a.zone.span;
  if (problem.exception != calendar::none_index) return a.exceptions[static_cast<std::size_t>(problem.exception)].span;
  return problem.weekday == calendar::none_index ? a.name.span : line_of_weekday(a, problem.weekday);
}

void report(Context& c, const parse::Calendar& a, const calendar::Problem& problem) {
  const base::Span at = place_of(a, problem);
  switch (problem.kind) {
    case calendar::ProblemKind::unknown_zone:
      c.sink.report(Kind::unknown_zone, at, {a.zone.text}).suggest(diag::closest(a.zone.text, calendar::zone_names()));
      return;
    case calendar::ProblemKind::no_count: c.sink.report(Kind::no_counting_rule, at, {a.name.text}); return;
    case calendar::ProblemKind::never_opens: c.sink.report(Kind::never_opens, at, {a.name.text}); return;
    case calendar::ProblemKind::overlapping_hours: {
      diag::Diagnostic& found = c.sink.report(Kind::overlapping_hours, at);
      if (problem.other_weekday != calendar::none_index) {
        found.note(diag::Note::first_here, line_of_weekday(a, problem.other_weekday));
      }
      return;
    }
    default: c.sink.report(Kind::bad_calendar, at, {a.name.text, phrase_of(problem.kind)}); return;
  }
}

calendar::Definition definition_of(Context& c, const parse::Calendar& a) {
  calendar::Definition d;
  d.name = a.name.text;
  d.zone = a.zone.text;
  for (const parse::Open& open : a.open) {
    const std::vector<calendar::Hours> hours = hours_of(c, open.hours);
    const int last = open.last_day < open.first_day ? open.last_day + 7 : open.last_day;
    for (int day = open.first_day; day <= last; ++day) {
      calendar::Weekday& weekday = d.week[static_cast<std::size_t>(day % 7)];
      weekday.works = true;
      weekday.hours.insert(weekday.hours.end(), hours.begin(), hours.end());
    }
  }
  for (const parse::DatedException& e : a.exceptions) {
    d.exceptions.push_back({e.off ? calendar::ExceptionKind::off : calendar::ExceptionKind::work,
                            base::day_number(e.from.date), base::day_number(e.to.date), e.statutory, hours_of(c, e.hours),
                            e.label.text});
  }
  if (a.covers_from) d.covers_first = base::day_number(a.covers_from->date);
  if (a.covers_to) d.covers_last = base::day_number(a.covers_to->date);
  if (a.count) d.count = static_cast<calendar::Count>(*a.count);
  if (a.roll) d.roll = static_cast<calendar::Roll>(*a.roll);
  if (a.published) {
    if (!a.published->offset_seconds) c.sink.report(Kind::offset_needed, a.published->span);
    d.published = std::int64_t{base::day_number(a.published->date)} * 86400 * second + a.published->time_of_day_us -
                  a.published->offset_seconds.value_or(0) * second;
  }
  return d;
}

}  // namespace

void check_calendars(Context& c) {
  for (const Item<parse::Calendar>& item : c.calendars) {
    const auto entry = c.calendar_names.find(item.ast->name.text);
    calendar::Definition definition = definition_of(c, *item.ast);
    const std::vector<calendar::Problem> problems = calendar::problems(definition);
    for (const calendar::Problem& problem : problems) report(c, *item.ast, problem);
    if (problems.empty()) c.tree.calendars[entry->second.index].editions.push_back(std::move(definition));
  }
}

}  // namespace bylaw::check
