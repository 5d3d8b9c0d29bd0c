// A case under evaluation: its program, its bytes, and where decisions go. Private to eval; made anew for every call.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "bylaw/decision.hpp"
#include "program/program.hpp"
#include "program/state.hpp"

namespace bylaw::eval {

using program::CaseHeader;
using program::CaseProgram;
using program::CheckpointProgram;
using program::ClockProgram;
using program::ClockState;
using program::DutyProgram;
using program::InstanceState;
using program::LadderState;
using program::LatchState;
using program::Program;

inline constexpr std::int64_t time_none = INT64_MAX;

// Decisions beyond the buffer's end are counted, not written: the caller sees how many there would have been.
struct Out {
  Decision* data = nullptr;
  std::size_t capacity = 0;
  std::size_t count = 0;
  bool may_overflow = false;  // the caller has a copy of the case for when the decisions do not fit
  alignas(Decision) std::byte beyond[sizeof(Decision)];  // takes what does not fit

  Out() {}  // `beyond` is left as it is: most calls never need it
  Out(Decision* d, std::size_t c) : data(d), capacity(c) {}

  std::size_t written() const { return count < capacity ? count : capacity; }
};

struct View {
  const Program& program;
  const CaseProgram& layout;
  std::byte* memory;
  Out* out = nullptr;
  std::uint64_t event_id = 0;        // of the event in hand; 0 while time passes
  std::int64_t step = INT64_MIN;     // instant of the event or advance in hand
  bool rescan = false;               // the case's earliest due has to be looked for again

  CaseHeader& header() const { return *reinterpret_cast<CaseHeader*>(memory); }
  std::uint64_t* known() const { return reinterpret_cast<std::uint64_t*>(memory + layout.known_offset); }
  std::uint64_t* atom_values() const { return reinterpret_cast<std::uint64_t*>(memory + layout.value_offset); }
  std::uint64_t* atoms_known() const { return atom_values() + layout.atom_words; }
  std::int64_t* dues() const { return reinterpret_cast<std::int64_t*>(memory + layout.dues_offset); }
  std::int64_t* anchors() const { return reinterpret_cast<std::int64_t*>(memory + layout.anchors_offset); }

  program::FindingState& finding(const program::FindingProgram& of) const {
    return reinterpret_cast<program::FindingState*>(memory + layout.findings_offset)[of.state];
  }
  std::int64_t& word(const program::FindingProgram& of, std::uint32_t index = 0) const {
    return reinterpret_cast<std::int64_t*>(memory + layout.words_offset)[of.words + index];
  }

  InstanceState& instance(const DutyProgram& duty, std::uint32_t slot) const {
    return *reinterpret_cast<InstanceState*>(memory + duty.instances + std::size_t{duty.stride} * slot);
  }
};

inline ClockState* clocks_of(InstanceState& instance) { return reinterpret_cast<ClockState*>(&instance + 1); }
inline const ClockState* clocks_of(const InstanceState& instance) {
  return reinterpret_cast<const ClockState*>(&instance + 1);
}
inline LatchState* latches_of(const DutyProgram& duty, InstanceState& instance) {
  return reinterpret_cast<LatchState*>(clocks_of(instance) + duty.clocks.count);
}
inline LadderState* ladders_of(const DutyProgram& duty, InstanceState& instance) {
  return reinterpret_cast<LadderState*>(latches_of(duty, instance) + duty.latches.count);
}
inline const LadderState* ladders_of(const DutyProgram& duty, const InstanceState& instance) {
  return ladders_of(duty, const_cast<InstanceState&>(instance));
}
// REQUIRES: duty.kept != 0.
inline program::WaitState& wait_of(const DutyProgram& duty, InstanceState& instance) {
  return *reinterpret_cast<program::WaitState*>(ladders_of(duty, instance) + (duty.ladders.count + 1u) / 2 * 2);
}
inline program::KeptDecision* kept_of(const DutyProgram& duty, InstanceState& instance) {
  return reinterpret_cast<program::KeptDecision*>(&wait_of(duty, instance) + 1);
}

inline State state_of(const InstanceState& instance) { return static_cast<State>(instance.state); }

}  // namespace bylaw::eval
