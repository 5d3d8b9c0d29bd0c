// Every record is taken apart into all of its fields, so that one added later does not compile until it is named here.
#include "program/hash.hpp"

#include <string_view>
#include <type_traits>

#include "program/siphash.hpp"

namespace bylaw::program {

namespace {

using Hash = SipHash;

// Members of one class, so that each of them finds all of them.
struct Fields {
  template <class T>
    requires(std::is_integral_v<T> || std::is_enum_v<T>)
  static void put(Hash& hash, T value) {
    hash.word(static_cast<std::uint64_t>(static_cast<std::int64_t>(value)));
  }

  static void put(Hash& hash, const std::string& text) {
    put(hash, text.size());
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      word |= std::uint64_t{static_cast<std::uint8_t>(text[i])} << 8 * (i % 8);
      if (i % 8 == 7 || i + 1 == text.size()) {
        hash.word(word);
        word = 0;
      }
    }
  }

  template <class... Values>
  static void all(Hash& hash, const Values&... values) {
    (put(hash, values), ...);
  }

  static void put(Hash& hash, const Range& x) {
    const auto& [first, count] = x;
    all(hash, first, count);
  }

  static void put(Hash& hash, const Title& x) { put(hash, x.name); }

  static void put(Hash& hash, RoleId x) { put(hash, x.value); }
  static void put(Hash& hash, FieldId x) { put(hash, x.value); }
  static void put(Hash& hash, EventKindId x) { put(hash, x.value); }

  static void put(Hash& hash, const Fact& x) {
    const auto& [title, type, first, last, decimals, currency, given_by_table, values] = x;
    all(hash, title, type, first, last, decimals, currency, given_by_table, values);
  }

  static void put(Hash& hash, const EventKind& x) {
    const auto& [title, fields, cases] = x;
    all(hash, title, fields, cases);
  }

  static void put(Hash& hash, const Clause& x) {
    const auto& [title, handbook] = x;
    all(hash, title, handbook);
  }

  static void put(Hash& hash, const Rule& x) {
    const auto& [title, kind, clause, bearer, of, violation_grade, violation, notify, fields, steps, version, language] = x;
    all(hash, title, kind, clause, bearer, of, violation_grade, violation, notify, fields, steps, version, language);
  }

  static void put(Hash& hash, const Mask& x) {
    const auto& [word, mask, want] = x;
    all(hash, word, mask, want);
  }

  static void put(Hash& hash, const GuardTerm& x) { put(hash, x.masks); }
  static void put(Hash& hash, const Guard& x) { put(hash, x.terms); }

  static void put(Hash& hash, const Atom& x) {
    const auto& [kind, op, word, bit, slot, constant, values, code] = x;
    all(hash, kind, op, word, bit, slot, constant, values, code);
  }

  static void put(Hash& hash, const Code& x) {
    const auto& [op, slot, constant] = x;
    all(hash, op, slot, constant);
  }

  static void put(Hash& hash, const FactSlot& x) {
    const auto& [fact, offset, width, known_word, known_bit, atoms, small_first, small_count, cuts, by_band, first, last,
                 atom_word, atom_mask, tables, duties] = x;
    all(hash, fact, offset, width, known_word, known_bit, atoms, small_first, small_count, cuts, by_band, first, last, atom_word,
        atom_mask, tables, duties);
  }

  static void put(Hash& hash, const Where& x) {
    const auto& [fact, op, value] = x;
    all(hash, fact, op, value);
  }

  static void put(Hash& hash, const Reaction& x) {
    const auto& [effect, detail, target, guard, where, timer] = x;
    all(hash, effect, detail, target, guard, where, timer);
  }

  static void put(Hash& hash, const PlanField& x) {
    const auto& [fact, slot, first, last, text] = x;
    all(hash, fact, slot, first, last, text);
  }

  static void put(Hash& hash, const Instance& x) {
    const auto& [duty, timer, slot] = x;
    all(hash, duty, timer, slot);
  }

  static void put(Hash& hash, const EventPlan& x) {
    const auto& [happens, fields, reactions, has_word, has_bit, any_pause, looks] = x;
    all(hash, happens, fields, reactions, has_word, has_bit, any_pause, looks);
  }

  static void put(Hash& hash, const Look& x) {
    const auto& [kind, detail, target, where, guard] = x;
    all(hash, kind, detail, target, where, guard);
  }

  static void put(Hash& hash, const FindingProgram& x) {
    const auto& [rule, state, words, facts, editions] = x;
    all(hash, rule, state, words, facts, editions);
  }

  static void put(Hash& hash, const Lasting& x) {
    const auto& [measure, inclusive, roll, amount, calendars, published] = x;
    all(hash, measure, inclusive, roll, amount, calendars, published);
  }

  static void put(Hash& hash, const DisclosureProgram& x) {
    const auto& [finding, scope, confirm, confirm_after_show, valid, lasts] = x;
    all(hash, finding, scope, confirm, confirm_after_show, valid, lasts);
  }

  static void put(Hash& hash, const RecordProgram& x) {
    const auto& [finding, when, fields, made_at_event, keep, kept] = x;
    all(hash, finding, when, fields, made_at_event, keep, kept);
  }

  static void put(Hash& hash, const ProhibitionProgram& x) {
    const auto& [finding, holds, more_than, within] = x;
    all(hash, finding, holds, more_than, within);
  }

  static void put(Hash& hash, const SequenceProgram& x) {
    const auto& [finding, steps, strict, may_skip] = x;
    all(hash, finding, steps, strict, may_skip);
  }

  static void put(Hash& hash, const RoutineProgram& x) {
    const auto& [rule, state, must_count, from_event, since_last, has_grace, grace_day_end, every, grace, editions] = x;
    all(hash, rule, state, must_count, from_event, since_last, has_grace, grace_day_end, every, grace, editions);
  }

  static void put(Hash& hash, const TableRow& x) {
    const auto& [guard, then] = x;
    all(hash, guard, then);
  }

  static void put(Hash& hash, const TableProgram& x) {
    const auto& [rule, result, matrix, rows_slot, cols_slot, rows_first, cols_first, row_count, col_count, grid, rows,
                 unique, has_otherwise, otherwise, overrides, moves, clamp, first, last] = x;
    all(hash, rule, result, matrix, rows_slot, cols_slot, rows_first, cols_first, row_count, col_count, grid, rows,
        unique, has_otherwise, otherwise, overrides, moves, clamp, first, last);
  }

  static void put(Hash& hash, const ClockProgram& x) {
    const auto& [measure, activation, index, inclusive, day_end, roll, cut_off_minute, promised_is_date, slot,
                 calendars] = x;
    all(hash, measure, activation, index, inclusive, day_end, roll, cut_off_minute, promised_is_date, slot, calendars);
  }

  static void put(Hash& hash, const Target& x) {
    const auto& [clock, amount] = x;
    all(hash, clock, amount);
  }

  static void put(Hash& hash, const CheckpointProgram& x) {
    const auto& [kind, when, level, ladder, needs_breach, rule, adjust, percent_num, percent_den, instant] = x;
    all(hash, kind, when, level, ladder, needs_breach, rule, adjust, percent_num, percent_den, instant);
  }

  static void put(Hash& hash, const LadderProgram& x) {
    const auto& [rule, levels, repeat, unanswered, repeat_at_most, highest_only] = x;
    all(hash, rule, levels, repeat, unanswered, repeat_at_most, highest_only);
  }

  static void put(Hash& hash, const Extension& x) {
    const auto& [to, target, has_within, within, cap] = x;
    all(hash, to, target, has_within, within, cap);
  }

  static void put(Hash& hash, const BoundedPause& x) {
    const auto& [reason, most] = x;
    all(hash, reason, most);
  }

  static void put(Hash& hash, const DutyProgram& x) {
    const auto& [rule, instances, first_instance, stride, slots, triggers, regrade, reopen, after_breach_continues, must_count,
                 must_any, or_before, must_anchors, maintain, trigger_guards, latches, no_limit, combine, term_count, chosen_by,
                 chosen_first, arms, arm_count, untils, dated_count, targets, thresholds, combined, moved, clocks,
                 checkpoints, limit_checkpoint, ordered, plain, ladders, extensions, pauses, bounded_pauses,
                 calendar_by, calendar_first, calendar_arms, calendar_choices, calendar_editions, edition_instants, has_not_before,
                 not_before, handbook_editions, timer] = x;
    all(hash, rule, instances, first_instance, stride, slots, triggers, regrade, reopen, after_breach_continues, must_count, must_any,
        or_before, must_anchors, maintain, trigger_guards, latches, no_limit, combine, term_count, chosen_by, chosen_first, arms, arm_count,
        untils, dated_count, targets, thresholds, combined, moved, clocks, checkpoints, limit_checkpoint, ordered,
        plain, ladders, extensions, pauses, bounded_pauses, calendar_by, calendar_first, calendar_arms, calendar_choices,
        calendar_editions, edition_instants, has_not_before, not_before, handbook_editions, timer);
  }

  static void put(Hash& hash, const TimerPoint& x) {
    const auto& [amount, rule, kind, level, ladder] = x;
    all(hash, amount, rule, kind, level, ladder);
  }

  static void put(Hash& hash, const TimerProgram& x) {
    const auto& [rule, duty, states, dues, latches, pause, reasons, points, point_count, limit, slots, musts, triggers,
                 after_breach_continues, dated] = x;
    all(hash, rule, duty, states, dues, latches, pause, reasons, points, point_count, limit, slots, musts, triggers,
        after_breach_continues, dated);
  }

  static void put(Hash& hash, const PauseProgram& x) {
    const auto& [reasons, state, timers] = x;
    all(hash, reasons, state, timers);
  }

  static void put(Hash& hash, const CaseProgram& x) {
    const auto& [title, size, known_offset, known_words, value_offset, atom_words, anchors_offset, anchor_count, slots,
                 atoms, always_known, plans, tables, duties, dues_offset, instances, timers, pauses, others, disclosures, records, prohibitions, sequences,
                 routines, routines_offset, findings_offset, finding_count, words_offset, word_count, max_decisions] = x;
    all(hash, title, size, known_offset, known_words, value_offset, atom_words, anchors_offset, anchor_count, slots,
        atoms, always_known, plans, tables, duties, dues_offset, instances, timers, pauses, others, disclosures, records, prohibitions, sequences,
        routines, routines_offset, findings_offset, finding_count, words_offset, word_count, max_decisions);
  }

  static void put(Hash& hash, const ZoneOffsets& x) {
    // The buckets follow from the changes.
    const auto& [changes, offsets, first_bucket, buckets] = x;
    all(hash, changes, offsets, first_bucket, buckets.size());
  }

  static void put(Hash& hash, const OpenSpan& x) {
    const auto& [from, to, before] = x;
    all(hash, from, to, before);
  }

  static void put(Hash& hash, const DayPattern& x) {
    const auto& [first_span, span_count, flags, starts, opens, closes, ends] = x;
    all(hash, first_span, span_count, flags, starts, opens, closes, ends);
  }

  static void put(Hash& hash, const Day& x) {
    const auto& [open_before, working_before, pattern] = x;
    all(hash, open_before, working_before, pattern);
  }

  static void put(Hash& hash, const CalendarTable& x) {
    const auto& [name, zone, first_day, covered_first, covered_last, begins, ends, covered_from, covered_to,
                 typical_open, has_hours, repeats_dates, days, working, skipped, statutory_first, statutory_last, week,
                 patterns, spans, offsets] = x;
    all(hash, name, zone, first_day, covered_first, covered_last, begins, ends, covered_from, covered_to, typical_open,
        has_hours, repeats_dates, days, working, skipped, statutory_first, statutory_last, week, patterns, spans,
        offsets);
  }

  template <class T>
  static void put(Hash& hash, const std::vector<T>& items) {
    put(hash, items.size());
    for (const T& item : items) put(hash, item);
  }

  template <class T, std::size_t N>
  static void put(Hash& hash, const std::array<T, N>& items) {
    for (const T& item : items) put(hash, item);
  }
};

}  // namespace

std::array<std::uint8_t, 16> hash_of(const Program& program) {
  Hash hash;
  const Program& x = program;
  Fields::all(hash, x.facts, x.events, x.clauses, x.rules, x.roles, x.zone_name, x.zone_calendar, x.cases);
  Fields::all(hash, x.slots, x.plans, x.reactions, x.wheres, x.guards, x.guard_terms, x.masks, x.atoms, x.atom_lists,
              x.small, x.code);
  Fields::all(hash, x.constants, x.index_lists, x.tables, x.table_rows, x.duties, x.clocks, x.checkpoints, x.ladders,
              x.extensions);
  Fields::all(hash, x.bounded_pauses, x.targets, x.calendars, x.timers, x.timer_points, x.pauses, x.instances,
              x.plan_fields);
  Fields::all(hash, x.looks, x.disclosures, x.records, x.prohibitions, x.sequences, x.routines);
  return hash.finish();
}

}  // namespace bylaw::program
