// One routine in one case: its periods, the sum behind each end, and what became of it.
#include "explain/telling.hpp"

namespace bylaw::explainer {

namespace {

constexpr std::size_t told_in_full = 4;     // newest periods, with their sums
constexpr std::size_t told_in_a_line = 40;  // of those before them

class RoutineTeller {
 public:
  RoutineTeller(Telling& t, const RuleExplanation& rule) : t_(t), rule_(rule), routine_(rule.routine), wall_(t.wall(rule.zone)) {}

  void tell() {
    t_.head(rule_);
    t_.consequence(rule_.rule);
    std::string text = say(routine_.since_last ? Phrase::routine_every_since : Phrase::routine_every, {span(t_.language, routine_.every)});
    if (routine_.has_grace) text += say(Phrase::routine_grace, {span(t_.language, routine_.grace)});
    t_.line(text);
    const std::vector<Period>& periods = routine_.periods;
    if (periods.empty()) t_.line(say(routine_.not_in_force ? Phrase::routine_not_in_force : Phrase::routine_never), 2);
    const std::size_t earlier = periods.size() > told_in_full ? periods.size() - told_in_full : 0;
    if (earlier > 0) in_lines(earlier);
    for (std::size_t i = earlier; i < periods.size(); ++i) in_full(periods[i]);
    t_.text += '\n';
  }

 private:
  std::string say(Phrase phrase, std::initializer_list<std::string_view> arguments = {}) const { return t_.say(phrase, arguments); }

  std::string interval(const Period& period) const {
    const std::string number = std::to_string(period.ordinal);
    if (!period.known) return say(Phrase::routine_number, {number});
    return say(Phrase::routine_period, {number, wall_.instant(period.state.start), wall_.instant(period.state.end)});
  }

  // Those that are not told in full: a line each, or their number.
  void in_lines(std::size_t count) {
    const std::size_t left_out = count > told_in_a_line ? count - told_in_a_line : 0;
    std::size_t met = 0, late = 0, missed = 0;
    for (std::size_t i = 0; i < left_out; ++i) {
      const State verdict = routine_.periods[i].verdict;
      met += verdict == State::met ? 1 : 0;
      late += verdict == State::met_late ? 1 : 0;
      missed += verdict == State::breached ? 1 : 0;
    }
    if (left_out > 0) {
      t_.line(say(Phrase::routine_left_out, {std::to_string(left_out), std::to_string(met), std::to_string(late), std::to_string(missed)}));
    }
    for (std::size_t i = left_out; i < count; ++i) {
      t_.line(say(Phrase::ended_as, {interval(routine_.periods[i]), state_word(t_.language, routine_.periods[i].verdict)}));
    }
  }

  void in_full(const Period& period) {
    t_.line(interval(period));
    const program::RoutineState& s = period.state;
    if (period.known) {
      t_.line(say(Phrase::routine_multiple, {std::to_string(s.step), span(t_.language, routine_.every), wall_.instant(s.base)}), 2);
      if (period.counts_on) t_.line(say(Phrase::routine_counted_on, {wall_.instant(s.start)}), 2);
      sum(period.end, s.end);
      if (routine_.has_grace) {
        t_.line(say(Phrase::routine_counted_after, {wall_.instant(s.end)}), 2);
        sum(period.grace, s.due);
      }
      const bool provisional = (s.flags & program::routine_provisional) != 0;
      t_.line(say(provisional ? Phrase::due_provisional : Phrase::due_line, {wall_.instant(s.due)}), 2);
    }
    std::vector<Line> lines;
    for (const Entry& entry : period.history) lines.push_back({entry.at, text_of(entry)});
    tell_lines(t_, wall_, lines);
  }

  void sum(const Sum& sum, std::int64_t due) {
    if (sum.calendar != program::none) t_.line(say(Phrase::routine_calendar, {t_.program().calendars[sum.calendar].name}), 2);
    tell_sum(t_, sum, {}, rule_.zone);
    if (sum.due != due) t_.line(say(Phrase::other_calendar), 2);
  }

  std::string text_of(const Entry& entry) const {
    if (entry.what == Happening::stands) return say(Phrase::still_running, {state_word(t_.language, State::running)});
    const Decision& d = entry.decision;
    const std::string event = t_.event(entry.event);
    if (d.kind == DecisionKind::remark) return say(Phrase::remark, {say(Phrase::ended_as, {event, say(Phrase::routine_once_more)})});
    const std::string margin = entry.margin.given ? long_duration(t_.language, entry.margin.elapsed) : std::string();
    switch (d.state) {
      case State::met: return d.due != never && d.due == d.at ? say(Phrase::met_on_time, {event}) : say(Phrase::met_in_time, {event, margin});
      case State::breached: return say(Phrase::breached);
      case State::met_late: return say(Phrase::met_late, {event, margin});
      default: {
        const std::string cause = say(Phrase::in_brackets, {cause_word(t_.language, d.cause)});
        return say(Phrase::ended_as, {event, state_word(t_.language, d.state) + cause});
      }
    }
  }

  Telling& t_;
  const RuleExplanation& rule_;
  const RoutineExplanation& routine_;
  WallClock wall_;
};

}  // namespace

void tell_routine(Telling& telling, const RuleExplanation& rule) { RoutineTeller(telling, rule).tell(); }

}  // namespace bylaw::explainer
