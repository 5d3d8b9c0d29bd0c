// Sums as lines in three columns.
#include <algorithm>

#include "diag/render.hpp"
#include "explain/telling.hpp"

namespace bylaw::explainer {

namespace {

using program::MeasureKind;

struct SumLine {
  std::string when;    // a date or dates
  std::string what;
  std::string figure;  // what it adds, and what that makes
};

class SumTeller {
 public:
  SumTeller(const Telling& t, const Sum& sum, const std::vector<Stop>& stops, std::uint32_t zone)
      : t_(t), sum_(sum), stops_(stops), wall_(t.wall(sum.calendar == program::none ? zone : sum.calendar)) {}

  std::vector<SumLine> lines() {
    if (sum_.opening != INT64_MAX && sum_.opening != sum_.start) {
      add(wall_.date(wall_.day_of(sum_.start)), say(Phrase::starts_at_opening, {wall_.instant(sum_.opening)}));
    }
    for (const Stretch& stretch : sum_.stretches) add(stretch, sum_.target);
    switch (sum_.target.measure) {
      case MeasureKind::dates:
      case MeasureKind::months: if (sum_.has_nominal) nominal(sum_.nominal - 1); break;
      case MeasureKind::clock_dates:
      case MeasureKind::clock_months: if (sum_.has_nominal) nominal(sum_.nominal); break;
      default: break;
    }
    for (const Moved& moved : sum_.moved) {
      add(stop(moved.stop), say(Phrase::moved_dates, {span(t_.language, {MeasureKind::dates, moved.dates})}));
    }
    if (sum_.has_last_day) end();
    const bool by_clock = sum_.target.measure >= MeasureKind::clock_dates && sum_.target.measure <= MeasureKind::clock_months;
    if (by_clock && sum_.has_nominal) add("", say(Phrase::same_time, {wall_.instant(sum_.nominal)}));
    for (const Stretch& stretch : sum_.open) add(stretch, {MeasureKind::working, sum_.open_target});
    if (sum_.target.measure == MeasureKind::at_once && sum_.calendar != program::none && sum_.due != INT64_MAX) {
      add("", say(Phrase::next_open_is, {wall_.instant(sum_.due)}));
    }
    if (sum_.held_by < stops_.size()) {
      const Stop& by = stops_[sum_.held_by];
      add("", say(by.done_meanwhile ? Phrase::used_up_before : Phrase::used_up_at_pause, {wall_.instant(by.to)}));
    }
    return std::move(lines_);
  }

 private:
  std::string say(Phrase phrase, std::initializer_list<std::string_view> arguments = {}) const { return t_.say(phrase, arguments); }
  void add(std::string when, std::string what, std::string figure = {}) {
    lines_.push_back({std::move(when), std::move(what), std::move(figure)});
  }

  std::string stop(std::size_t index) const {
    if (index >= stops_.size()) return {};
    return stops_[index].done_meanwhile ? say(Phrase::closed_between) : t_.event(stops_[index].begun_by);
  }

  void nominal(std::int64_t at) {
    add("", say(Phrase::nominal_months, {span(t_.language, sum_.target), wall_.date(wall_.day_of(sum_.start)), wall_.date(wall_.day_of(at))}));
  }

  // A last date that the roll moved, and its closing.
  void end() {
    if (sum_.rolled_to != sum_.last_day) add(wall_.date(sum_.last_day), say(Phrase::rolled, {wall_.date(sum_.rolled_to)}));
    add("", say(Phrase::closes_at, {wall_.instant(sum_.due)}));
  }

  void add(const Stretch& s, const Amount& target) {
    if (target.measure == MeasureKind::elapsed) return add_elapsed(s);
    const bool time = target.measure == MeasureKind::working;
    std::string figure;
    if (s.each != 0) figure = time ? open_figure(s) : say(Phrase::of_total, {std::to_string(s.total), std::to_string(target.amount)});
    add(wall_.dates(s.first, s.last), time ? open_text(s) : date_text(s), std::move(figure));
  }

  void add_elapsed(const Stretch& s) {
    std::string what = s.how == Counting::paused ? say(Phrase::clock_stood, {stop(s.stop)}) : say(Phrase::elapsed_part);
    std::string figure;
    if (s.how == Counting::counted) {
      figure = long_duration(t_.language, s.each) + "  " + say(Phrase::makes_total, {long_duration(t_.language, s.total)});
    }
    add(say(Phrase::date_to_date, {wall_.instant(s.from), wall_.instant(s.to)}), std::move(what), std::move(figure));
  }

  std::string open_figure(const Stretch& s) const {
    std::string each = duration(t_.language, s.each);
    if (s.days > 1) each = say(Phrase::days_each, {std::to_string(s.days), each});
    return each + "  " + say(Phrase::makes_total, {duration(t_.language, s.total)});
  }

  std::string closed_text(const Stretch& s) const {
    if (s.how == Counting::weekly_closed) return say(Phrase::weekly_closed);
    return s.label.empty() ? say(Phrase::day_off) : say(Phrase::day_off_label, {s.label});
  }

  std::string open_text(const Stretch& s) const {
    switch (s.how) {
      case Counting::weekly_closed:
      case Counting::day_off: return closed_text(s);
      case Counting::outside_hours: return say(Phrase::outside_hours);
      case Counting::paused: return say(Phrase::clock_stood, {stop(s.stop)});
      case Counting::start_day:
      case Counting::counted: break;
    }
    std::string text = !s.label.empty() ? say(Phrase::open_label, {hours(s), s.label})
                                        : say(s.in_full ? Phrase::open_from_to : Phrase::open_part, {hours(s)});
    return s.stop == SIZE_MAX ? text : say(Phrase::part_paused, {text, stop(s.stop)});
  }

  // What is open without a break: `09:00 to 12:00, 13:00 to 17:00`.
  std::string hours(const Stretch& s) const {
    std::string text;
    for (std::size_t i = 0; i < s.intervals.size();) {
      if (s.intervals[i].how == Counting::outside_hours) {
        ++i;
        continue;
      }
      const std::int64_t from = s.intervals[i].from;
      std::int64_t to = from;
      for (; i < s.intervals.size() && s.intervals[i].how != Counting::outside_hours && s.intervals[i].from <= std::max(to, from); ++i) {
        to = s.intervals[i].to;
      }
      if (!text.empty()) text += t_.language == Language::chinese ? "、" : ", ";
      text += say(Phrase::date_to_date, {wall_.time_of_day(from), wall_.time_of_day(to)});
    }
    return text;
  }

  std::string date_text(const Stretch& s) const {
    const std::string kind = !s.working_day     ? say(Phrase::calendar_day)
                             : s.label.empty() ? say(Phrase::working_day)
                                               : say(Phrase::make_up_day, {s.label});
    switch (s.how) {
      case Counting::start_day: return say(Phrase::start_day);
      case Counting::weekly_closed:
      case Counting::day_off: return closed_text(s);
      case Counting::paused: return say(Phrase::paused_at_close, {kind, stop(s.stop)});
      case Counting::outside_hours:
      case Counting::counted: break;
    }
    return say(Phrase::counted_day, {kind});
  }

  const Telling& t_;
  const Sum& sum_;
  const std::vector<Stop>& stops_;
  WallClock wall_;
  std::vector<SumLine> lines_;
};

}  // namespace

void tell_sum(Telling& t, const Sum& sum, const std::vector<Stop>& stops, std::uint32_t zone) {
  const std::vector<SumLine> lines = SumTeller(t, sum, stops, zone).lines();
  std::size_t when = 0, what = 0;
  for (const SumLine& line : lines) {
    when = std::max(when, diag::display_width(line.when));
    if (!line.figure.empty()) what = std::max(what, diag::display_width(line.what));
  }
  for (const SumLine& line : lines) {
    std::string text = line.when + std::string(when - diag::display_width(line.when), ' ');
    if (when > 0) text += "  ";
    text += line.what;
    if (!line.figure.empty()) text += std::string(what - diag::display_width(line.what), ' ') + "  " + line.figure;
    t.line(text, 3);
  }
}

}  // namespace bylaw::explainer
