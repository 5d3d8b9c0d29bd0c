// The second pass: each kind of case against its own layout.
#include "program/calendar_tables.hpp"
#include "program/most_decisions.hpp"
#include "program/sound.hpp"
#include "program/sound_parts.hpp"

namespace bylaw::program {

namespace {

using sound::CaseOf;
using sound::contains;

// The parts of a case's bytes: inside it, aligned, none over another.
class Bytes {
 public:
  explicit Bytes(std::uint32_t size) : size_(size) {}

  void take(std::uint64_t offset, std::uint64_t bytes, std::uint64_t alignment) {
    if (bytes == 0) return;
    good_ = good_ && offset % alignment == 0 && offset >= sizeof(CaseHeader) && offset <= size_ && bytes <= size_ - offset;
    parts_.push_back({static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(std::min<std::uint64_t>(bytes, size_))});
  }

  bool are_apart() {
    std::sort(parts_.begin(), parts_.end(), [](Range a, Range b) { return a.first < b.first; });
    for (std::size_t i = 1; i < parts_.size() && good_; ++i) {
      good_ = parts_[i].first - parts_[i - 1].first >= parts_[i - 1].count;
    }
    return good_;
  }

 private:
  std::uint32_t size_;
  bool good_ = true;
  std::vector<Range> parts_;
};

class CaseTest {
 public:
  CaseTest(const Program& p, const CaseProgram& l, PackFault& f) : c{p, l}, program(p), layout(l), fault(f) {}

  bool is_sound() {
    return has_sound_layout() && has_sound_slots() && has_sound_atoms() && has_sound_tables() && has_sound_plans() &&
           has_sound_duties() && has_sound_timers() && has_sound_findings() && has_sound_routines() && layout.max_decisions >= most_decisions(program, layout);
  }

 private:
  template <class T, class F>
  bool each(const char* part, const std::vector<T>& items, Range range, F test) {
    const PackFault of_case = fault;
    for (std::uint32_t i = 0; i < range.count; ++i) {
      fault = {part, range.first + i};
      if (!test(items[range.first + i], range.first + i)) return false;
    }
    fault = of_case;
    return true;
  }

  bool has_sound_layout() {
    if (layout.size > limits::case_bytes || layout.size % 8 != 0 || layout.size < sizeof(CaseHeader)) return false;
    if (layout.anchor_count > limits::anchors || layout.always_known.count != layout.atom_words) return false;
    Bytes bytes(layout.size);
    bytes.take(layout.known_offset, std::uint64_t{8} * layout.known_words, 8);
    bytes.take(layout.value_offset, std::uint64_t{16} * layout.atom_words, 8);
    bytes.take(layout.anchors_offset, std::uint64_t{8} * layout.anchor_count, 8);
    bytes.take(layout.dues_offset, std::uint64_t{8} * layout.instances.count, 8);
    bytes.take(layout.findings_offset, sizeof(FindingState) * std::uint64_t{layout.finding_count}, 2);
    bytes.take(layout.routines_offset, sizeof(RoutineState) * std::uint64_t{layout.routines.count}, 8);
    bytes.take(layout.words_offset, std::uint64_t{8} * layout.word_count, 8);
    for (std::uint32_t i = 0; i < layout.slots.count; ++i) {
      const FactSlot& slot = program.slots[layout.slots.first + i];
      if (!std::has_single_bit(slot.width) || slot.width > 8) return false;
      bytes.take(slot.offset, slot.width, slot.width);
    }
    for (std::uint32_t d = 0; d < layout.duties.count; ++d) {
      const DutyProgram& duty = program.duties[layout.duties.first + d];
      if (duty.slots < 1 || duty.stride % 8 != 0) return false;
      if (duty.timer != none) {
        if (duty.stride != 0) return false;
        continue;
      }
      bytes.take(duty.instances, std::uint64_t{duty.stride} * duty.slots, 8);
    }
    for (std::uint32_t i = 0; i < layout.pauses.count; ++i) {
      bytes.take(program.pauses[layout.pauses.first + i].state, sizeof(PauseState), 8);
    }
    for (std::uint32_t i = 0; i < layout.timers.count; ++i) {
      const TimerProgram& timer = program.timers[layout.timers.first + i];
      bytes.take(timer.states, sizeof(TimerState) * std::uint64_t{timer.slots}, 8);
      const std::uint64_t latches = program.duties[timer.duty].latches.count;
      const std::uint64_t passed = latches != 0 && timer.reasons != 0 ? timer.point_count : 0;
      bytes.take(timer.latches, (sizeof(LatchState) * latches + sizeof(std::int64_t) * passed) * timer.slots, 8);
    }
    return bytes.are_apart();
  }

  static bool fits(const FactSlot& slot) {
    if (slot.first > slot.last) return false;
    if (slot.width == 8) return true;
    const std::int64_t half = std::int64_t{1} << (8 * slot.width - 1);
    return slot.first >= -half && slot.last < half;
  }

  bool has_sound_slots() {
    std::vector<std::uint64_t> used(layout.known_words, 0);
    return each("slots", program.slots, layout.slots, [&](const FactSlot& slot, std::uint32_t) {
      if (slot.known_word >= layout.known_words || !std::has_single_bit(slot.known_bit)) return false;
      if ((used[slot.known_word] & slot.known_bit) != 0) return false;
      used[slot.known_word] |= slot.known_bit;
      const Fact& fact = program.facts[slot.fact];
      if (!fits(slot) || fact.first < slot.first || fact.last > slot.last) return false;
      if (fact.type == FieldType::text && (slot.first > 0 || slot.last < 0)) return false;  // the empty text
      if (!has_sound_small(slot)) return false;
      for (std::uint32_t i = 0; i < slot.atoms.count; ++i) {
        if (!contains(layout.atoms, program.atom_lists[slot.atoms.first + i])) return false;
      }
      return lists_inside(slot.tables, layout.tables) && lists_inside(slot.duties, layout.duties);
    });
  }

  bool lists_inside(Range list, Range range) const {
    for (std::uint32_t i = 0; i < list.count; ++i) {
      if (!contains(range, program.index_lists[list.first + i])) return false;
    }
    return true;
  }

  bool has_sound_small(const FactSlot& slot) const {
    if (slot.small_first == none) return true;
    if (slot.atom_word >= layout.atom_words || slot.small_count == 0 || slot.small_count > 64) return false;
    if (slot.small_first > program.small.size() || slot.small_count > program.small.size() - slot.small_first) return false;
    if (slot.by_band) {
      if (!c.are_sorted(slot.cuts) || slot.cuts.count + 1u != slot.small_count) return false;
    } else if (static_cast<std::uint64_t>(slot.last) - static_cast<std::uint64_t>(slot.first) != slot.small_count - 1u) {
      return false;
    }
    const auto begin = program.small.begin() + slot.small_first;
    return std::all_of(begin, begin + slot.small_count, [&](std::uint64_t bits) { return (bits & ~slot.atom_mask) == 0; });
  }

  bool has_sound_atoms() {
    return each("atoms", program.atoms, layout.atoms, [&](const Atom& atom, std::uint32_t) {
      if (atom.word >= layout.atom_words || !std::has_single_bit(atom.bit)) return false;
      if (atom.slot != none && !c.is_slot(atom.slot)) return false;
      if (!c.are_sorted(atom.values)) return false;
      return atom.kind != AtomKind::expression || keeps_its_stack(atom.code);
    });
  }

  // Leaves left and right, never more than the stack holds.
  bool keeps_its_stack(Range code) const {
    std::uint32_t depth = 0;
    for (std::uint32_t i = 0; i < code.count; ++i) {
      const Code& one = program.code[code.first + i];
      if (one.op == Op::push_constant || one.op == Op::push_fact) {
        if (one.op == Op::push_fact && !c.is_slot(one.slot)) return false;
        if (++depth > code_stack) return false;
      } else {
        if (depth < 2) return false;
        --depth;
      }
    }
    return depth == 2;
  }

  bool has_sound_tables() {
    return each("tables", program.tables, layout.tables, [&](const TableProgram& table, std::uint32_t) {
      if (!c.is_slot(table.result) || !c.are_sorted(table.editions) || table.editions.count > 0xff) return false;
      const FactSlot& result = program.slots[table.result];
      const auto fits_result = [&](std::int64_t value) { return value >= result.first && value <= result.last; };
      if (table.clamp && (table.first > table.last || !fits_result(table.first) || !fits_result(table.last))) return false;
      if (table.moves.count != 0 && !table.clamp) return false;
      if (table.has_otherwise && !fits_result(table.otherwise)) return false;
      const auto are_rows = [&](Range rows, bool are_results) {
        for (std::uint32_t i = 0; i < rows.count; ++i) {
          const TableRow& row = program.table_rows[rows.first + i];
          if (!c.is_guard(row.guard) || (are_results ? !fits_result(row.then) : !sound::is_amount(row.then))) return false;
          // A move is added to it.
          if (table.moves.count != 0 && !sound::is_amount(row.then)) return false;
        }
        return true;
      };
      if (!are_rows(table.rows, true) || !are_rows(table.overrides, true) || !are_rows(table.moves, false)) return false;
      if (!table.matrix) return true;
      if (!is_axis(table.rows_slot, table.rows_first) || !is_axis(table.cols_slot, table.cols_first)) return false;
      const std::uint64_t cells = std::uint64_t{table.row_count} * table.col_count;
      if (table.grid > program.constants.size() || cells > program.constants.size() - table.grid) return false;
      const auto begin = program.constants.begin() + table.grid;
      return std::all_of(begin, begin + static_cast<std::ptrdiff_t>(cells), [&](std::int64_t value) {
        return fits_result(value) && (table.moves.count == 0 || sound::is_amount(value));
      });
    });
  }

  // The fact's values, less the first, are numbers.
  bool is_axis(std::uint32_t slot, std::int64_t first) const {
    return c.is_slot(slot) && sound::is_amount(first) && sound::is_amount(program.slots[slot].first) &&
           sound::is_amount(program.slots[slot].last);
  }

  bool has_sound_plans() {
    if (layout.plans.count != program.events.size()) return false;
    return each("plans", program.plans, layout.plans, [&](const EventPlan& plan, std::uint32_t) {
      for (std::uint32_t i = 0; i < plan.fields.count; ++i) {
        const PlanField& field = program.plan_fields[plan.fields.first + i];
        const Fact& fact = program.facts[field.fact];
        if (i > 0 && field.fact <= program.plan_fields[plan.fields.first + i - 1].fact) return false;
        if (field.first < fact.first || field.last > fact.last || field.text != (fact.type == FieldType::text)) return false;
        if (field.slot != none && (!c.is_slot(field.slot) || program.slots[field.slot].fact != field.fact)) return false;
      }
      if (plan.has_word != none && (plan.has_word >= layout.atom_words || !std::has_single_bit(plan.has_bit))) return false;
      for (std::uint32_t i = 0; i < plan.reactions.count; ++i) {
        if (!is_sound_reaction(program.reactions[plan.reactions.first + i])) return false;
      }
      for (std::uint32_t i = 0; i < plan.looks.count; ++i) {
        if (!is_sound_look(program.looks[plan.looks.first + i])) return false;
      }
      return true;
    });
  }

  bool is_sound_reaction(const Reaction& reaction) const {
    if (!c.is_guard(reaction.guard)) return false;
    const bool of_duty = reaction.effect != Effect::perform && reaction.effect != Effect::begin && contains(layout.duties, reaction.target);
    if (reaction.timer != (of_duty ? program.duties[reaction.target].timer : none)) return false;
    switch (reaction.effect) {
      case Effect::pause:
      case Effect::resume: return reaction.target == none && reaction.detail < limits::pause_reasons;
      case Effect::anchor: return reaction.target == none && reaction.detail < layout.anchor_count;
      case Effect::end_case:
      case Effect::withdraw_case:
      case Effect::merge_case: return reaction.target == none;
      default: break;
    }
    if (reaction.effect == Effect::perform || reaction.effect == Effect::begin) {
      return contains(layout.routines, reaction.target) &&
             (reaction.effect == Effect::begin || reaction.detail < program.routines[reaction.target].must_count);
    }
    if (!contains(layout.duties, reaction.target)) return false;
    const DutyProgram& duty = program.duties[reaction.target];
    switch (reaction.effect) {
      case Effect::stop: return reaction.detail < duty.must_count;
      case Effect::answer:
      case Effect::stop_ladder: return reaction.detail < duty.ladders.count;
      case Effect::waive: return duty.waived_by != none && duty.waived_because != none;
      case Effect::extend: return reaction.detail < duty.extensions.count;
      case Effect::start: return reaction.detail < duty.trigger_guards.count;
      default: return true;
    }
  }

  bool is_sound_look(const Look& look) const {
    if (!c.is_guard(look.guard)) return false;
    switch (look.kind) {
      case LookKind::gate:
      case LookKind::confirm:
      case LookKind::show: return contains(layout.disclosures, look.target);
      case LookKind::record: return contains(layout.records, look.target);
      case LookKind::keep:
      case LookKind::destroy: return contains(layout.records, look.target) && program.records[look.target].keep;
      case LookKind::forbid: return contains(layout.prohibitions, look.target);
      case LookKind::step:
        return contains(layout.sequences, look.target) && look.detail < program.sequences[look.target].steps;
    }
    return false;
  }

  bool has_sound_duties() {
    std::uint32_t instances = 0;
    const bool good = each("duties", program.duties, layout.duties, [&](const DutyProgram& duty, std::uint32_t index) {
      if (!sound::is_sound_duty(c, duty) || duty.first_instance != instances) return false;
      for (std::uint32_t slot = 0; slot < duty.slots; ++slot, ++instances) {
        if (instances >= layout.instances.count) return false;
        const Instance& instance = program.instances[layout.instances.first + instances];
        if (instance.duty != index || instance.timer != duty.timer || instance.slot != slot) return false;
      }
      return true;
    });
    return good && instances == layout.instances.count;
  }

  bool has_sound_timers() {
    const auto is_kept = [&](const DutyProgram& duty) { return duty.timer == none || contains(layout.timers, duty.timer); };
    std::uint32_t others = 0;
    for (std::uint32_t d = 0; d < layout.duties.count; ++d) {
      const DutyProgram& duty = program.duties[layout.duties.first + d];
      if (!is_kept(duty)) return false;
      if (duty.timer != none) continue;
      if (others >= layout.others.count || program.index_lists[layout.others.first + others] != layout.duties.first + d) return false;
      ++others;
    }
    if (others != layout.others.count) return false;
    return each("timers", program.timers, layout.timers,
                [&](const TimerProgram& timer, std::uint32_t index) { return is_sound_timer(timer, index); }) &&
           each("pauses", program.pauses, layout.pauses, [&](const PauseProgram& pause, std::uint32_t) {
             for (std::uint32_t i = 0; i < pause.timers.count; ++i) {
               const std::uint32_t timer = program.index_lists[pause.timers.first + i];
               if (!contains(layout.timers, timer) || program.timers[timer].pause != pause.state) return false;
             }
             return pause.reasons != 0;
           });
  }

  bool is_sound_timer(const TimerProgram& timer, std::uint32_t index) const {
    if (!contains(layout.duties, timer.duty)) return false;
    const DutyProgram& duty = program.duties[timer.duty];
    if (duty.timer != index || timer.slots != duty.slots || timer.triggers != duty.triggers) return false;
    if (timer.dues != layout.dues_offset + 8 * duty.first_instance) return false;
    if (timer.point_count < 1 || timer.point_count != duty.checkpoints.count || timer.limit >= timer.point_count) return false;
    const std::uint64_t points = std::uint64_t{duty.arm_count} * duty.dated_count * timer.point_count;
    if (timer.points > program.timer_points.size() || points > program.timer_points.size() - timer.points) return false;
    for (std::uint64_t i = 0; i < points; ++i) {
      const TimerPoint& point = program.timer_points[timer.points + i];
      if (!sound::is_amount(point.amount)) return false;
      if (point.kind == CheckpointKind::level && point.ladder >= duty.ladders.count) return false;
    }
    if (timer.reasons == 0) return true;
    for (std::uint32_t i = 0; i < layout.pauses.count; ++i) {
      const PauseProgram& pause = program.pauses[layout.pauses.first + i];
      if (pause.state == timer.pause) return pause.reasons == timer.reasons;
    }
    return false;
  }

  bool is_sound_finding(const FindingProgram& finding, std::uint32_t words) const {
    return finding.state < layout.finding_count && std::uint64_t{finding.words} + words <= layout.word_count &&
           finding.facts.count <= limits::facts_of_finding && c.are_slots(finding.facts) && c.are_sorted(finding.editions) &&
           finding.editions.count <= 0xff;
  }

  bool is_sound_lasting(const Lasting& lasting) const {
    return lasting.measure <= MeasureKind::clock_months && lasting.roll <= 2 && sound::is_amount(lasting.amount) &&
           c.are_sorted(lasting.published);
  }

  bool has_sound_routines() {
    return each("routines", program.routines, layout.routines, [&](const RoutineProgram& routine, std::uint32_t) {
      return routine.state < layout.routines.count && routine.must_count <= limits::musts && routine.grace_day_end <= 3 &&
             is_sound_lasting(routine.every) && routine.every.amount >= 1 && is_sound_lasting(routine.grace) &&
             c.are_sorted(routine.editions) && routine.editions.count <= 0xff;
    });
  }

  bool has_sound_findings() {
    return each("disclosures", program.disclosures, layout.disclosures,
                [&](const DisclosureProgram& rule, std::uint32_t) {
                  return is_sound_finding(rule.finding, rule.valid ? 2 : 0) && c.is_guard(rule.scope) &&
                         is_sound_lasting(rule.lasts);
                }) &&
           each("records", program.records, layout.records,
                [&](const RecordProgram& rule, std::uint32_t) {
                  return is_sound_finding(rule.finding, rule.keep ? 1 : 0) && c.is_guard(rule.when) &&
                         rule.fields <= rule.finding.facts.count && is_sound_lasting(rule.kept);
                }) &&
           each("prohibitions", program.prohibitions, layout.prohibitions,
                [&](const ProhibitionProgram& rule, std::uint32_t) {
                  return is_sound_finding(rule.finding, rule.more_than) && c.is_guard(rule.holds) && is_sound_lasting(rule.within);
                }) &&
           each("sequences", program.sequences, layout.sequences, [&](const SequenceProgram& rule, std::uint32_t) {
             if (!is_sound_finding(rule.finding, 1) || rule.steps > limits::steps || rule.may_skip.count != rule.steps) return false;
             for (std::uint32_t i = 0; i < rule.steps; ++i) {
               const std::uint32_t guard = program.index_lists[rule.may_skip.first + i];
               if (guard == never_skipped) continue;
               if ((guard != none && guard >= program.guards.size()) || !c.is_guard(guard)) return false;
             }
             return true;
           });
  }

  CaseOf c;
  const Program& program;
  const CaseProgram& layout;
  PackFault& fault;
};

}  // namespace

// Conditions of KPIs are postfix code over facts and events: one value is left, and the stack holds.
static bool is_sound_kpi_code(const Program& program, Range code) {
  constexpr std::uint32_t deepest = 64;
  std::uint32_t depth = 0;
  for (std::uint32_t i = 0; i < code.count; ++i) {
    const KpiCode& one = program.kpi_code[code.first + i];
    switch (one.op) {
      case KpiOp::fact:
      case KpiOp::known:
      case KpiOp::member:
        if (one.index >= program.facts.size()) return false;
        ++depth;
        break;
      case KpiOp::has:
        if (one.index >= program.events.size()) return false;
        ++depth;
        break;
      case KpiOp::always:
      case KpiOp::constant: ++depth; break;
      case KpiOp::negate:
        if (depth < 1) return false;
        break;
      default:
        if (depth < 2) return false;
        --depth;
    }
    if (depth > deepest) return false;
  }
  return code.count == 0 || depth == 1;
}

static bool is_sound_kpi(const Program& program, const KpiProgram& kpi) {
  constexpr std::uint8_t most_decimals = 18;
  if (kpi.decimals > most_decimals || kpi.percentile > 100 || (kpi.state > 11 && kpi.state != kpi_waived)) return false;
  if (kpi.target.scale > most_decimals || kpi.growth.scale > most_decimals) return false;
  for (std::uint32_t i = 0; i < kpi.bands.count; ++i) {
    const KpiFigure& figure = program.kpi_bands[kpi.bands.first + i].figure;
    if (figure.scale > most_decimals || (figure.op != Compare::greater_equal && figure.op != Compare::less_equal)) return false;
  }
  return is_sound_kpi_code(program, kpi.when) && is_sound_kpi_code(program, kpi.exclude);
}

bool is_sound(const Program& program, PackFault& fault) {
  for (std::uint32_t i = 0; i < program.kpis.size(); ++i) {
    fault = {"kpis", i};
    if (!is_sound_kpi(program, program.kpis[i])) return false;
  }

  for (std::uint32_t i = 0; i < program.calendars.size(); ++i) {
    fault = {"calendars", i};
    if (!is_sound(program.calendars[i])) return false;
  }
  for (std::uint32_t i = 0; i < program.events.size(); ++i) {
    fault = {"events", i};
    const EventKind& event = program.events[i];
    if (!std::is_sorted(event.fields.begin(), event.fields.end())) return false;
    if (!std::is_sorted(event.cases.begin(), event.cases.end())) return false;
  }
  for (std::uint32_t i = 0; i < program.cases.size(); ++i) {
    fault = {"cases", i};
    if (!CaseTest(program, program.cases[i], fault).is_sound()) return false;
  }
  return true;
}

}  // namespace bylaw::program
