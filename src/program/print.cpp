#include "program/print.hpp"

#include <bit>

#include "program/state.hpp"

namespace bylaw::program {

namespace {

constexpr const char* compare_words[] = {"=", "!=", "<", "<=", ">", ">="};
constexpr const char* effect_words[] = {"stop",   "perform", "answer", "stop ladder", "cancel", "waive",  "extend",        "pause",     "resume",
                                        "anchor", "start",   "begin",  "reopen",      "end case", "withdraw case", "merge case"};
constexpr const char* look_words[] = {"gate", "record", "keep", "destroy", "forbid", "step", "confirm", "show"};
constexpr const char* measure_words[] = {"elapsed", "working", "dates", "working dates", "months", "clock dates",
                                         "clock working dates", "clock months", "at once", "promised"};
constexpr const char* activation_words[] = {"trigger", "anchor", "breach", "level", "paused"};
constexpr const char* checkpoint_words[] = {"warning", "limit", "level", "repeat", "recalendar", "withdrawal", "in force"};
constexpr const char* when_words[] = {"reach", "before deadline", "share of open time", "at"};
constexpr const char* kpi_measure_words[] = {"share", "mean", "count", "percentile"};
constexpr const char* window_words[] = {"", " over day", " over month", " over quarter", " over year"};
constexpr const char* combine_words[] = {"single", "earliest", "latest"};
constexpr const char* day_end_words[] = {"", " to end of day", " to close of business"};
constexpr const char* roll_words[] = {" roll wide", " roll narrow", " roll none"};

template <std::size_t N, class E>
const char* word(const char* const (&words)[N], E value) {
  const auto index = static_cast<std::size_t>(value);
  return index < N ? words[index] : "?";
}

class Printer {
 public:
  explicit Printer(const Program& program) : p_(program) {}

  std::string print() {
    for (const CaseProgram& layout : p_.cases) print_case(layout);
    for (const KpiProgram& kpi : p_.kpis) print_kpi(kpi);
    for (const RatingProgram& rating : p_.ratings) print_rating(rating);
    return std::move(out_);
  }

 private:
  void line(int indent, const std::string& text) {
    out_.append(static_cast<std::size_t>(2 * indent), ' ');
    out_ += text;
    out_ += '\n';
  }

  static std::string number(std::int64_t value) {
    return value == INT64_MAX ? "never" : std::to_string(value);
  }
  static std::string number(std::uint32_t value) { return std::to_string(value); }

  const std::string& fact_of_slot(std::uint32_t slot) const {
    static const std::string nothing = "-";
    return slot == none ? nothing : p_.facts[p_.slots[slot].fact].title.name;
  }
  const std::string& rule(std::uint32_t index) const { return p_.rules[index].title.name; }

  std::string code(Range range) const {
    std::string text;
    for (std::uint32_t i = 0; i < range.count; ++i) {
      const Code& c = p_.code[range.first + i];
      if (!text.empty()) text += ' ';
      switch (c.op) {
        case Op::push_constant: text += number(c.constant); break;
        case Op::push_fact: text += fact_of_slot(c.slot); break;
        case Op::add: text += '+'; break;
        case Op::subtract: text += '-'; break;
      }
    }
    return text;
  }

  std::string atom(const CaseProgram& layout, const Atom& a) const {
    switch (a.kind) {
      case AtomKind::compare: return fact_of_slot(a.slot) + " " + word(compare_words, a.op) + " " + number(a.constant);
      case AtomKind::expression: return code(a.code) + " " + word(compare_words, a.op);
      case AtomKind::known: return fact_of_slot(a.slot) + " is known";
      case AtomKind::has: {
        for (std::uint32_t e = 0; e < layout.plans.count; ++e) {
          const EventPlan& plan = p_.plans[layout.plans.first + e];
          if (plan.has_word == a.word && plan.has_bit == a.bit) return "has " + p_.events[e].title.name;
        }
        return "has ?";
      }
      case AtomKind::member: {
        std::string text = fact_of_slot(a.slot) + " in";
        for (std::uint32_t i = 0; i < a.values.count; ++i) text += " " + number(p_.constants[a.values.first + i]);
        if (a.values.count == 0) text += " any of mask " + number(a.constant);
        return text;
      }
    }
    return "?";
  }

  std::string guard(const CaseProgram& layout, std::uint32_t index) const {
    if (index == none) return "always";
    const Range terms = p_.guards[index].terms;
    if (terms.count == 0) return "never";
    std::string text;
    for (std::uint32_t t = 0; t < terms.count; ++t) {
      if (t > 0) text += " or ";
      const Range masks = p_.guard_terms[terms.first + t].masks;
      if (masks.count == 0) text += "always";
      bool first = true;
      for (std::uint32_t m = 0; m < masks.count; ++m) {
        const Mask& mask = p_.masks[masks.first + m];
        for (std::uint32_t i = 0; i < layout.atoms.count; ++i) {
          const Atom& a = p_.atoms[layout.atoms.first + i];
          if (a.word != mask.word || (a.bit & mask.mask) == 0) continue;
          if (!first) text += " and ";
          first = false;
          text += ((a.bit & mask.want) != 0 ? "(" : "not (") + atom(layout, a) + ")";
        }
      }
    }
    return text;
  }

  std::string where(std::uint32_t index) const {
    if (index == none) return "";
    const Where& w = p_.wheres[index];
    return " where " + p_.facts[w.fact].title.name + " " + word(compare_words, w.op) + " " + number(w.value);
  }

  std::string indices(Range range) const {
    std::string text;
    for (std::uint32_t i = 0; i < range.count; ++i) {
      const std::uint32_t index = p_.index_lists[range.first + i];
      text += " " + (index == none ? std::string("-") : number(index));
    }
    return text;
  }

  // The checkpoints of a set of bits.
  static std::string places(std::uint64_t bits) {
    std::string text;
    for (; bits != 0; bits &= bits - 1) text += " " + std::to_string(std::countr_zero(bits));
    return text.empty() ? " -" : text;
  }

  std::string target(const Target& t) const {
    return "clock " + number(std::uint32_t{t.clock}) + " at " + number(t.amount);
  }

  void print_case(const CaseProgram& layout) {
    line(0, "case " + layout.title.name + ": " + number(layout.size) + " bytes, at most " +
                number(layout.max_decisions) + " decisions");
    for (std::uint32_t i = 0; i < layout.slots.count; ++i) {
      const FactSlot& slot = p_.slots[layout.slots.first + i];
      line(1, "fact " + p_.facts[slot.fact].title.name + ": " + number(std::uint32_t{slot.width}) + " bytes" +
                  (slot.small_first == none ? "" : slot.by_band ? ", atoms by band" : ", atoms by value"));
    }
    for (std::uint32_t i = 0; i < layout.atoms.count; ++i) {
      const Atom& a = p_.atoms[layout.atoms.first + i];
      line(1, "atom " + number(a.word) + "." + std::to_string(std::countr_zero(a.bit)) + ": " + atom(layout, a));
    }
    for (std::uint32_t i = 0; i < layout.tables.count; ++i) print_table(layout, p_.tables[layout.tables.first + i]);
    for (std::uint32_t i = 0; i < layout.duties.count; ++i) print_duty(layout, p_.duties[layout.duties.first + i]);
    print_findings(layout);
    for (std::uint32_t i = 0; i < layout.routines.count; ++i) print_routine(p_.routines[layout.routines.first + i]);
    for (std::uint32_t i = 0; i < layout.plans.count; ++i) print_plan(layout, i);
  }

  void print_rows(const CaseProgram& layout, const char* what, Range rows) {
    for (std::uint32_t i = 0; i < rows.count; ++i) {
      const TableRow& row = p_.table_rows[rows.first + i];
      line(2, std::string(what) + " when " + guard(layout, row.guard) + " then " + number(row.then));
    }
  }

  void print_table(const CaseProgram& layout, const TableProgram& table) {
    std::string when;
    if (table.in_force.from != INT64_MIN) when += " from " + number(table.in_force.from);
    if (table.in_force.until != INT64_MAX) when += " until " + number(table.in_force.until);
    line(1, "table " + rule(table.rule) + " gives " + fact_of_slot(table.result) + (table.unique ? " hit unique" : "") + when);
    print_rows(layout, "override", table.overrides);
    for (std::uint32_t r = 0; r < table.row_count; ++r) {
      std::string text = "row " + number(table.rows_first + r) + ":";
      for (std::uint32_t c = 0; c < table.col_count; ++c) {
        text += " " + number(p_.constants[table.grid + r * table.col_count + c]);
      }
      line(2, text);
    }
    print_rows(layout, "row", table.rows);
    print_rows(layout, "move", table.moves);
    if (table.has_otherwise) line(2, "otherwise " + number(table.otherwise));
    if (table.clamp) line(2, "within " + number(table.first) + " to " + number(table.last));
  }

  void print_clock(std::uint32_t index, const ClockProgram& clock) {
    std::string text = "clock " + number(index) + ": " + word(measure_words, clock.measure) + " from " +
                       word(activation_words, clock.activation);
    if (clock.activation != Activation::trigger && clock.activation != Activation::breach) {
      text += " " + number(std::uint32_t{clock.index});
    }
    if (clock.inclusive) text += " inclusive";
    if (clock.measure == MeasureKind::dates || clock.measure == MeasureKind::months)
      text += word(roll_words, clock.roll);
    text += word(day_end_words, clock.day_end);
    if (clock.cut_off_minute >= 0) text += " cut-off " + std::to_string(clock.cut_off_minute);
    if (clock.slot != none) text += " in " + fact_of_slot(clock.slot) + (clock.promised_is_date ? " (date)" : "");
    if (clock.calendars.count != 0) text += " calendars" + indices(clock.calendars);
    line(2, text);
  }

  void print_checkpoint(const DutyProgram& duty, std::uint32_t index) {
    const CheckpointProgram& point = p_.checkpoints[duty.checkpoints.first + index];
    std::string text = number(index) + ": " + word(checkpoint_words, point.kind);
    if (point.level != 0) text += " " + number(std::uint32_t{point.level});
    text += std::string(", ") + word(when_words, point.when);
    if (point.when == When::at_instant) text += " " + number(point.instant);
    if (point.percent_num != 0) text += " " + number(point.percent_num) + "/" + number(point.percent_den);
    if (point.needs_breach) text += ", after the breach";
    if ((duty.combined >> index & 1) != 0) text += ", combined";
    if ((duty.moved >> index & 1) != 0) text += ", moved";
    if (point.adjust.count != 0) text += ", opening of" + indices(point.adjust);
    line(2, text);
    if (point.when == When::at_instant) return;
    const std::uint32_t variants = duty.arm_count * duty.dated_count;
    for (std::uint32_t v = 0; v < variants; ++v) {
      std::string row = "variant " + number(v) + ":";
      for (std::uint32_t t = 0; t < duty.term_count; ++t) {
        if (t > 0) row += ",";
        row += " " + target(p_.targets[duty.thresholds + (v * duty.checkpoints.count + index) * duty.term_count + t]);
      }
      line(3, row);
    }
  }

  void print_duty(const CaseProgram& layout, const DutyProgram& duty) {
    const std::uint32_t bytes = duty.timer != none ? std::uint32_t{sizeof(TimerState)} : duty.stride;
    std::string head = "duty " + rule(duty.rule) + ": " + number(bytes) + " bytes";
    if (duty.slots > 1) head += " times " + number(std::uint32_t{duty.slots});
    if (duty.term_count > 1) head += std::string(", ") + word(combine_words, duty.combine);
    if (duty.no_limit) head += ", no limit";
    if (duty.ordered) head += ", ordered";
    if (duty.timer != none) head += ", timer";
    line(1, head);
    if (duty.maintain != none) line(2, "maintain " + guard(layout, duty.maintain));
    if (duty.chosen_by != none) {
      line(2,
           "arm by " + fact_of_slot(duty.chosen_by) + " from " + number(duty.chosen_first) + ":" + indices(duty.arms));
    }
    for (std::uint32_t i = 0; i < duty.untils.count; ++i)
      line(2, "dated " + number(p_.constants[duty.untils.first + i]));
    if (duty.calendar_by != none) {
      line(2, "calendar by " + fact_of_slot(duty.calendar_by) + " from " + number(duty.calendar_first) + ":" +
                  indices(duty.calendar_arms));
    }
    for (std::uint32_t i = 0; i < duty.clocks.count; ++i) print_clock(i, p_.clocks[duty.clocks.first + i]);
    for (std::uint32_t i = 0; i < duty.checkpoints.count; ++i) print_checkpoint(duty, i);
    for (std::uint32_t i = 0; i < duty.ladders.count; ++i) {
      const LadderProgram& ladder = p_.ladders[duty.ladders.first + i];
      line(2, "ladder " + rule(ladder.rule) + ": levels" + places(ladder.levels) + ", repeat" + places(ladder.repeat) +
                  ", unanswered" + places(ladder.unanswered) + (ladder.highest_only ? ", highest only" : ""));
    }
    for (std::uint32_t i = 0; i < duty.extensions.count; ++i) {
      const Extension& e = p_.extensions[duty.extensions.first + i];
      line(2, std::string("extend ") + (e.to ? "to " : "by ") + target(e.target) +
                  (e.has_within ? " within " + target(e.within) : "") + (e.cap != 0 ? " cap " + number(e.cap) : ""));
    }
    for (std::uint64_t bits = duty.pauses; bits != 0; bits &= bits - 1) {
      line(2, "pause reason " + std::to_string(std::countr_zero(bits)));
    }
    for (std::uint32_t i = 0; i < duty.bounded_pauses.count; ++i) {
      const BoundedPause& pause = p_.bounded_pauses[duty.bounded_pauses.first + i];
      line(2, "pause reason " + std::to_string(std::countr_zero(pause.reason)) + " at most " + target(pause.most));
    }
    if (duty.has_not_before) line(2, "not before " + target(duty.not_before));
  }

  std::string lasting(const Lasting& l) const { return " " + number(l.amount) + " " + word(measure_words, l.measure); }

  void print_findings(const CaseProgram& layout) {
    const auto head = [&](const char* kind, const FindingProgram& finding) {
      std::string text = std::string(kind) + " " + rule(finding.rule) + ":";
      for (std::uint32_t i = 0; i < finding.facts.count; ++i) {
        text += " " + fact_of_slot(p_.index_lists[finding.facts.first + i]);
      }
      return text;
    };
    for (std::uint32_t i = 0; i < layout.disclosures.count; ++i) {
      const DisclosureProgram& d = p_.disclosures[layout.disclosures.first + i];
      line(1, head("disclosure", d.finding) + guarded(layout, d.scope) + (d.confirm ? " confirmed" : "") +
                  (d.confirm_after_show ? " after show" : "") + (d.valid ? " valid" + lasting(d.lasts) : ""));
    }
    for (std::uint32_t i = 0; i < layout.records.count; ++i) {
      const RecordProgram& r = p_.records[layout.records.first + i];
      line(1, head("record", r.finding) + guarded(layout, r.when) + ", " + number(r.fields) + " fields" +
                  (r.keep ? " kept" + lasting(r.kept) : ""));
    }
    for (std::uint32_t i = 0; i < layout.prohibitions.count; ++i) {
      const ProhibitionProgram& f = p_.prohibitions[layout.prohibitions.first + i];
      line(1, head("forbid", f.finding) + guarded(layout, f.holds) +
                  (f.more_than > 0 ? ", more than " + number(std::uint32_t{f.more_than}) + " within" + lasting(f.within) : ""));
    }
    for (std::uint32_t i = 0; i < layout.sequences.count; ++i) {
      const SequenceProgram& s = p_.sequences[layout.sequences.first + i];
      line(1, head("sequence", s.finding) + " " + number(std::uint32_t{s.steps}) + " steps" + (s.strict ? " strict" : ""));
    }
  }

  void print_routine(const RoutineProgram& r) {
    line(1, "routine " + rule(r.rule) + ": every" + lasting(r.every) + (r.since_last ? " since last" : "") +
                (r.has_grace ? ", limit" + lasting(r.grace) + word(day_end_words, r.grace_day_end) : "") +
                (r.from_event ? ", begun by an event" : "") + ", " + number(std::uint32_t{r.must_count}) + " events");
  }

  std::string guarded(const CaseProgram& layout, std::uint32_t index) const {
    return index == none ? "" : " when " + guard(layout, index);
  }

  const std::string& rule_of(const Look& look) const {
    switch (look.kind) {
      case LookKind::record:
      case LookKind::keep:
      case LookKind::destroy: return rule(p_.records[look.target].finding.rule);
      case LookKind::forbid: return rule(p_.prohibitions[look.target].finding.rule);
      case LookKind::step: return rule(p_.sequences[look.target].finding.rule);
      default: return rule(p_.disclosures[look.target].finding.rule);
    }
  }

  void print_plan(const CaseProgram& layout, std::uint32_t event) {
    const EventPlan& plan = p_.plans[layout.plans.first + event];
    if (!plan.happens) return;
    std::string head = "event " + p_.events[event].title.name;
    for (std::uint32_t i = 0; i < plan.fields.count; ++i) {
      const PlanField& field = p_.plan_fields[plan.fields.first + i];
      head += (i == 0 ? " { " : ", ") + p_.facts[field.fact].title.name + (field.slot != none ? "" : " (not read)");
    }
    line(1, head + (plan.fields.count != 0 ? " }" : ""));
    for (std::uint32_t i = 0; i < plan.looks.count; ++i) {
      const Look& look = p_.looks[plan.looks.first + i];
      const std::string step = look.kind == LookKind::step ? " " + number(std::uint32_t{look.detail}) : "";
      line(2, word(look_words, look.kind) + (" " + rule_of(look)) + step + where(look.where) + guarded(layout, look.guard));
    }
    for (std::uint32_t i = 0; i < plan.reactions.count; ++i) {
      const Reaction& reaction = p_.reactions[plan.reactions.first + i];
      std::string text = word(effect_words, reaction.effect);
      const bool of_routine = reaction.effect == Effect::perform || reaction.effect == Effect::begin;
      if (of_routine) text += " " + rule(p_.routines[reaction.target].rule);
      else if (reaction.target != none) text += " " + rule(p_.duties[reaction.target].rule);
      if (reaction.effect < Effect::reopen && reaction.effect != Effect::cancel && reaction.effect != Effect::waive &&
          reaction.effect != Effect::begin) {
        text += " " + number(std::uint32_t{reaction.detail});
      }
      text += where(reaction.where);
      if (reaction.guard != none) text += " when " + guard(layout, reaction.guard);
      line(2, text);
    }
  }

  // ---- figures

  std::string figure(const KpiFigure& f, bool compared) const {
    const std::string scale = f.scale != 0 ? " / 10^" + number(std::uint32_t{f.scale}) : "";
    return (compared ? word(compare_words, f.op) + std::string(" ") : "") + number(f.mantissa) + scale;
  }

  std::string kpi_event(const KpiEvent& e) const {
    std::string text = p_.events[e.event].title.name;
    if (e.where.fact != none) {
      text += " where " + p_.facts[e.where.fact].title.name + " " + word(compare_words, e.where.op) + " " + number(e.where.value);
    }
    return text;
  }

  // Postfix, as it is asked.
  std::string kpi_code(Range code) const {
    std::string text;
    for (std::uint32_t i = 0; i < code.count; ++i) {
      const KpiCode& c = p_.kpi_code[code.first + i];
      text += ' ';
      switch (c.op) {
        case KpiOp::constant: text += number(c.value); break;
        case KpiOp::fact: text += p_.facts[c.index].title.name; break;
        case KpiOp::add: text += '+'; break;
        case KpiOp::subtract: text += '-'; break;
        case KpiOp::compare: text += word(compare_words, c.compare); break;
        case KpiOp::member:
          text += "(" + p_.facts[c.index].title.name + " in";
          for (std::uint32_t v = 0; v < c.values.count; ++v) text += " " + number(p_.constants[c.values.first + v]);
          text += c.values.count == 0 ? " any of mask " + number(c.value) + ")" : ")";
          break;
        case KpiOp::known: text += "(" + p_.facts[c.index].title.name + " is known)"; break;
        case KpiOp::has: text += "(has " + p_.events[c.index].title.name + ")"; break;
        case KpiOp::both: text += "and"; break;
        case KpiOp::either: text += "or"; break;
        case KpiOp::negate: text += "not"; break;
        case KpiOp::always: text += "always"; break;
      }
    }
    return text;
  }

  void print_bands(Range bands) {
    for (std::uint32_t i = 0; i < bands.count; ++i) {
      const KpiBand& band = p_.kpi_bands[bands.first + i];
      line(1, "band " + band.name + ": " + figure(band.figure, true));
    }
  }

  void print_kpi(const KpiProgram& kpi) {
    std::string head = "kpi " + rule(kpi.rule) + ": " + word(kpi_measure_words, kpi.measure);
    if (kpi.measure == KpiMeasure::percentile) head += " " + number(std::uint32_t{kpi.percentile});
    if (kpi.of != none) {
      head += " of " + rule(kpi.of) + ", state " + number(std::uint32_t{kpi.state});
    } else {
      if (kpi.fact != none) head += " of " + p_.facts[kpi.fact].title.name + " at";
      head += (kpi.to.event != none ? " of time from " : kpi.fact != none ? " " : " of ") + kpi_event(kpi.event);
      if (kpi.to.event != none) head += " to " + kpi_event(kpi.to);
    }
    line(0, head + word(window_words, kpi.window) + (kpi.calendar == none ? "" : " in the zone of calendar " + number(kpi.calendar)));
    std::string cases = "cases";
    for (std::uint32_t i = 0; i < kpi.cases.count; ++i) cases += " " + p_.cases[p_.index_lists[kpi.cases.first + i]].title.name;
    line(1, cases);
    for (std::uint32_t i = 0; i < kpi.by.count; ++i) line(1, "by " + p_.facts[p_.index_lists[kpi.by.first + i]].title.name);
    if (kpi.when.count != 0) line(1, "when" + kpi_code(kpi.when));
    if (kpi.exclude.count != 0) line(1, "exclude" + kpi_code(kpi.exclude));
    if (kpi.decimals != 0) line(1, "decimals " + number(std::uint32_t{kpi.decimals}));
    if (kpi.target.given) line(1, "target " + figure(kpi.target, true));
    if (kpi.growth.given) line(1, "growth " + figure(kpi.growth, true));
    print_bands(kpi.bands);
  }

  void print_rating(const RatingProgram& rating) {
    line(0, "rating " + rule(rating.rule));
    for (std::uint32_t i = 0; i < rating.parts.count; ++i) {
      const RatingPart& part = p_.rating_parts[rating.parts.first + i];
      line(1, "of " + rule(p_.kpis[part.kpi].rule) + (part.weight.given ? ", weight " + figure(part.weight, false) : ""));
    }
    print_bands(rating.bands);
  }

  const Program& p_;
  std::string out_;
};

}  // namespace

std::string print(const Program& program) { return Printer(program).print(); }

}  // namespace bylaw::program
