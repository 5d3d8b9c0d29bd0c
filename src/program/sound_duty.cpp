// A duty: every clock, target and list that an instance may come to, in any state that its fields allow.
#include "program/sound_parts.hpp"

namespace bylaw::program::sound {

namespace {

constexpr std::int64_t most_parts = std::int64_t{1} << 32;  // of a percentage

class Duty {
 public:
  Duty(const CaseOf& of, const DutyProgram& d) : c(of), duty(d) {}

  bool is_sound() const {
    return has_sound_sizes() && has_sound_lists() && has_sound_clocks() && has_sound_targets() && has_sound_checkpoints() &&
           has_sound_parts();
  }

 private:
  bool has_sound_sizes() const {
    const bool counts = duty.slots >= 1 && duty.slots <= limits::slots && duty.must_count <= limits::musts &&
                        duty.clocks.count <= limits::clocks && duty.checkpoints.count <= limits::checkpoints &&
                        duty.extensions.count <= limits::extensions && duty.bounded_pauses.count <= limits::bounded_pauses &&
                        duty.ladders.count <= 0xff && duty.trigger_guards.count >= 1 && duty.trigger_guards.count <= 0xff;
    if (!counts) return false;
    if (duty.calendar_choices < 1 || duty.calendar_editions < 1) return false;
    if (duty.calendar_choices > limits::calendars_of_a_duty || duty.calendar_editions > limits::calendars_of_a_duty) return false;
    if (calendars() > limits::calendars_of_a_duty || duty.clocks.count % duty.calendar_editions != 0) return false;
    if (duty.term_count < 1 || duty.arm_count < 1 || duty.dated_count < 1) return false;
    if (duty.arm_count > limits::variants || duty.dated_count > limits::variants || variants() > limits::variants) return false;
    const std::size_t bytes = sizeof(InstanceState) + duty.clocks.count * sizeof(ClockState) +
                              duty.latches.count * sizeof(LatchState) + duty.ladders.count * sizeof(LadderState);
    const std::size_t waits = duty.kept == 0 ? 0 : sizeof(WaitState) + duty.kept * sizeof(KeptDecision);
    if (duty.timer != none) return duty.stride == 0;
    return duty.stride >= (bytes + 7) / 8 * 8 + waits && duty.stride % 8 == 0 && duty.stride <= limits::case_bytes;
  }

  bool has_sound_lists() const {
    for (std::uint32_t i = 0; i < duty.trigger_guards.count; ++i) {
      if (!c.is_guard(c.program.index_lists[duty.trigger_guards.first + i])) return false;
    }
    if (!c.is_guard(duty.maintain) || !c.are_masks(duty.latches)) return false;
    for (std::uint32_t i = 0; i < duty.must_anchors.count; ++i) {
      if (c.program.index_lists[duty.must_anchors.first + i] >= c.layout.anchor_count) return false;
    }
    if (duty.chosen_by != none && (!c.is_slot(duty.chosen_by) || !is_amount(duty.chosen_first))) return false;
    if (duty.calendar_by != none && (!c.is_slot(duty.calendar_by) || !is_amount(duty.calendar_first))) return false;
    if (!c.are_below(duty.arms, duty.arm_count) || !c.are_below(duty.calendar_arms, duty.calendar_choices)) return false;
    if (duty.untils.count + 1 != duty.dated_count || duty.edition_instants.count + 1 != duty.calendar_editions) return false;
    return c.are_sorted(duty.untils) && c.are_sorted(duty.edition_instants) && c.are_sorted(duty.handbook_editions) &&
           duty.handbook_editions.count <= 0xff;
  }

  bool has_sound_clocks() const {
    for (std::uint32_t i = 0; i < duty.clocks.count; ++i) {
      const ClockProgram& clock = c.program.clocks[duty.clocks.first + i];
      if (clock.day_end > 3 || clock.roll > 2) return false;
      if (clock.measure == MeasureKind::promised && !c.is_slot(clock.slot)) return false;
      if (clock.activation == Activation::anchor && clock.index >= c.layout.anchor_count) return false;
      if (clock.activation == Activation::level && clock.index >= duty.checkpoints.count) return false;
      if (clock.activation == Activation::paused && clock.index >= duty.bounded_pauses.count) return false;
      if (!is_by_calendar(clock.calendars)) return false;
    }
    return true;
  }

  bool has_sound_targets() const {
    const std::uint64_t rows = std::uint64_t{variants()} * duty.term_count;
    const bool has_targets = !duty.no_limit || duty.moved != 0 || duty.extensions.count != 0;
    return (!has_targets || are_targets(duty.targets, rows)) && are_targets(duty.thresholds, rows * duty.checkpoints.count);
  }

  bool has_sound_checkpoints() const {
    if (duty.limit_checkpoint != 0xff && (duty.no_limit || duty.limit_checkpoint >= duty.checkpoints.count)) return false;
    if (duty.withdrawal != 0xff && duty.withdrawal >= duty.checkpoints.count) return false;
    if ((duty.plain || duty.ordered) && duty.clocks.count == 0) return false;
    for (std::uint32_t i = 0; i < duty.checkpoints.count; ++i) {
      const CheckpointProgram& point = c.program.checkpoints[duty.checkpoints.first + i];
      const bool of_ladder = point.kind == CheckpointKind::level || point.kind == CheckpointKind::repeat;
      if (of_ladder && point.ladder >= duty.ladders.count) return false;
      if (point.kind == CheckpointKind::limit && i != duty.limit_checkpoint) return false;
      if (point.kind == CheckpointKind::in_force && duty.maintain == none) return false;
      if ((point.kind == CheckpointKind::withdrawal) != (i == duty.withdrawal)) return false;
      if (point.percent_num < 0 || point.percent_num > most_parts) return false;
      if (point.percent_den < 1 || point.percent_den > most_parts) return false;
      if (!is_by_calendar(point.adjust)) return false;
      // Both are asked of the limit's deadline: the limit itself cannot be.
      const bool of_deadline = point.when == When::before_deadline || point.when == When::open_percent;
      if (of_deadline && i == duty.limit_checkpoint) return false;
    }
    return true;
  }

  bool has_sound_parts() const {
    for (std::uint32_t i = 0; i < duty.extensions.count; ++i) {
      const Extension& extension = c.program.extensions[duty.extensions.first + i];
      if (!is_target(extension.target) || !is_amount(extension.cap)) return false;
      if (extension.has_within && !is_target(extension.within)) return false;
    }
    for (std::uint32_t i = 0; i < duty.bounded_pauses.count; ++i) {
      const BoundedPause& pause = c.program.bounded_pauses[duty.bounded_pauses.first + i];
      if (!std::has_single_bit(pause.reason) || !is_target(pause.most)) return false;
    }
    return !duty.has_not_before || is_target(duty.not_before);
  }

  std::uint32_t calendars() const { return duty.calendar_choices * duty.calendar_editions; }
  std::uint32_t variants() const { return duty.arm_count * duty.dated_count; }

  bool is_by_calendar(Range list) const { return list.count == 0 || list.count == calendars(); }

  // A target names a clock of the first edition.
  bool is_target(const Target& target) const {
    return target.clock < duty.clocks.count / duty.calendar_editions && is_amount(target.amount);
  }

  bool are_targets(std::uint32_t first, std::uint64_t count) const {
    if (first > c.program.targets.size() || count > c.program.targets.size() - first) return false;
    const auto begin = c.program.targets.begin() + first;
    return std::all_of(begin, begin + static_cast<std::ptrdiff_t>(count), [&](const Target& target) { return is_target(target); });
  }

  const CaseOf& c;
  const DutyProgram& duty;
};

}  // namespace

bool is_sound_duty(const CaseOf& c, const DutyProgram& duty) { return Duty(c, duty).is_sound(); }

}  // namespace bylaw::program::sound
