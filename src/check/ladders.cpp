#include <algorithm>

#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

void check_levels(Context& c, const parse::Ladder& a, std::int64_t repeats) {
  bool waits = false;
  for (std::size_t i = 0; i < a.levels.size(); ++i) {
    const parse::Level& level = a.levels[i];
    if (level.number.mantissa != static_cast<std::int64_t>(i + 1)) {
      c.sink.report(Kind::levels_out_of_order, level.number.span, {level.number.mantissa, static_cast<std::int64_t>(i + 1)});
    }
    waits |= level.reply_limit.has_value();
    if (level.phase.kind != parse::PhaseKind::unanswered || !level.phase.level) continue;
    const std::int64_t of = level.phase.level->mantissa;
    if (of < 1 || of > static_cast<std::int64_t>(i)) {
      c.sink.report(Kind::unreachable_level, level.phase.span, {of});
    } else if (!a.levels[static_cast<std::size_t>(of - 1)].reply_limit) {
      c.sink.report(Kind::no_reply_limit, level.phase.span, {of});
    }
  }
  if (waits && a.answered_by.empty()) c.sink.report(Kind::no_answer, a.name.span, {a.name.text});
  if (a.repeat_at_most && (repeats < 1 || repeats > 200)) {
    c.sink.report(Kind::bad_capacity, a.repeat_at_most->span, {repeats});
  }
}

// A ladder belongs to every edition of its duty that is in force with it: once more for each after the first.
void spread_over_editions(Context& c) {
  const std::size_t written = c.tree.ladders.size();
  for (std::size_t i = 0; i < written; ++i) {
    if (!c.tree.ladders[i].duty) continue;
    bool any = false;
    for (const std::uint32_t index : c.editions[c.ladders[i].ast->duty.text]) {
      const Duty& duty = c.tree.duties[index];
      if (!ever_together(c.tree, c.tree.ladders[i].clause, duty.clause)) continue;
      Ladder ladder = c.tree.ladders[i];
      ladder.duty = DutyId{index};
      if (!c.ladders[i].ast->calendar) ladder.calendar = duty.calendar;
      if (any) c.tree.ladders.push_back(std::move(ladder));
      else c.tree.ladders[i] = std::move(ladder);
      any = true;
    }
    if (!any) {
      c.sink.report(Kind::in_other_editions, c.ladders[i].ast->duty.span, {c.ladders[i].ast->name.text, c.ladders[i].ast->duty.text});
    }
  }
}

}  // namespace

void check_ladders(Context& c) {
  for (const Item<parse::Ladder>& item : c.ladders) {
    const parse::Ladder& a = *item.ast;
    c.take_up(a.name.text, item.clause);
    Ladder ladder;
    ladder.title = title_of(a.name, a.label);
    ladder.clause = item.clause;
    if (const auto index = c.find(Symbol::duty, a.duty)) ladder.duty = DutyId{*index};
    const std::int64_t repeats = a.repeat_at_most ? quantity_of(c, *a.repeat_at_most) : 0;
    check_levels(c, a, repeats);
    for (const parse::Level& level : a.levels) {
      Level out{level.number.mantissa, c.find_roles(level.notify), phase_of(c, level.phase), std::nullopt};
      if (level.reply_limit) out.reply_limit = span_of(c, *level.reply_limit);
      ladder.levels.push_back(std::move(out));
    }
    for (const parse::EventRef& event : a.answered_by) ladder.answered_by.push_back(match_of(c, event));
    for (const parse::EventRef& event : a.stops) ladder.stops.push_back(match_of(c, event));
    if (a.repeat_every) ladder.repeat_every = span_of(c, *a.repeat_every);
    ladder.repeat_at_most = static_cast<std::uint32_t>(std::clamp<std::int64_t>(repeats, 0, 200));
    ladder.highest_only = a.highest_only;
    ladder.at_any_hour = a.at_any_hour;
    if (a.calendar) ladder.calendar = calendar_of(c, a.calendar, item.clause);
    else if (ladder.duty) ladder.calendar = c.tree.duties[ladder.duty.value].calendar;
    c.tree.ladders.push_back(std::move(ladder));
  }
  spread_over_editions(c);
}

}  // namespace bylaw::check
