#include "eval/snapshot.hpp"

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "eval/facts.hpp"
#include "eval/timer.hpp"
#include "program/limits.hpp"

namespace bylaw::eval {

namespace {

constexpr std::size_t head_bytes = 4 + 2 + 2 + 16 + 4 + 4;  // mark, version, reserved, hash, kind, size
constexpr std::uint8_t mark[4] = {'B', 'L', 'W', 'C'};
constexpr std::uint16_t version = 4;

struct Writer {
  std::byte* at;

  template <class T>
  void field(const T& value) {
    auto bits = static_cast<std::make_unsigned_t<T>>(value);
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      *at++ = static_cast<std::byte>(bits & 0xff);
      if constexpr (sizeof(T) > 1) bits = static_cast<std::make_unsigned_t<T>>(bits >> 8);
    }
  }
};

struct Reader {
  const std::byte* at;

  template <class T>
  void field(T& value) {
    std::make_unsigned_t<T> bits = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      bits = static_cast<std::make_unsigned_t<T>>(bits | std::to_integer<std::make_unsigned_t<T>>(*at++) << (8 * i));
    }
    value = static_cast<T>(bits);
  }
};

struct Counter {
  std::size_t bytes = 0;

  template <class T>
  void field(const T&) {
    bytes += sizeof(T);
  }
};

template <class F>
void walk_header(F& f, CaseHeader& h) {
  // Not `tracked`, which the instances tell; nor `now`: how far a host has asked says nothing about the case, and differs between equal histories.
  f.field(h.last_at), f.field(h.last_sequence), f.field(h.last_id), f.field(h.last_fired);
  f.field(h.due), f.field(h.number), f.field(h.pauses), f.field(h.last_content), f.field(h.kind), f.field(h.flags);
}

template <class F>
void walk_instance(F& f, const DutyProgram& duty, InstanceState& s) {
  f.field(s.start), f.field(s.floor), f.field(s.due), f.field(s.deadline), f.field(s.at), f.field(s.fired);
  f.field(s.extra), f.field(s.ordinal), f.field(s.state), f.field(s.cause), f.field(s.next), f.field(s.variant);
  f.field(s.done), f.field(s.extended), f.field(s.edition), f.field(s.calendar), f.field(s.flags);
  f.field(s.exhausted), f.field(s.trigger), f.field(s.replaced);
  for (std::uint32_t c = 0; c < duty.clocks.count; ++c) {
    ClockState& clock = clocks_of(s)[c];
    f.field(clock.start), f.field(clock.since), f.field(clock.used);
  }
  for (std::uint32_t l = 0; l < duty.latches.count; ++l) {
    LatchState& latch = latches_of(duty, s)[l];
    f.field(latch.known), f.field(latch.values);
  }
  for (std::uint32_t l = 0; l < duty.ladders.count; ++l) {
    LadderState& ladder = ladders_of(duty, s)[l];
    f.field(ladder.level), f.field(ladder.repeats), f.field(ladder.ended), f.field(ladder.answered);
  }
  if (duty.kept == 0) return;
  program::WaitState& wait = wait_of(duty, s);
  f.field(wait.at), f.field(wait.count), f.field(wait.state), f.field(wait.cause);
  for (std::uint32_t i = 0; i < duty.kept; ++i) {
    program::KeptDecision& kept = kept_of(duty, s)[i];
    f.field(kept.at), f.field(kept.due), f.field(kept.event), f.field(kept.ladder), f.field(kept.kind), f.field(kept.state);
    f.field(kept.cause), f.field(kept.level), f.field(kept.flags), f.field(kept.variant);
  }
}

template <class F>
void walk_routine(F& f, program::RoutineState& s) {
  f.field(s.base), f.field(s.start), f.field(s.end), f.field(s.due), f.field(s.missed_due), f.field(s.at);
  f.field(s.ordinal), f.field(s.step), f.field(s.state), f.field(s.cause), f.field(s.done), f.field(s.flags);
  f.field(s.edition), f.field(s.previous), f.field(s.missed_edition), f.field(s.missed_provisional);
}

template <class F>
void walk_timer(F& f, const View& view, const TimerProgram& timer) {
  for (std::uint32_t slot = 0; slot < timer.slots; ++slot) {
    TimerState& s = timer_state(view, timer, slot);
    f.field(s.base), f.field(s.at), f.field(s.ordinal), f.field(s.state), f.field(s.cause), f.field(s.next);
    f.field(s.done), f.field(s.flags), f.field(s.variant), f.field(s.edition), f.field(s.trigger);
  }
  const std::uint32_t latches = view.program.duties[timer.duty].latches.count * timer.slots;
  auto* const of_waiting = reinterpret_cast<LatchState*>(view.memory + timer.latches);
  for (std::uint32_t l = 0; l < latches; ++l) f.field(of_waiting[l].known), f.field(of_waiting[l].values);
  const std::uint32_t passed = latches == 0 || timer.reasons == 0 ? 0u : std::uint32_t{timer.point_count} * timer.slots;
  for (std::uint32_t i = 0; i < passed; ++i) f.field(reinterpret_cast<std::int64_t*>(of_waiting + latches)[i]);
}

// Every field of a case, in the order of its bytes. Padding is not walked: it is always zero.
template <class F>
void walk(F& f, const View& view) {
  const CaseProgram& layout = view.layout;
  walk_header(f, view.header());
  for (std::uint32_t w = 0; w < layout.known_words; ++w) f.field(view.known()[w]);
  for (std::uint32_t w = 0; w < 2 * layout.atom_words; ++w) f.field(view.atom_values()[w]);
  for (std::uint32_t a = 0; a < layout.anchor_count; ++a) f.field(view.anchors()[a]);
  for (std::uint32_t i = 0; i < layout.slots.count; ++i) {
    const program::FactSlot& slot = view.program.slots[layout.slots.first + i];
    std::byte* at = view.memory + slot.offset;
    switch (slot.width) {
      case 1: f.field(*reinterpret_cast<std::int8_t*>(at)); break;
      case 2: f.field(*reinterpret_cast<std::int16_t*>(at)); break;
      case 4: f.field(*reinterpret_cast<std::int32_t*>(at)); break;
      default: f.field(*reinterpret_cast<std::int64_t*>(at)); break;
    }
  }
  for (std::uint32_t i = 0; i < layout.pauses.count; ++i) {
    auto& pause = *reinterpret_cast<PauseState*>(view.memory + view.program.pauses[layout.pauses.first + i].state);
    f.field(pause.total), f.field(pause.since), f.field(pause.resumed);
  }
  for (std::uint32_t t = 0; t < layout.timers.count; ++t) walk_timer(f, view, view.program.timers[layout.timers.first + t]);
  for (std::uint32_t d = 0; d < layout.others.count; ++d) {
    const DutyProgram& duty = view.program.duties[view.program.index_lists[layout.others.first + d]];
    for (std::uint32_t slot = 0; slot < duty.slots; ++slot) walk_instance(f, duty, view.instance(duty, slot));
  }
  auto* routines = reinterpret_cast<program::RoutineState*>(view.memory + layout.routines_offset);
  for (std::uint32_t i = 0; i < layout.routines.count; ++i) walk_routine(f, routines[i]);
  auto* words = reinterpret_cast<std::int64_t*>(view.memory + layout.words_offset);
  for (std::uint32_t w = 0; w < layout.word_count; ++w) f.field(words[w]);
  auto* findings = reinterpret_cast<program::FindingState*>(view.memory + layout.findings_offset);
  for (std::uint32_t i = 0; i < layout.finding_count; ++i) {
    f.field(findings[i].judged), f.field(findings[i].state), f.field(findings[i].cause), f.field(findings[i].marks);
  }
}

// What an instance keeps while it waits. A state that it lives in silently needs a pending one.
bool sound_waiting(const View& view, const DutyProgram& duty, InstanceState& s) {
  const program::WaitState& wait = wait_of(duty, s);
  if (wait.count > duty.kept || wait.state > std::uint8_t(State::unreachable) || wait.cause > std::uint8_t(Cause::standard_withdrawn)) return false;
  const bool waits = wait.state != std::uint8_t(State::none);
  if (waits ? s.state != std::uint8_t(State::pending) : wait.count != 0) return false;
  if (wait.state == std::uint8_t(State::pending)) return false;
  const std::uint32_t variants = std::max<std::uint32_t>(duty.arm_count * duty.dated_count, 1);
  for (std::uint32_t i = 0; i < wait.count; ++i) {
    const program::KeptDecision& kept = kept_of(duty, s)[i];
    if (kept.kind > std::uint8_t(DecisionKind::waiver) || kept.state > std::uint8_t(State::unreachable)) return false;
    if (kept.cause > std::uint8_t(Cause::standard_withdrawn) || kept.variant >= variants) return false;
    if (kept.ladder != 0xff && kept.ladder >= duty.ladders.count) return false;
    if (kept.kind != std::uint8_t(DecisionKind::waiver)) continue;
    if (duty.waived_by == program::none) return false;
    const program::Fact& who = view.program.facts[duty.waived_by];
    if (kept.due < who.first || kept.due > who.last) return false;
  }
  return true;
}

bool sound(const View& view, const DutyProgram& duty, InstanceState& s) {
  if (s.state > std::uint8_t(State::unreachable) || s.cause > std::uint8_t(Cause::standard_withdrawn)) return false;
  if (s.due != time_none && s.next >= duty.checkpoints.count && s.next != 0xfe) return false;
  if (s.variant >= std::max<std::uint32_t>(duty.arm_count * duty.dated_count, 1)) return false;
  const std::uint32_t choices = std::max<std::uint32_t>(duty.calendar_choices, 1);
  if (s.calendar >= choices * duty.calendar_editions) return false;
  if (s.trigger >= std::max<std::uint32_t>(duty.trigger_guards.count, 1)) return false;
  if (s.replaced > duty.extensions.count) return false;
  if (duty.bounded_pauses.count < 8 && s.exhausted >> duty.bounded_pauses.count != 0) return false;
  for (std::uint32_t c = 0; c < duty.clocks.count; ++c) {
    const program::ClockProgram& clock = view.program.clocks[duty.clocks.first + c];
    const std::int64_t used = clocks_of(s)[c].used;
    if (clock.measure != program::MeasureKind::promised) {
      if (used < 0) return false;
      continue;
    }
    // A promise: a value that the fact may have, or none.
    const program::Fact& fact = view.program.facts[view.program.slots[clock.slot].fact];
    if (used != time_none && (used < fact.first || used > fact.last)) return false;
  }
  if (duty.kept != 0 && !sound_waiting(view, duty, s)) return false;
  return s.extra >= 0;
}

bool sound(const program::RoutineProgram& routine, const program::RoutineState& s) {
  if (s.state > std::uint8_t(State::unreachable) || s.previous > std::uint8_t(State::unreachable)) return false;
  if (s.cause > std::uint8_t(Cause::grade_changed)) return false;
  const bool waits = s.state == std::uint8_t(State::running);
  if (waits != (s.due != time_none) || (waits && (s.ordinal == 0 || s.step == 0))) return false;
  return s.done >> routine.must_count == 0;
}

bool sound(const View& view, const TimerProgram& timer, const TimerState& s) {
  const DutyProgram& duty = view.program.duties[timer.duty];
  if (s.state > std::uint8_t(State::unreachable) || s.cause > std::uint8_t(Cause::grade_changed)) return false;
  if (s.next > timer.point_count || s.variant >= std::max<std::uint32_t>(duty.arm_count * duty.dated_count, 1)) return false;
  return s.state != std::uint8_t(State::paused) && s.trigger < std::max<std::uint32_t>(duty.trigger_guards.count, 1);
}

// Also sets the dues and which timers are waited for: they repeat what the instances say and are not written.
bool sound(const View& view, std::uint32_t kind) {
  const CaseProgram& layout = view.layout;
  if (view.header().kind != kind || (view.header().flags & program::case_open) == 0) return false;
  for (std::uint32_t w = 0; w < layout.atom_words; ++w) {
    if ((view.atom_values()[w] & ~view.atoms_known()[w]) != 0) return false;
  }
  for (std::uint32_t i = 0; i < layout.slots.count; ++i) {
    const program::FactSlot& slot = view.program.slots[layout.slots.first + i];
    std::int64_t value = 0;
    if (fact(view, slot, value) && (value < slot.first || value > slot.last)) return false;
  }
  const auto* findings = reinterpret_cast<const program::FindingState*>(view.memory + layout.findings_offset);
  for (std::uint32_t i = 0; i < layout.finding_count; ++i) {
    if (findings[i].state > std::uint8_t(State::unreachable) || findings[i].cause > std::uint8_t(Cause::too_many)) return false;
  }
  // Instants of showings: an event's, or none yet.
  for (std::uint32_t i = 0; i < layout.disclosures.count; ++i) {
    const program::DisclosureProgram& rule = view.program.disclosures[layout.disclosures.first + i];
    for (std::uint32_t word = 0; rule.valid && word < 2; ++word) {
      const std::int64_t at = view.word(rule.finding, word);
      if (at == INT64_MIN || at == INT64_MAX) return false;
    }
  }
  // Instants of what was counted: ascending, behind as many that have not been yet.
  for (std::uint32_t i = 0; i < layout.prohibitions.count; ++i) {
    const program::ProhibitionProgram& rule = view.program.prohibitions[layout.prohibitions.first + i];
    const std::uint32_t words = rule.more_than * (rule.holds == program::none ? 1u : 2u);
    for (std::uint32_t word = 0; word < words; ++word) {
      const std::int64_t at = view.word(rule.finding, word);
      if (at == INT64_MAX || (word % rule.more_than != 0 && at < view.word(rule.finding, word - 1))) return false;
    }
  }
  std::int64_t earliest = time_none;
  for (std::uint32_t t = 0; t < layout.timers.count; ++t) {
    const TimerProgram& timer = view.program.timers[layout.timers.first + t];
    for (std::uint32_t slot = 0; slot < timer.slots; ++slot) {
      const TimerState& instance = timer_state(view, timer, slot);
      if (!sound(view, timer, instance)) return false;
      if (is_tracked(timer, instance)) view.header().tracked |= timer.bit;
      const std::int64_t due = due_of(view, timer, instance);
      earliest = std::min(earliest, due);
      reinterpret_cast<std::int64_t*>(view.memory + timer.dues)[slot] = due;
    }
  }
  for (std::uint32_t d = 0; d < layout.others.count; ++d) {
    const DutyProgram& duty = view.program.duties[view.program.index_lists[layout.others.first + d]];
    for (std::uint32_t slot = 0; slot < duty.slots; ++slot) {
      InstanceState& instance = view.instance(duty, slot);
      if (!sound(view, duty, instance)) return false;
      earliest = std::min(earliest, instance.due);
      view.dues()[duty.first_instance + slot] = instance.due;
    }
  }
  const auto* routines = reinterpret_cast<const program::RoutineState*>(view.memory + layout.routines_offset);
  for (std::uint32_t i = 0; i < layout.routines.count; ++i) {
    if (!sound(view.program.routines[layout.routines.first + i], routines[i])) return false;
    earliest = std::min(earliest, routines[i].due);
  }
  return view.header().due == earliest;
}

}  // namespace

std::size_t snapshot_size(const Program& program, std::uint32_t kind) {
  const CaseProgram& layout = program.cases[kind];
  alignas(8) std::byte memory[program::limits::case_bytes];
  std::memset(memory, 0, layout.size);
  Counter counter;
  walk(counter, View{program, layout, memory});
  return head_bytes + counter.bytes;
}

std::size_t write_snapshot(const View& view, std::uint32_t kind, std::span<std::byte> out) {
  Counter counter;
  walk(counter, view);
  const std::size_t needed = head_bytes + counter.bytes;
  if (out.size() < needed) return needed;
  Writer writer{out.data()};
  for (const std::uint8_t byte : mark) writer.field(byte);
  writer.field(version);
  writer.field(std::uint16_t{0});
  for (const std::uint8_t byte : view.program.hash) writer.field(byte);
  writer.field(kind);
  writer.field(static_cast<std::uint32_t>(needed));
  walk(writer, view);
  return needed;
}

bool read_snapshot(const View& view, std::uint32_t kind, std::span<const std::byte> bytes) {
  Counter counter;
  walk(counter, view);
  if (bytes.size() != head_bytes + counter.bytes) return false;
  alignas(8) std::byte head[head_bytes];
  Writer expected{head};
  for (const std::uint8_t byte : mark) expected.field(byte);
  expected.field(version);
  expected.field(std::uint16_t{0});
  for (const std::uint8_t byte : view.program.hash) expected.field(byte);
  expected.field(kind);
  expected.field(static_cast<std::uint32_t>(bytes.size()));
  if (!std::equal(head, head + head_bytes, bytes.begin())) return false;
  alignas(8) std::byte memory[program::limits::case_bytes];
  std::memset(memory, 0, view.layout.size);
  const View read{view.program, view.layout, memory};
  Reader reader{bytes.data() + head_bytes};
  walk(reader, read);
  read.header().now = INT64_MIN;
  if (!sound(read, kind)) return false;
  std::memcpy(view.memory, memory, view.layout.size);
  return true;
}

}  // namespace bylaw::eval
