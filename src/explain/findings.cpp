// A rule judged at events in a case judged again: what was shown, confirmed, kept and judged, and why.
#include <algorithm>

#include "eval/calendar/arithmetic.hpp"
#include "eval/findings.hpp"
#include "explain/conditions.hpp"
#include "explain/sums.hpp"
#include "explain/watchers.hpp"

namespace bylaw::explainer {

namespace {

using program::none;

// The rule in this kind of case: what all kinds have in common, and the condition it applies under.
struct Found {
  const program::FindingProgram* finding = nullptr;
  std::uint32_t guard = none;
  const program::DisclosureProgram* disclosure = nullptr;
  const program::RecordProgram* record = nullptr;
  const program::ProhibitionProgram* prohibition = nullptr;
};

template <class Rules>
auto find_in(const Rules& rules, program::Range range, std::uint32_t rule) -> decltype(rules.data()) {
  for (std::uint32_t i = 0; i < range.count; ++i) {
    if (rules[range.first + i].finding.rule == rule) return &rules[range.first + i];
  }
  return nullptr;
}

Found find(const program::Program& p, const program::CaseProgram& layout, std::uint32_t rule) {
  Found found;
  if ((found.disclosure = find_in(p.disclosures, layout.disclosures, rule)) != nullptr) {
    found.finding = &found.disclosure->finding;
    found.guard = found.disclosure->scope;
  } else if ((found.record = find_in(p.records, layout.records, rule)) != nullptr) {
    found.finding = &found.record->finding;
    found.guard = found.record->when;
  } else if ((found.prohibition = find_in(p.prohibitions, layout.prohibitions, rule)) != nullptr) {
    found.finding = &found.prohibition->finding;
    found.guard = found.prohibition->holds;
  } else if (const auto* sequence = find_in(p.sequences, layout.sequences, rule)) {
    found.finding = &sequence->finding;
  }
  return found;
}

class FindingWatcher : public Watcher {
 public:
  FindingWatcher(const Judging& judging, std::uint32_t rule, const Found& found)
      : j_(judging), p_(judging.program()), view_(judging.view), rule_(rule), found_(found) {}

  void before(std::size_t) override {
    state_ = view_.finding(*found_.finding);
    ended_ = (view_.header().flags & program::case_ended) != 0;
    words_.clear();
    const std::size_t words = found_.disclosure != nullptr && found_.disclosure->valid ? 2
                              : found_.prohibition != nullptr                           ? found_.prohibition->more_than
                                                                                        : 0;
    for (std::uint32_t i = 0; i < words; ++i) words_.push_back(view_.word(*found_.finding, i));
  }

  void after(const Step& step) override {
    if (step.event == no_event) return;
    bool judged = false;
    for (const Decision& d : step.decisions) {
      if (d.rule.value != rule_) continue;
      decided(step, d);
      judged = true;
    }
    if (!judged && !ended_) not_judged(step);
    if (found_.disclosure != nullptr) shown_or_confirmed(step);
  }

  void conclude(std::int64_t, RuleExplanation& into) override {
    into.zone = p_.zone_calendar;
    into.edition = edition_;
    // What is not in force is told to who asks for the rule, and not with all the others of the case.
    into.concerned = std::any_of(notes_.begin(), notes_.end(), [](const Note& note) { return note.what != Noted::not_in_force; });
    into.notes = std::move(notes_);
  }

 private:
  Note& add(const Step& step, Noted what) {
    Note note;
    note.at = step.at;
    note.event = step.event;
    note.what = what;
    notes_.push_back(std::move(note));
    return notes_.back();
  }

  void shown_or_confirmed(const Step& step) {
    const program::FindingState& now = view_.finding(*found_.finding);
    const bool shown_again = !words_.empty() && view_.word(*found_.finding) != words_.front();
    if ((now.marks & 1) > (state_.marks & 1) || shown_again) add(step, Noted::shown);
    if ((now.marks & 2) > (state_.marks & 2)) add(step, Noted::confirmed);
  }

  void decided(const Step& step, const Decision& d) {
    edition_ = std::max<std::uint32_t>(edition_, d.edition);
    if (d.kind == DecisionKind::retain_until) {
      Note& note = add(step, Noted::kept_until);
      note.decision = d;
      lasts(note, found_.record->kept, step.at);
      retained_since_ = step.at;
      add_up_whole_days(note, found_.record->kept);
      return;
    }
    if (d.kind != DecisionKind::remark && d.kind != DecisionKind::state) return;
    Note& note = add(step, d.kind == DecisionKind::remark ? Noted::remarked : Noted::judged);
    note.decision = d;
    if (d.cause == Cause::missing_field || d.cause == Cause::unknown_fact) {
      const std::vector<FieldId>& fields = p_.rules[rule_].fields;
      for (std::size_t i = 0; i < fields.size() && i < 64; ++i) {
        if ((static_cast<std::uint64_t>(d.value) >> i & 1) != 0) note.missing.push_back(fields[i].value);
      }
    }
    const std::vector<EventKindId>& steps = p_.rules[rule_].steps;
    if (d.level != 0 && d.level <= steps.size()) note.step = steps[d.level - 1u].value;
    note.readings = readings_of(view_, found_.guard);
    drop_event_itself(step, note.readings, note.needs);
    if (d.due == never) return;
    if (found_.disclosure != nullptr) {
      const bool of_confirmed = found_.disclosure->confirm && found_.disclosure->confirm_after_show;
      lasts(note, found_.disclosure->lasts, words_[of_confirmed ? 1 : 0]);
      add_up(note, found_.disclosure->lasts);
    } else if (found_.record != nullptr && retained_since_ != INT64_MAX) {
      lasts(note, found_.record->kept, retained_since_);
      add_up_whole_days(note, found_.record->kept);
    } else if (d.cause == Cause::too_many) {
      for (const std::int64_t instant : words_) {
        if (instant != INT64_MIN) note.counted.push_back(instant);
      }
      lasts(note, found_.prohibition->within, note.counted.empty() ? INT64_MAX : note.counted.front());
      if (!note.counted.empty()) add_up_whole_days(note, found_.prohibition->within);
    }
  }

  static void lasts(Note& note, const program::Lasting& span, std::int64_t since) {
    note.lasting = true;
    note.lasts = {span.measure, span.amount};
    note.since = since;
  }

  // How long a record is to be kept, or an act counts: so many dates or months after its own, whichever they are, to the last one's end.
  void add_up_whole_days(Note& note, program::Lasting span) {
    span.inclusive = false;
    span.roll = std::uint8_t(eval::calendar::Roll::none);
    add_up(note, span, eval::calendar::DayEnd::end_of_day);
  }

  // How long a showing is valid, in the edition of the calendar that gives what was judged.
  void add_up(Note& note, const program::Lasting& span, eval::calendar::DayEnd day_end = {}) {
    program::ClockProgram clock;
    clock.measure = span.measure;
    clock.inclusive = span.inclusive;
    clock.roll = span.roll;
    clock.day_end = std::uint8_t(day_end);
    const std::vector<Stop> no_stops;
    for (std::uint32_t i = 0; i < std::max<std::uint32_t>(span.calendars.count, 1); ++i) {
      std::vector<Spell> spells;
      if (span.calendars.count != 0) spells.push_back({INT64_MIN, p_.index_lists[span.calendars.first + i]});
      note.sum = sum_of({p_, clock, spells, note.since, span.amount, no_stops});
      note.summed = note.sum.due == note.decision.due.us;
      if (note.summed) return;
    }
  }

  // Whether the look is the one at which this rule is judged.
  bool judges(const program::Look& look) const {
    switch (look.kind) {
      case program::LookKind::gate: return &p_.disclosures[look.target] == found_.disclosure;
      case program::LookKind::record: return &p_.records[look.target] == found_.record;
      case program::LookKind::forbid: return &p_.prohibitions[look.target] == found_.prohibition;
      default: return false;
    }
  }

  // The condition was read before the event itself had happened.
  void drop_event_itself(const Step& step, std::vector<Reading>& readings, std::vector<Need>& needs) const {
    const std::uint32_t kind = j_.events[step.event].kind.value;
    std::erase_if(readings, [&](const Reading& one) { return one.event == kind; });
    std::erase_if(needs, [&](const Need& one) { return one.event == kind; });
  }

  // An event at which the rule would be judged, if its condition held.
  void not_judged(const Step& step) {
    const std::uint32_t kind = j_.events[step.event].kind.value;
    if (kind >= view_.layout.plans.count) return;
    const program::EventPlan& plan = p_.plans[view_.layout.plans.first + kind];
    for (std::uint32_t i = 0; i < plan.looks.count; ++i) {
      const program::Look& look = p_.looks[plan.looks.first + i];
      if (!judges(look) || look.where != none || look.guard != none) continue;
      if (!found_.finding->in_force.at(step.at)) {
        add(step, Noted::not_in_force);
        return;
      }
      if (found_.guard == none) return;
      Unmet unmet = unmet_by(view_, found_.guard);
      drop_event_itself(step, unmet.readings, unmet.needs);
      if (unmet.readings.empty()) return;
      Note& note = add(step, Noted::not_judged);
      note.needs = std::move(unmet.needs);
      note.readings = std::move(unmet.readings);
      return;
    }
  }

  const Judging& j_;
  const program::Program& p_;
  const eval::View& view_;
  std::uint32_t rule_;
  Found found_;
  program::FindingState state_{};
  bool ended_ = false;
  std::vector<std::int64_t> words_;
  std::int64_t retained_since_ = INT64_MAX;
  std::uint32_t edition_ = 0;
  std::vector<Note> notes_;
};

}  // namespace

std::unique_ptr<Watcher> watch_finding(const Judging& judging, std::uint32_t rule) {
  const Found found = find(judging.program(), judging.layout(), rule);
  if (found.finding == nullptr) return nullptr;
  return std::make_unique<FindingWatcher>(judging, rule, found);
}

}  // namespace bylaw::explainer
