#include "compile/checkpoints.hpp"
#include "compile/editions.hpp"

#include <algorithm>
#include <numeric>

namespace bylaw::compiler {

namespace {

using check::PhaseKind;
using program::Activation;
using program::CheckpointKind;
using program::Target;
using program::When;

__extension__ typedef __int128 Wide;

constexpr std::int64_t unreachable = INT64_MAX;

diag::Phrase remaining_time() { return {"the time that remains", "剩余时间"}; }

// The smallest whole number not below amount * num / den.
std::int64_t share_of(std::int64_t amount, std::int64_t num, std::int64_t den) {
  const Wide product = Wide{amount} * num;
  const Wide share = product / den + (product % den > 0 ? 1 : 0);
  return share > unreachable ? unreachable : static_cast<std::int64_t>(share);
}

bool is_running_time(const check::TimeSpan& span) {
  return span.kind == check::SpanKind::elapsed || span.kind == check::SpanKind::working;
}

}  // namespace

Checkpoints::Checkpoints(const Context& context, check::DutyId duty, const std::vector<check::LadderId>& ladders,
                         const CalendarPlan& plan, Clocks& clocks, const LimitTable& limit)
    : context_(context),
      duty_(context.tree.duties[duty.value]),
      rule_(context.rule_of(duty)),
      ladders_(ladders),
      plan_(plan),
      clocks_(clocks),
      limit_(limit) {
  add_recalendars();
  add_warnings();
  add_limit();
  for (std::size_t i = 0; i < ladders.size(); ++i) add_ladder(i);
  add_in_force();
  add_withdrawal();
}

// What is to hold is asked again when a rule for old cases comes into force: what was broken before is not.
void Checkpoints::add_in_force() {
  const std::int64_t at = retroactive_from(context_, duty_.clause);
  if (duty_.maintain && at != INT64_MIN) add_at(CheckpointKind::in_force, at);
}

// Last: what is due at the instant itself is established before it.
void Checkpoints::add_withdrawal() {
  const std::int64_t at = withdrawn_at(context_, duty_.clause);
  if (at != unreachable) add_at(CheckpointKind::withdrawal, at);
}

void Checkpoints::add_recalendars() {
  for (const std::int64_t published : plan_.published()) add_at(CheckpointKind::recalendar, published);
}

void Checkpoints::add_at(CheckpointKind kind, std::int64_t instant) {
  CheckpointDraft draft;
  draft.program.kind = kind;
  draft.program.when = When::at_instant;
  draft.program.instant = instant;
  draft.program.rule = rule_;
  one_row(draft, {});
  drafts_.push_back(draft);
}

void Checkpoints::add_warnings() {
  for (std::size_t i = 0; i < duty_.warns.size(); ++i) {
    CheckpointDraft draft;
    draft.program.kind = CheckpointKind::warning;
    draft.program.level = static_cast<std::uint8_t>(i + 1);
    draft.program.rule = rule_;
    fill(draft, {duty_.warns[i].phase, 0, ladders_.size()});
    drafts_.push_back(draft);
  }
}

void Checkpoints::add_limit() {
  if (limit_.none()) return;
  CheckpointDraft draft;
  draft.program.kind = CheckpointKind::limit;
  draft.program.rule = rule_;
  draft.combined = limit_.terms() > 1;
  draft.moved = true;
  limit_rows(draft);
  drafts_.push_back(draft);
}

void Checkpoints::fill(CheckpointDraft& draft, const Request& request) {
  switch (request.phase.kind) {
    case PhaseKind::elapsed_percent: return percent(draft, request.phase, false);
    case PhaseKind::remaining_percent: return percent(draft, request.phase, true);
    case PhaseKind::elapsed_span: {
      ClockUse use;
      use.column = request.column;
      return one_row(draft, clocks_.target(request.phase.time, use));
    }
    case PhaseKind::remaining_span: return remaining(draft, request);
    case PhaseKind::breached: return at_breach(draft, request);
    case PhaseKind::unanswered: return unanswered(draft, request);
  }
}

// A share of a limit that is a span of time is reached on the limit's own clock. Where any limit of the duty counts
// dates (or is no span), it is a share of the open time up to the deadline; for a span of time that comes to the same
// instant.
void Checkpoints::percent(CheckpointDraft& draft, const check::Phase& phase, bool remaining) {
  if (limit_.none()) return one_row(draft, {0, unreachable});
  std::int64_t whole = 100;
  for (std::uint8_t i = 0; i < phase.percent_scale && whole < 1'000'000'000'000; ++i) whole *= 10;
  std::int64_t num = std::max<std::int64_t>(remaining ? whole - phase.percent_mantissa : phase.percent_mantissa, 0);
  const std::int64_t divisor = std::gcd(num, whole);
  num /= divisor;
  draft.program.percent_num = num;
  draft.program.percent_den = whole / divisor;
  const bool extends_in_dates = std::any_of(duty_.extensions.begin(), duty_.extensions.end(),
                                            [](const check::Extend& e) { return e.to && !is_running_time(e.amount); });
  if (extends_in_dates || !limit_.all([](const TermValue& value) { return value.runs(); })) {
    return share_of_open_time(draft);
  }
  draft.combined = limit_.terms() > 1;
  draft.moved = true;
  for (std::size_t variant = 0; variant < limit_.variants(); ++variant) {
    for (std::size_t term = 0; term < limit_.terms(); ++term) {
      const Target target = limit_.value(variant, term).target;
      draft.rows.push_back({target.clock, share_of(target.amount, num, draft.program.percent_den)});
    }
  }
}

void Checkpoints::share_of_open_time(CheckpointDraft& draft) {
  draft.program.when = When::open_percent;
  ClockUse use = limit_.first_use();
  use.limit_rules = false;
  const auto clock_for = [&](std::size_t variant) {
    bool elapsed = true;
    for (std::size_t term = 0; term < limit_.terms(); ++term) {
      const TermValue& value = limit_.value(variant, term);
      elapsed = elapsed && value.kind == check::LimitKind::amount && value.span.kind == check::SpanKind::elapsed;
    }
    const bool open_time = !elapsed && plan_.any_hours(0);
    return clocks_.target({open_time ? check::SpanKind::working : check::SpanKind::elapsed, 0}, use);
  };
  for (std::size_t variant = 0; variant < limit_.variants(); ++variant) {
    draft.rows.insert(draft.rows.end(), limit_.terms(), clock_for(variant));
  }
}

void Checkpoints::remaining(CheckpointDraft& draft, const Request& request) {
  if (limit_.none()) return one_row(draft, {0, unreachable});
  const check::TimeSpan& span = request.phase.time;
  if (is_running_time(span)) {
    draft.program.when = When::before_deadline;
    ClockUse use = limit_.first_use();
    use.limit_rules = false;
    use.column = request.column;
    return one_row(draft, clocks_.target(span, use));
  }
  const bool other_extension = std::any_of(duty_.extensions.begin(), duty_.extensions.end(),
                                           [&](const check::Extend& e) { return e.to && e.amount.kind != span.kind; });
  if (!limit_.all_of_kind(span.kind) || span.kind == check::SpanKind::months || other_extension) {
    context_.sink.report(diag::Kind::span_not_of_limit, request.phase.span, {remaining_time(), duty_.title.name});
  }
  draft.combined = limit_.terms() > 1;
  draft.moved = true;
  for (std::size_t variant = 0; variant < limit_.variants(); ++variant) {
    for (std::size_t term = 0; term < limit_.terms(); ++term) {
      ClockUse use = limit_.use(term);
      const TermValue& limit = limit_.value(variant, term);
      use.unrolled = span.kind != check::SpanKind::working_dates || limit.span.amount <= span.amount;
      const Target target = clocks_.target(limit.span, use);
      draft.rows.push_back({target.clock, std::max<std::int64_t>(target.amount - span.amount, 0)});
    }
  }
}

// The breach is where the limit's clock passes its target. That does not hold where several limits are combined or a
// condition is maintained: there, and for a time after the breach, a clock is started by the breach itself.
void Checkpoints::at_breach(CheckpointDraft& draft, const Request& request) {
  draft.program.needs_breach = true;
  if (request.phase.time.amount == 0 && limit_.terms() == 1 && !limit_.none() && !duty_.maintain) {
    draft.moved = true;
    return limit_rows(draft);
  }
  ClockUse use;
  use.activation = Activation::breach;
  use.column = request.column;
  check::TimeSpan span = request.phase.time;
  if (span.amount == 0) span.kind = check::SpanKind::elapsed;
  one_row(draft, clocks_.target(span, use));
}

void Checkpoints::unanswered(CheckpointDraft& draft, const Request& request) {
  draft.waits = true;
  const std::vector<check::Level>& levels = ladder(request.ladder).levels;
  const auto waited_for = std::find_if(levels.begin(), levels.end(), [&](const check::Level& level) {
    return level.number == request.phase.level && level.reply_limit.has_value();
  });
  const std::size_t before = draft_of_level(request.ladder, request.phase.level);
  // INVARIANT: the checker has seen that the level stands before this one and has a reply-limit.
  if (waited_for == levels.end() || before >= drafts_.size()) return one_row(draft, {0, unreachable});
  ClockUse use;
  use.activation = Activation::level;
  use.index = static_cast<std::uint8_t>(before);
  use.column = request.column;
  one_row(draft, clocks_.target(*waited_for->reply_limit, use));
}

void Checkpoints::limit_rows(CheckpointDraft& draft) const {
  for (std::size_t variant = 0; variant < limit_.variants(); ++variant) {
    for (std::size_t term = 0; term < limit_.terms(); ++term) draft.rows.push_back(limit_.value(variant, term).target);
  }
}

void Checkpoints::one_row(CheckpointDraft& draft, Target target) const {
  draft.rows.assign(limit_.variants() * limit_.terms(), target);
}

}  // namespace bylaw::compiler
