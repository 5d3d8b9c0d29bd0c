#include "eval/checkpoints.hpp"

#include <algorithm>
#include <bit>

#include "eval/duty_waiting.hpp"
#include "eval/facts.hpp"
#include "eval/routines.hpp"
#include "eval/timer_steps.hpp"

namespace bylaw::eval {

namespace {

using program::CheckpointKind;
using program::Target;
using program::When;

constexpr std::uint8_t pause_used_up = 0xfe;  // InstanceState::next: a bounded pause reaches its bound

__extension__ typedef __int128 Wide;

// The smallest whole number not below amount * num / den; time_none if it does not fit.
std::int64_t share_of(std::int64_t amount, std::int64_t num, std::int64_t den) {
  const Wide product = Wide{amount} * num;
  const Wide share = product / den + (product % den > 0 ? 1 : 0);
  return share > INT64_MAX - 1 ? time_none : static_cast<std::int64_t>(share);
}

std::int64_t add_or_max(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

const CheckpointProgram& checkpoint(const Clocked& c, std::size_t index) {
  return c.view.program.checkpoints[c.duty.checkpoints.first + index];
}

const Target& threshold(const Clocked& c, std::size_t index, std::size_t term) {
  const std::size_t row = std::size_t{c.instance.variant} * c.duty.checkpoints.count + index;
  return c.view.program.targets[c.duty.thresholds + row * c.duty.term_count + term];
}

const Target& limit_target(const Clocked& c, std::size_t term) {
  return c.view.program.targets[c.duty.targets + std::size_t{c.instance.variant} * c.duty.term_count + term];
}

bool is_extended(const InstanceState& instance) { return instance.extra != 0 || instance.replaced != 0; }

// A checkpoint's threshold on one term's clock, moved with the limit where it was extended.
Target moved_threshold(const Clocked& c, std::size_t index, std::size_t term) {
  Target at = threshold(c, index, term);
  if (!is_extended(c.instance) || (c.duty.moved >> index & 1) == 0) return at;
  const Target& base = limit_target(c, term);
  Target total = base;
  if (c.instance.replaced != 0) {
    total = c.view.program.extensions[c.duty.extensions.first + c.instance.replaced - 1u].target;
  }
  total.amount = add_or_max(total.amount, c.instance.extra);
  const CheckpointProgram& point = checkpoint(c, index);
  if (at.clock != base.clock) total.clock = at.clock;  // what remains is counted without rolling
  if (point.percent_num != 0) {
    total.amount = share_of(total.amount, point.percent_num, point.percent_den);
  } else {
    total.amount = add_or_max(total.amount, at.amount - base.amount);
  }
  return total;
}

Reach combined_reach(const Clocked& c, std::size_t index) {
  // A limit that an extension replaced by a total is a single one.
  const std::size_t terms = c.instance.replaced != 0 ? 1 : c.duty.term_count;
  const bool latest = c.duty.combine == program::Combine::latest;
  Reach result;
  if (latest) result.at = INT64_MIN;
  for (std::size_t term = 0; term < terms; ++term) {
    const Target target = moved_threshold(c, index, term);
    const Reach reached = reach(c, target.clock, target.amount);
    if (latest ? reached.at > result.at : reached.at < result.at) result = reached;
  }
  return result;
}

// All dates of the limit had been counted when its clock last stood: the deadline is the one that was held then, wherever its last
// day had moved to, and has passed when the clock goes on if it lies before that.
std::int64_t no_later_than_held(const Clocked& c, const Target& target, std::int64_t at) {
  const std::size_t clock = c.in_edition(target.clock);
  const program::MeasureKind measure = c.program(clock).measure;
  const bool dates = measure == program::MeasureKind::dates || measure == program::MeasureKind::working_dates;
  if (!dates || c.state(clock).start == time_none || c.state(clock).used < target.amount) return at;
  return std::min(at, std::max(c.instance.deadline, c.state(clock).since));
}

// The level is told at the breach itself, and so wherever that was dated.
bool is_at_breach(const Clocked& c, std::size_t index) {
  const CheckpointProgram& point = checkpoint(c, index);
  if (!point.needs_breach || point.when != When::reach || point.kind != CheckpointKind::level) return false;
  for (std::size_t term = 0; term < c.duty.term_count; ++term) {
    const Target& own = threshold(c, index, term);
    const Target& limit = limit_target(c, term);
    if (own.clock != limit.clock || own.amount != limit.amount) return false;
  }
  return state_of(c.instance) == State::breached;
}

// When the checkpoint is due, wherever it falls; time_none while that is not known.
std::int64_t checkpoint_at(const Clocked& c, std::size_t index, bool& provisional) {
  const CheckpointProgram& point = checkpoint(c, index);
  std::int64_t at = time_none;
  if (is_at_breach(c, index)) return c.instance.at;
  switch (point.when) {
    case When::reach: {
      Reach reached;
      if (c.duty.combined >> index & 1) {
        reached = combined_reach(c, index);
      } else {
        const Target target = moved_threshold(c, index, 0);
        reached = reach(c, target.clock, target.amount);
        if (index == c.duty.limit_checkpoint) reached.at = no_later_than_held(c, target, reached.at);
      }
      at = reached.at;
      provisional = reached.provisional;
      break;
    }
    case When::before_deadline: {
      const std::int64_t deadline = deadline_of(c).at;
      if (deadline == time_none) return time_none;
      const Target& span = threshold(c, index, 0);
      at = before(c, span.clock, span.amount, deadline);
      break;
    }
    case When::open_percent: {
      const std::int64_t deadline = deadline_of(c).at;
      if (deadline == time_none) return time_none;
      at = share_until(c, threshold(c, index, 0).clock, point.percent_num, point.percent_den, deadline);
      break;
    }
    case When::at_instant:
      at = point.instant;
      break;
  }
  return at;
}

bool has_clock_running(const InstanceState& instance) {
  const State state = state_of(instance);
  return (state == State::running || state == State::breached || state == State::paused) &&
         (instance.flags & program::closed) == 0;
}

void plan_pause_end(const Clocked& c) {
  for (std::uint32_t i = 0; i < c.duty.bounded_pauses.count; ++i) {
    const program::BoundedPause& pause = c.view.program.bounded_pauses[c.duty.bounded_pauses.first + i];
    if ((c.view.header().pauses & pause.reason) == 0 || (c.instance.exhausted >> i & 1)) continue;
    const std::int64_t at = reach(c, pause.most.clock, pause.most.amount).at;
    if (at < c.instance.due) {
      c.instance.due = at;
      c.instance.next = pause_used_up;
    }
  }
}

bool is_to_be_withdrawn(const Clocked& c) {
  return c.duty.withdrawal != 0xff && (c.instance.fired >> c.duty.withdrawal & 1) == 0;
}

// The standard's withdrawal does not wait for a pause to end, nor for a promise to be told. A deadline that is its very instant comes
// first.
void plan_withdrawal(const Clocked& c) {
  if (!is_to_be_withdrawn(c)) return;
  const std::int64_t at = std::max(checkpoint(c, c.duty.withdrawal).instant, c.instance.at);
  if (at >= c.instance.due) return;
  c.instance.due = at;
  c.instance.next = c.duty.withdrawal;
}

// A plain duty's clock reaches an amount after so much elapsed time.
std::int64_t plain_reach(const Clocked& c, std::int64_t amount) {
  const ClockState& clock = c.state(0);
  if (clock.start == time_none) return time_none;
  std::int64_t at = 0;
  const std::int64_t left = amount > clock.used ? amount - clock.used : 0;
  return __builtin_add_overflow(clock.since, left, &at) ? time_none : at;
}

// Where only the highest level is wanted, the limit comes before the levels of its instant: it may bring the next one.
bool makes_way(const Clocked& c, std::size_t level, std::size_t limit) {
  if (level == 0xff || checkpoint(c, limit).kind != CheckpointKind::limit) return false;
  const CheckpointProgram& point = checkpoint(c, level);
  return point.kind == CheckpointKind::level && c.view.program.ladders[c.duty.ladders.first + point.ladder].highest_only;
}

std::int64_t moved_to_opening(const Clocked& c, program::Range calendars, std::int64_t at) {
  const std::uint32_t calendar = c.view.program.index_lists[calendars.first + c.instance.calendar];
  return calendar == program::none ? at : next_opening(c.view, calendar, at);
}

void plan_checkpoints(const Clocked& c) {
  InstanceState& instance = c.instance;
  const std::uint32_t count = c.duty.checkpoints.count;
  if (c.duty.plain && !is_extended(instance)) {
    const auto next = static_cast<std::uint32_t>(std::countr_one(instance.fired));
    if (next >= count) return;
    instance.due = std::max(plain_reach(c, threshold(c, next, 0).amount), instance.floor);
    instance.next = static_cast<std::uint8_t>(next);
    return;
  }
  if (c.duty.ordered && !is_extended(instance)) {
    const auto next = static_cast<std::uint32_t>(std::countr_one(instance.fired));
    if (next >= count) return;
    bool provisional = false;
    const std::int64_t at = checkpoint_at(c, next, provisional);
    instance.due = at == time_none ? at : std::max(at, instance.floor);
    instance.next = static_cast<std::uint8_t>(next);
    return;
  }
  // What is reopened after the withdrawal is withdrawn at once, whatever else is due then.
  if (is_to_be_withdrawn(c) && checkpoint(c, c.duty.withdrawal).instant < instance.at) return plan_withdrawal(c);
  for (std::uint32_t index = 0; index < count; ++index) {
    if ((instance.fired >> index & 1) != 0 || index == c.duty.withdrawal) continue;
    if (checkpoint(c, index).needs_breach && (instance.flags & program::was_breached) == 0) continue;
    bool provisional = false;
    const std::int64_t at = checkpoint_at(c, index, provisional);
    if (at == time_none) continue;
    // A rule that is for old cases is broken no earlier than it is in force; calendars change when they change.
    const bool by_calendar = checkpoint(c, index).kind == CheckpointKind::recalendar && instance.floor == c.duty.retroactive_from;
    std::int64_t stamp = by_calendar ? at : std::max(at, instance.floor);
    const program::Range adjust = checkpoint(c, index).adjust;
    if (adjust.count != 0) stamp = moved_to_opening(c, adjust, stamp);
    if (stamp < instance.due || (stamp == instance.due && makes_way(c, instance.next, index))) {
      instance.due = stamp;
      instance.next = static_cast<std::uint8_t>(index);
    }
  }
  plan_withdrawal(c);
}

// The case's earliest due stays true, or is looked for again when its holder moved away.
void keep_earliest(View& view, const DutyProgram& duty, const InstanceState& instance, std::int64_t before) {
  std::uint32_t number = duty.first_instance;
  if (duty.slots > 1) {
    const auto offset = reinterpret_cast<const std::byte*>(&instance) - (view.memory + duty.instances);
    number += static_cast<std::uint32_t>(offset) / duty.stride;
  }
  view.dues()[number] = instance.due;
  std::int64_t& earliest = view.header().due;
  if (instance.due <= earliest) {
    earliest = instance.due;
  } else if (before == earliest) {
    view.rescan = true;
  }
}

Decision& emit_for(View& view, const Clocked& c, std::uint32_t rule, DecisionKind kind, std::int64_t at) {
  const Reach deadline = deadline_of(c);
  Decision& decision = emit(view, rule, kind, at);
  decision.due = Instant{deadline.at};
  decision.instance = c.instance.ordinal;
  decision.state = state_of(c.instance);
  decision.edition = c.instance.edition;
  decision.variant = c.instance.variant;
  if (deadline.provisional) decision.flags |= std::uint8_t(DecisionFlag::provisional);
  return decision;
}

// The limit that a grade has changed had been used up when the clock last went on: its deadline lies before that, wherever it was.
bool is_used_up(const Clocked& c) {
  if (c.duty.term_count != 1 || c.duty.chosen_by == program::none) return false;
  const Target target = moved_threshold(c, c.duty.limit_checkpoint, 0);
  const std::size_t clock = c.in_edition(target.clock);
  const program::MeasureKind measure = c.program(clock).measure;
  const bool adds_up = measure == program::MeasureKind::elapsed || measure == program::MeasureKind::working;
  return adds_up && c.state(clock).start != time_none && c.state(clock).used >= target.amount;
}

// One term's clock had measured more than it allows when it last went on, or stood.
bool has_run_out(const Clocked& c, std::size_t term) {
  const Target target = moved_threshold(c, c.duty.limit_checkpoint, term);
  const std::size_t clock = c.in_edition(target.clock);
  const program::MeasureKind measure = c.program(clock).measure;
  const bool adds_up = measure == program::MeasureKind::elapsed || measure == program::MeasureKind::working ||
                       measure == program::MeasureKind::working_dates;
  return adds_up && c.state(clock).start != time_none && c.state(clock).used > target.amount;
}

void establish_limit(View& view, const Clocked& c, std::int64_t at) {
  if (c.duty.must_count == 0) {
    const Truth held = holds(view, c.duty.maintain);
    report(view, c.duty, c.instance, held == Truth::yes ? State::met : State::indeterminate,
           held == Truth::yes ? Cause::maintained : Cause::unknown_fact, at);
    plan_nothing(view, c.duty, c.instance);
    return;
  }
  const bool by_regrade = (c.instance.flags & program::floor_by_regrade) != 0 && (deadline_of(c).at < at || is_used_up(c));
  breach(view, c.duty, c.instance, by_regrade ? Cause::regraded : Cause::late, at);
}

// A level, or the repetition of the last one.
void establish_level(View& view, const Clocked& c, std::size_t index, std::int64_t at) {
  const CheckpointProgram& point = checkpoint(c, index);
  const program::LadderProgram& ladder = view.program.ladders[c.duty.ladders.first + point.ladder];
  LadderState& state = ladders_of(c.duty, c.instance)[point.ladder];
  if (point.kind == CheckpointKind::repeat) {
    ++state.repeats;
    if (state.repeats < ladder.repeat_at_most) {
      c.instance.fired &= ~(std::uint64_t{1} << index);
      // An edition that is published later counts from here as well (row sem-C11).
      for (std::size_t clock = threshold(c, index, 0).clock; clock < c.duty.clocks.count; clock += c.clocks_of_an_edition()) {
        activate(c, clock, at, at, false);
      }
    }
  } else {
    state.level = std::max(state.level, point.level);
    for (std::uint32_t clock = 0; clock < c.duty.clocks.count; ++clock) {
      const ClockProgram& waiting = c.program(clock);
      if (waiting.activation == program::Activation::level && waiting.index == index) activate(c, clock, at, at, false);
    }
  }
  state.answered = 0;
  // The decision stands in its place in the buffer before later ones, but is only wanted once the next one is known.
  Decision& decision = emit_for(view, c, point.rule, DecisionKind::level, at);
  decision.level = point.kind == CheckpointKind::repeat ? state.level : point.level;
  plan_next(view, c.duty, c.instance);
  const bool next_is_level = c.instance.due < view.step && c.instance.next < c.duty.checkpoints.count &&
                             checkpoint(c, c.instance.next).kind == CheckpointKind::level &&
                             checkpoint(c, c.instance.next).ladder == point.ladder;
  if (next_is_level && ladder.highest_only && c.instance.due == at) {
    --view.out->count;
  } else if (next_is_level) {
    decision.flags |= std::uint8_t(DecisionFlag::overdue);
  }
}

void use_up_pause(View& view, const Clocked& c, std::int64_t at) {
  std::uint64_t effective = view.header().pauses & c.duty.pauses;
  for (std::uint32_t i = 0; i < c.duty.bounded_pauses.count; ++i) {
    const program::BoundedPause& pause = view.program.bounded_pauses[c.duty.bounded_pauses.first + i];
    if ((view.header().pauses & pause.reason) != 0 && reach(c, pause.most.clock, pause.most.amount).at <= at) {
      c.instance.exhausted |= static_cast<std::uint8_t>(1u << i);
    }
    if (c.instance.exhausted >> i & 1) effective &= ~pause.reason;
  }
  if (effective == 0) {
    run_on(c, at);
    c.instance.floor = std::max(c.instance.floor, at);
    c.instance.flags &= static_cast<std::uint8_t>(~(program::clocks_paused | program::floor_by_regrade));
    if (state_of(c.instance) == State::paused) c.instance.state = std::uint8_t(State::running);
  }
  plan_next(view, c.duty, c.instance);
}

}  // namespace

Reach deadline_of(const Clocked& c) {
  if (c.duty.no_limit || c.duty.limit_checkpoint == 0xff) return {};
  const State state = state_of(c.instance);
  const bool in_progress = state == State::running || state == State::paused || state == State::pending;
  // Established at the breach or the end, or held when the clocks were stopped.
  if (!in_progress || (c.instance.flags & (program::was_breached | program::clocks_paused))) {
    return {c.instance.deadline, (c.instance.flags & program::provisional_deadline) != 0};
  }
  if (c.duty.plain && !is_extended(c.instance)) return {plain_reach(c, limit_target(c, 0).amount), false};
  Reach deadline;
  deadline.at = checkpoint_at(c, c.duty.limit_checkpoint, deadline.provisional);
  return deadline;
}

bool has_run_out(const Clocked& c) {
  if (c.duty.no_limit || c.duty.limit_checkpoint == 0xff) return false;
  const std::size_t terms = c.instance.replaced != 0 ? 1 : c.duty.term_count;
  std::size_t run_out = 0;
  for (std::size_t term = 0; term < terms; ++term) run_out += has_run_out(c, term) ? 1 : 0;
  return c.duty.combine == program::Combine::latest ? run_out == terms : run_out > 0;
}

void hold_deadline(const Clocked& c) {
  const Reach deadline = deadline_of(c);
  c.instance.deadline = deadline.at;
  c.instance.flags = static_cast<std::uint8_t>((c.instance.flags & ~program::provisional_deadline) |
                                               (deadline.provisional ? program::provisional_deadline : 0));
}

void hold_moved_deadline(const Clocked& c) {
  c.instance.flags &= static_cast<std::uint8_t>(~program::clocks_paused);
  hold_deadline(c);
  c.instance.flags |= program::clocks_paused;
}

bool limit_is_unreachable(const Clocked& c) {
  if (c.instance.replaced != 0 || (c.duty.plain && c.instance.due != time_none)) return false;
  bool any_runs = false;
  for (std::size_t term = 0; term < c.duty.term_count; ++term) {
    any_runs |= runs(c, c.in_edition(limit_target(c, term).clock));
  }
  return any_runs && deadline_of(c).at == time_none && c.duty.combine != program::Combine::latest;
}

void plan_nothing(View& view, const DutyProgram& duty, InstanceState& instance) {
  const std::int64_t old = instance.due;
  instance.due = time_none;
  keep_earliest(view, duty, instance, old);
}

void plan_next(View& view, const DutyProgram& duty, InstanceState& instance) {
  const Clocked c{view, duty, instance};
  const std::int64_t old = instance.due;
  instance.due = time_none;
  instance.next = 0xff;
  if (has_clock_running(instance)) {
    if (instance.flags & program::clocks_paused) {
      plan_pause_end(c);
      plan_withdrawal(c);
    } else {
      plan_checkpoints(c);
    }
  }
  keep_earliest(view, duty, instance, old);
}

Decision& report(View& view, const DutyProgram& duty, InstanceState& instance, State state, Cause cause, std::int64_t at) {
  const Clocked c{view, duty, instance};
  hold_deadline(c);
  instance.state = static_cast<std::uint8_t>(state);
  instance.cause = static_cast<std::uint8_t>(cause);
  instance.at = at;
  Decision& decision = emit(view, duty.rule, DecisionKind::state, at);
  decision.due = Instant{instance.deadline};
  decision.instance = instance.ordinal;
  decision.state = state;
  decision.cause = cause;
  decision.edition = instance.edition;
  decision.variant = instance.variant;
  if (instance.flags & program::provisional_deadline) decision.flags |= std::uint8_t(DecisionFlag::provisional);
  return decision;
}

void breach(View& view, const DutyProgram& duty, InstanceState& instance, Cause cause, std::int64_t at) {
  const Clocked c{view, duty, instance};
  report(view, duty, instance, State::breached, cause, at);
  instance.flags |= program::was_breached;
  if (duty.limit_checkpoint != 0xff) instance.fired |= std::uint64_t{1} << duty.limit_checkpoint;
  for (std::uint32_t clock = 0; clock < duty.clocks.count; ++clock) {
    if (c.program(clock).activation == program::Activation::breach) activate(c, clock, at, at, false);
  }
  plan_next(view, duty, instance);
}

void establish(View& view, const DutyProgram& duty, InstanceState& instance) {
  const Silently silently(view, duty, instance);
  const Clocked c{view, duty, instance};
  const std::int64_t at = instance.due;
  const std::uint8_t index = instance.next;
  view.header().last_fired = std::max(view.header().last_fired, at);
  if (index == pause_used_up) return use_up_pause(view, c, at);
  const CheckpointProgram& point = checkpoint(c, index);
  instance.fired |= std::uint64_t{1} << index;
  switch (point.kind) {
    case CheckpointKind::warning: {
      emit_for(view, c, point.rule, DecisionKind::warning, at).level = point.level;
      plan_next(view, duty, instance);
      return;
    }
    case CheckpointKind::limit:
      return establish_limit(view, c, at);
    case CheckpointKind::level:
    case CheckpointKind::repeat:
      return establish_level(view, c, index, at);
    case CheckpointKind::recalendar:
      // A restored instance may have gone through its editions already.
      if (instance.calendar % duty.calendar_editions + 1u < duty.calendar_editions) ++instance.calendar;
      // Published before a reopening it moves nothing: a grade that has changed then has.
      if (at > instance.floor) instance.flags &= static_cast<std::uint8_t>(~program::floor_by_regrade);
      instance.floor = std::max(instance.floor, at);
      plan_next(view, duty, instance);
      return;
    case CheckpointKind::in_force:
      if (holds(view, duty.maintain) == Truth::no) return breach(view, duty, instance, Cause::not_maintained, at);
      return plan_next(view, duty, instance);
    case CheckpointKind::withdrawal:
      // What is open ends; a breach stays, and nobody waits any more.
      if (state_of(instance) == State::breached) instance.flags |= program::closed;
      else report(view, duty, instance, State::withdrawn, Cause::standard_withdrawn, at);
      plan_nothing(view, duty, instance);
      return;
  }
}

namespace {

// The earliest due of all instances, and the first instance that has it. Without branches on the dues.
struct Earliest {
  std::int64_t due = time_none;
  std::uint32_t number = 0;
};

Earliest earliest_of_instances(const View& view) {
  const std::int64_t* const dues = view.dues();
  const std::size_t count = view.layout.instances.count;
  std::int64_t least = time_none;
  std::size_t first = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t due = dues[i];
    first = due < least ? i : first;
    least = std::min(least, due);
  }
  return {least, static_cast<std::uint32_t>(first)};
}

// The due that the instance has afterwards.
std::int64_t establish_instance(View& view, std::uint32_t number) {
  const program::Instance& due = view.program.instances[view.layout.instances.first + number];
  if (due.timer != program::none) [[likely]] return establish(view, view.program.timers[due.timer], due.slot);
  const DutyProgram& duty = view.program.duties[due.duty];
  InstanceState& instance = view.instance(duty, due.slot);
  establish(view, duty, instance);
  return instance.due;
}

// In a case with routines: what is due first, an instance or a period.
void keep_earliest_of_all(View& view, const Earliest& earliest) {
  view.header().due = std::min(earliest.due, earliest_of_routines(view));
  view.rescan = false;
}

[[gnu::noinline]] bool establish_with_routines(View& view, std::int64_t before, std::size_t room) {
  CaseHeader& header = view.header();
  Earliest earliest = earliest_of_instances(view);
  keep_earliest_of_all(view, earliest);
  while (header.due < before) {
    if (room != 0 && view.out->count + room > view.out->capacity) return false;
    // More periods of routines than anybody has room for: the count is not worth the time (see Case::apply).
    if (room == 0 && view.out->count >= 2 * view.out->capacity + view.layout.max_decisions) return false;
    if (earliest.due == header.due) establish_instance(view, earliest.number);
    else establish_routine(view, header.due);
    earliest = earliest_of_instances(view);
    keep_earliest_of_all(view, earliest);
  }
  return true;
}

}  // namespace

bool establish_until(View& view, std::int64_t before, std::size_t room) {
  if (view.header().due >= before) return true;
  if (view.layout.routines.count != 0) return establish_with_routines(view, before, room);
  Earliest earliest = earliest_of_instances(view);
  while (earliest.due < before && (room == 0 || view.out->count + room <= view.out->capacity)) {
    // An instance that is due again at the same instant, as for the level that follows its breach, still comes first.
    if (establish_instance(view, earliest.number) != earliest.due) earliest = earliest_of_instances(view);
  }
  view.header().due = earliest.due;
  view.rescan = false;
  return earliest.due >= before;
}

void find_earliest(View& view) {
  view.rescan = false;
  if (view.header().tracked == 0 && view.layout.others.count == 0 && view.layout.routines.count == 0) {
    // No timer is waited for, and there is nothing else.
    view.header().due = time_none;
    return;
  }
  const std::int64_t* const dues = view.dues();
  const std::int64_t* const end = dues + view.layout.instances.count;
  std::int64_t earliest = time_none;
  for (const std::int64_t* due = dues; due != end; ++due) earliest = std::min(earliest, *due);
  if (view.layout.routines.count != 0) [[unlikely]] earliest = std::min(earliest, earliest_of_routines(view));
  view.header().due = earliest;
}

}  // namespace bylaw::eval
