// The fields of every record of a program, told once: hash, writer, reader and the test of bounds all walk this description.
// A record is taken apart into all of its fields, so that one added later does not compile until it is named here, with what it
// is: a plain value, an index, a range, or one of the two kinds that do not decide.
//
// An archive has `operator()(fields…)` for the fields of one record and `table(name, vector)` for a vector of the program; what
// it does with one field it is told by `walk_field` below.
#pragma once
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "program/field_kinds.hpp"
#include "program/program.hpp"

namespace bylaw::program::fields {

// ---- The records --------------------------------------------------------------------------------------------------

template <class X, class T>
concept Some = std::same_as<std::remove_const_t<X>, T>;

template <class A, Some<Range> X>
void describe(A& a, X& x) {
  auto& [first, count] = x;
  a(first, count);
}

template <class A, Some<Title> X>
void describe(A& a, X& x) {
  auto& [name, label, en, zh] = x;
  a(name, note(label), note(en), note(zh));
}

template <class A, Some<Fact> X>
void describe(A& a, X& x) {
  auto& [title, type, first, last, decimals, currency, given_by_table, values] = x;
  a(title, type, first, last, decimals, currency, given_by_table, values);
}

template <class A, Some<EventKind> X>
void describe(A& a, X& x) {
  auto& [title, of_facts, of_cases] = x;
  a(title, of_facts, of_cases);
}

template <class A, Some<Clause> X>
void describe(A& a, X& x) {
  auto& [title, handbook] = x;
  a(title, handbook);
}

template <class A, Some<Rule> X>
void describe(A& a, X& x) {
  auto& [title, kind, clause, bearer, of, violation_grade, violation, notify, of_facts, steps, version, language, fingerprint] = x;
  a(title, kind, index_or_none(clause, &Program::clauses), index_or_none(bearer, &Program::roles),
    index_or_none(of, &Program::rules), violation_grade, violation, notify, of_facts, steps, version, language,
    note(fingerprint));
}

template <class A, Some<DayNote> X>
void describe(A& a, X& x) {
  auto& [first, last, off, label] = x;
  a(first, last, off, label);
}

template <class A, Some<Handbook> X>
void describe(A& a, X& x) {
  auto& [title, editions] = x;
  a(title, editions);
}

template <class A, Some<Mask> X>
void describe(A& a, X& x) {
  auto& [word, mask, want] = x;
  a(word, mask, want);
}

template <class A, Some<GuardTerm> X>
void describe(A& a, X& x) {
  auto& [masks] = x;
  a(run(masks, &Program::masks));
}

template <class A, Some<Guard> X>
void describe(A& a, X& x) {
  auto& [terms, plain, mask] = x;
  a(run(terms, &Program::guard_terms), derived(plain), derived(mask));
}

template <class A, Some<Atom> X>
void describe(A& a, X& x) {
  auto& [kind, op, word, bit, slot, constant, values, code] = x;
  a(kind, op, word, bit, index_or_none(slot, &Program::slots), constant, run(values, &Program::constants),
    run(code, &Program::code));
}

template <class A, Some<Code> X>
void describe(A& a, X& x) {
  auto& [op, slot, constant] = x;
  a(op, index_or_none(slot, &Program::slots), constant);
}

template <class A, Some<FactSlot> X>
void describe(A& a, X& x) {
  auto& [fact, offset, width, known_word, known_bit, atoms, small_first, small_count, cuts, by_band, first, last, atom_word,
         atom_mask, tables, duties, known_at, values_at, atoms_known_at] = x;
  a(index(fact, &Program::facts), offset, width, known_word, known_bit, run(atoms, &Program::atom_lists), small_first,
    small_count, run(cuts, &Program::constants), by_band, first, last, atom_word, atom_mask, list(tables, &Program::tables), list(duties, &Program::duties),
    derived(known_at), derived(values_at), derived(atoms_known_at));
}

template <class A, Some<Where> X>
void describe(A& a, X& x) {
  auto& [fact, op, value] = x;
  a(index(fact, &Program::facts), op, value);
}

template <class A, Some<Reaction> X>
void describe(A& a, X& x) {
  auto& [effect, detail, target, guard, where, timer, test, way] = x;
  a(effect, detail, target, index_or_none(guard, &Program::guards), index_or_none(where, &Program::wheres),
    index_or_none(timer, &Program::timers), derived(test), derived(way));
}

template <class A, Some<PlanField> X>
void describe(A& a, X& x) {
  auto& [fact, slot, first, last, text] = x;
  a(index(fact, &Program::facts), index_or_none(slot, &Program::slots), first, last, text);
}

template <class A, Some<EventPlan> X>
void describe(A& a, X& x) {
  auto& [happens, carried, reactions, has_word, has_bit, any_pause, looks] = x;
  a(happens, run(carried, &Program::plan_fields), run(reactions, &Program::reactions), has_word, has_bit, any_pause, run(looks, &Program::looks));
}

template <class A, Some<Look> X>
void describe(A& a, X& x) {
  auto& [kind, detail, target, where, guard, test] = x;
  a(kind, detail, target, index_or_none(where, &Program::wheres), index_or_none(guard, &Program::guards), derived(test));
}

template <class A, Some<InForce> X>
void describe(A& a, X& x) {
  auto& [from, until] = x;
  a(from, until);
}

template <class A, Some<FindingProgram> X>
void describe(A& a, X& x) {
  auto& [rule, state, words, of_facts, editions, in_force] = x;
  a(index(rule, &Program::rules), state, words, list(of_facts, &Program::slots), run(editions, &Program::constants), in_force);
}

template <class A, Some<Lasting> X>
void describe(A& a, X& x) {
  auto& [measure, inclusive, roll, amount, calendars, published] = x;
  a(measure, inclusive, roll, amount, list(calendars, &Program::calendars), run(published, &Program::constants));
}

template <class A, Some<DisclosureProgram> X>
void describe(A& a, X& x) {
  auto& [finding, scope, confirm, confirm_after_show, valid, lasts] = x;
  a(finding, index_or_none(scope, &Program::guards), confirm, confirm_after_show, valid, lasts);
}

template <class A, Some<RecordProgram> X>
void describe(A& a, X& x) {
  auto& [finding, when, field_count, made_at_event, keep, kept] = x;
  a(finding, index_or_none(when, &Program::guards), field_count, made_at_event, keep, kept);
}

template <class A, Some<ProhibitionProgram> X>
void describe(A& a, X& x) {
  auto& [finding, holds, more_than, within] = x;
  a(finding, index_or_none(holds, &Program::guards), more_than, within);
}

template <class A, Some<SequenceProgram> X>
void describe(A& a, X& x) {
  auto& [finding, steps, strict, may_skip] = x;
  a(finding, steps, strict, run(may_skip, &Program::index_lists));
}

template <class A, Some<RoutineProgram> X>
void describe(A& a, X& x) {
  auto& [rule, state, must_count, from_event, since_last, has_grace, grace_day_end, every, grace, editions, in_force, withdrawn] = x;
  a(index(rule, &Program::rules), state, must_count, from_event, since_last, has_grace, grace_day_end, every, grace,
    run(editions, &Program::constants), in_force, withdrawn);
}

template <class A, Some<TableRow> X>
void describe(A& a, X& x) {
  auto& [guard, then, test] = x;
  a(index_or_none(guard, &Program::guards), then, derived(test));
}

template <class A, Some<TableProgram> X>
void describe(A& a, X& x) {
  auto& [rule, result, matrix, rows_slot, cols_slot, rows_first, cols_first, row_count, col_count, grid, rows, unique,
         has_otherwise, otherwise, overrides, moves, clamp, first, last, editions, in_force] = x;
  a(index(rule, &Program::rules), index(result, &Program::slots), matrix, index_or_none(rows_slot, &Program::slots),
    index_or_none(cols_slot, &Program::slots), rows_first, cols_first, row_count, col_count, grid,
    run(rows, &Program::table_rows), unique, has_otherwise, otherwise, run(overrides, &Program::table_rows),
    run(moves, &Program::table_rows), clamp, first, last,
    run(editions, &Program::constants), in_force);
}

template <class A, Some<ClockProgram> X>
void describe(A& a, X& x) {
  auto& [measure, activation, number, inclusive, day_end, roll, cut_off_minute, promised_is_date, slot, calendars] = x;
  a(measure, activation, number, inclusive, day_end, roll, cut_off_minute, promised_is_date,
    index_or_none(slot, &Program::slots), list(calendars, &Program::calendars));
}

template <class A, Some<Target> X>
void describe(A& a, X& x) {
  auto& [clock, amount] = x;
  a(clock, amount);
}

template <class A, Some<CheckpointProgram> X>
void describe(A& a, X& x) {
  auto& [kind, when, level, ladder, needs_breach, rule, adjust, percent_num, percent_den, instant] = x;
  a(kind, when, level, ladder, needs_breach, index_or_none(rule, &Program::rules), list(adjust, &Program::calendars),
    percent_num, percent_den, instant);
}

template <class A, Some<LadderProgram> X>
void describe(A& a, X& x) {
  auto& [rule, levels, repeat, unanswered, repeat_at_most, highest_only] = x;
  a(index(rule, &Program::rules), levels, repeat, unanswered, repeat_at_most, highest_only);
}

template <class A, Some<Extension> X>
void describe(A& a, X& x) {
  auto& [to, target, has_within, within, cap] = x;
  a(to, target, has_within, within, cap);
}

template <class A, Some<BoundedPause> X>
void describe(A& a, X& x) {
  auto& [reason, most] = x;
  a(reason, most);
}

template <class A, Some<DutyProgram> X>
void describe(A& a, X& x) {
  auto& [rule, instances, first_instance, stride, slots, triggers, regrade, reopen, after_breach_continues, must_count,
         must_any, or_before, must_anchors, maintain, trigger_guards, latches, no_limit, combine, term_count, chosen_by,
         chosen_first, arms, arm_count, untils, dated_count, targets, thresholds, combined, moved, clocks, checkpoints,
         limit_checkpoint, ordered, plain, ladders, extensions, pauses, bounded_pauses, calendar_by, calendar_first,
         calendar_arms, calendar_choices, calendar_editions, edition_instants, has_not_before, not_before,
         handbook_editions, in_force, retroactive_from, withdrawal, other_editions, waived_by, waived_because, timer, kept] = x;
  a(index(rule, &Program::rules), instances, first_instance, stride, slots, triggers, regrade, reopen,
    after_breach_continues, must_count, must_any, or_before, run(must_anchors, &Program::index_lists),
    index_or_none(maintain, &Program::guards), list_or_none(trigger_guards, &Program::guards),
    run(latches, &Program::masks), no_limit, combine, term_count, index_or_none(chosen_by, &Program::slots),
    chosen_first, run(arms, &Program::index_lists), arm_count, run(untils, &Program::constants), dated_count, targets,
    thresholds, combined, moved, run(clocks, &Program::clocks), run(checkpoints, &Program::checkpoints),
    limit_checkpoint, ordered, plain, run(ladders, &Program::ladders), run(extensions, &Program::extensions), pauses,
    run(bounded_pauses, &Program::bounded_pauses), index_or_none(calendar_by, &Program::slots), calendar_first,
    run(calendar_arms, &Program::index_lists), calendar_choices, calendar_editions,
    run(edition_instants, &Program::constants), has_not_before, not_before,
    run(handbook_editions, &Program::constants), in_force, retroactive_from, withdrawal,
    list(other_editions, &Program::duties), index_or_none(waived_by, &Program::facts),
    index_or_none(waived_because, &Program::facts), index_or_none(timer, &Program::timers), derived(kept));
}

template <class A, Some<TimerPoint> X>
void describe(A& a, X& x) {
  auto& [amount, rule, kind, level, ladder] = x;
  a(amount, index_or_none(rule, &Program::rules), kind, level, ladder);
}

template <class A, Some<TimerProgram> X>
void describe(A& a, X& x) {
  auto& [rule, duty, states, dues, latches, pause, reasons, points, point_count, limit, slots, musts, triggers,
         after_breach_continues, dated, bit, alone, usual] = x;
  a(index(rule, &Program::rules), index(duty, &Program::duties), states, dues, latches, pause, reasons, points, point_count,
    limit, slots, musts, triggers, after_breach_continues, dated, derived(bit), derived(alone), derived(usual));
}

template <class A, Some<PauseProgram> X>
void describe(A& a, X& x) {
  auto& [reasons, state, timers, bits] = x;
  a(reasons, state, list(timers, &Program::timers), derived(bits));
}

template <class A, Some<Instance> X>
void describe(A& a, X& x) {
  auto& [duty, timer, slot] = x;
  a(index(duty, &Program::duties), index_or_none(timer, &Program::timers), slot);
}

template <class A, Some<KpiCode> X>
void describe(A& a, X& x) {
  auto& [op, compare, number, value, values] = x;
  a(op, compare, number, value, run(values, &Program::constants));
}

template <class A, Some<KpiFigure> X>
void describe(A& a, X& x) {
  auto& [given, op, mantissa, scale] = x;
  a(given, op, mantissa, scale);
}

template <class A, Some<KpiBand> X>
void describe(A& a, X& x) {
  auto& [name, figure] = x;
  a(name, figure);
}

template <class A, Some<KpiEvent> X>
void describe(A& a, X& x) {
  auto& [event, where] = x;
  auto& [fact, op, value] = where;  // of no event: of no fact
  a(index_or_none(event, &Program::events), index_or_none(fact, &Program::facts), op, value);
}

template <class A, Some<KpiProgram> X>
void describe(A& a, X& x) {
  auto& [rule, measure, window, decimals, state, percentile, of, fact, event, to, calendar, of_cases, by, when, exclude,
         target, growth, bands] = x;
  a(index(rule, &Program::rules), measure, window, decimals, state, percentile, index_or_none(of, &Program::rules),
    index_or_none(fact, &Program::facts), event, to, index_or_none(calendar, &Program::calendars),
    list(of_cases, &Program::cases), list(by, &Program::facts), run(when, &Program::kpi_code),
    run(exclude, &Program::kpi_code), target, growth, run(bands, &Program::kpi_bands));
}

template <class A, Some<RatingPart> X>
void describe(A& a, X& x) {
  auto& [kpi, weight] = x;
  a(index(kpi, &Program::kpis), weight);
}

template <class A, Some<RatingProgram> X>
void describe(A& a, X& x) {
  auto& [rule, parts, bands] = x;
  a(index(rule, &Program::rules), run(parts, &Program::rating_parts), run(bands, &Program::kpi_bands));
}

template <class A, Some<ParameterNote> X>
void describe(A& a, X& x) {
  auto& [title, value, value_zh, because, set] = x;
  a(title, value, value_zh, because, set);
}

template <class A, Some<CaseProgram> X>
void describe(A& a, X& x) {
  auto& [title, size, known_offset, known_words, value_offset, atom_words, anchors_offset, anchor_count, slots, atoms,
         always_known, plans, tables, duties, dues_offset, instances, timers, pauses, others, disclosures, records,
         prohibitions, sequences, routines, routines_offset, findings_offset, finding_count, words_offset, word_count, max_decisions] = x;
  a(title, size, known_offset, known_words, value_offset, atom_words, anchors_offset, anchor_count,
    run(slots, &Program::slots), run(atoms, &Program::atoms), run(always_known, &Program::small),
    run(plans, &Program::plans), run(tables, &Program::tables), run(duties, &Program::duties), dues_offset,
    run(instances, &Program::instances), run(timers, &Program::timers), run(pauses, &Program::pauses),
    list(others, &Program::duties), run(disclosures, &Program::disclosures), run(records, &Program::records),
    run(prohibitions, &Program::prohibitions), run(sequences, &Program::sequences), run(routines, &Program::routines),
    routines_offset, findings_offset, finding_count, words_offset, word_count, max_decisions);
}

template <class A, Some<ZoneOffsets> X>
void describe(A& a, X& x) {
  auto& [changes, offsets, first_bucket, buckets] = x;
  a(changes, offsets, derived(first_bucket), derived(buckets));
}

template <class A, Some<OpenSpan> X>
void describe(A& a, X& x) {
  auto& [from, to, before] = x;
  a(from, to, before);
}

template <class A, Some<DayPattern> X>
void describe(A& a, X& x) {
  auto& [first_span, span_count, flags, starts, opens, closes, ends] = x;
  a(first_span, span_count, flags, starts, opens, closes, ends);
}

template <class A, Some<Day> X>
void describe(A& a, X& x) {
  auto& [open_before, working_before, pattern] = x;
  a(open_before, working_before, pattern);
}

template <class A, Some<CalendarTable> X>
void describe(A& a, X& x) {
  auto& [name, zone, first_day, covered_first, covered_last, begins, ends, covered_from, covered_to, typical_open,
         has_hours, repeats_dates, days, working, skipped, statutory_first, statutory_last, week, patterns, spans,
         offsets] = x;
  a(name, zone, first_day, covered_first, covered_last, begins, ends, covered_from, covered_to, typical_open, has_hours,
    repeats_dates, days, working, skipped, statutory_first, statutory_last, week, patterns, spans, offsets);
}

// The program itself: one row a vector, under the name by which a fault in a pack is told.
template <class A, Some<Program> X>
void describe(A& a, X& x) {
  auto& [sharers, facts, events, clauses, rules, roles, handbooks, parameter_notes, profile, day_notes, zone_name, zone_data_version, zone_calendar,
         lateness_us, hash, facts_by_name, events_by_name, rules_by_name, cases_by_name, cases, slots, plans, plan_fields, reactions, wheres, guards,
         guard_terms, masks, atoms, atom_lists, small, code, constants, index_lists, tables, table_rows, duties, clocks,
         checkpoints, ladders, extensions, bounded_pauses, targets, instances, timers, timer_points, pauses, looks,
         disclosures, records, prohibitions, sequences, routines, kpis, kpi_code, kpi_bands, ratings, rating_parts,
         calendars] = x;
  static_cast<void>(sharers);
  static_cast<void>(hash);  // of all this
  a(derived(facts_by_name), derived(events_by_name), derived(rules_by_name), derived(cases_by_name));
  a.table("facts", facts);
  a.table("events", events);
  a.table("clauses", clauses);
  a.table("rules", rules);
  a.table("roles", roles);
  a(note(handbooks), note(parameter_notes), note(profile), note(day_notes), zone_name, note(zone_data_version), index_or_none(zone_calendar, &Program::calendars), lateness_us);
  a.table("cases", cases);
  a.table("slots", slots);
  a.table("plans", plans);
  a.table("plan-fields", plan_fields);
  a.table("reactions", reactions);
  a.table("wheres", wheres);
  a.table("guards", guards);
  a.table("guard-terms", guard_terms);
  a.table("masks", masks);
  a.table("atoms", atoms);
  a.table("atom-lists", atom_lists);
  a.table("small", small);
  a.table("code", code);
  a.table("constants", constants);
  a.table("index-lists", index_lists);
  a.table("tables", tables);
  a.table("table-rows", table_rows);
  a.table("duties", duties);
  a.table("clocks", clocks);
  a.table("checkpoints", checkpoints);
  a.table("ladders", ladders);
  a.table("extensions", extensions);
  a.table("bounded-pauses", bounded_pauses);
  a.table("targets", targets);
  a.table("instances", instances);
  a.table("timers", timers);
  a.table("timer-points", timer_points);
  a.table("pauses", pauses);
  a.table("calendars", calendars);
  a.table("looks", looks);
  a.table("disclosures", disclosures);
  a.table("records", records);
  a.table("prohibitions", prohibitions);
  a.table("sequences", sequences);
  a.table("routines", routines);
  a.table("kpis", kpis);
  a.table("kpi-code", kpi_code);
  a.table("kpi-bands", kpi_bands);
  a.table("ratings", ratings);
  a.table("rating-parts", rating_parts);
}

// ---- How an archive walks them ------------------------------------------------------------------------------------

template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_array = false;
template <class T, std::size_t N>
inline constexpr bool is_array<std::array<T, N>> = true;
template <class T>
inline constexpr bool is_number = false;
template <class Tag>
inline constexpr bool is_number<Number<Tag>> = true;

// One value: hands scalars, texts and vectors to the archive, takes the rest apart.
template <class A, class T>
void walk(A& archive, T& value) {
  using V = std::remove_const_t<T>;
  if constexpr (std::is_integral_v<V> || std::is_enum_v<V>) archive.scalar(value);
  else if constexpr (std::same_as<V, std::string>) archive.text(value);
  else if constexpr (is_number<V>) archive.scalar(value.value);
  else if constexpr (is_vector<V>) archive.vector(value);
  else if constexpr (is_array<V>) {
    for (auto& item : value) walk(archive, item);
  } else describe(archive, value);
}

// One field, by what it is. An archive overloads this for the kinds it looks at more closely.
template <class A, class T>
void walk_field(A& archive, T& value) { walk(archive, value); }
template <class A, class T>
void walk_field(A&, Derived<T>) {}
template <class A, class T>
void walk_field(A& archive, Note<T> field) {
  if constexpr (A::with_notes) walk(archive, field.value);
}
template <class A, class T, class Item>
void walk_field(A& archive, Index<T, Item> field) { archive.index(field); }
template <class A, class T, class Item>
void walk_field(A& archive, Run<T, Item> field) { archive.run(field); }
template <class A, class T, class Item>
void walk_field(A& archive, List<T, Item> field) { archive.list(field); }

// For archives to which indices and ranges are values like any other.
template <class Self>
struct Values {
  template <class... F>
  void operator()(F&&... of) { (walk_field(self(), of), ...); }
  template <class F>
  void index(F field) { walk(self(), field.value); }
  template <class F>
  void run(F field) { walk(self(), field.value); }
  template <class F>
  void list(F field) { walk(self(), field.value); }
  template <class T>
  void table(const char*, T& items) { self().vector(items); }

 private:
  Self& self() { return static_cast<Self&>(*this); }
};

}  // namespace bylaw::program::fields
