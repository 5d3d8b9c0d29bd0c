// Rules judged at events: what was shown, confirmed, kept and judged, and why.
#include <algorithm>

#include "bylaw/case.hpp"
#include "eval/findings.hpp"
#include "explain/conditions.hpp"
#include "explain/story.hpp"
#include "explain/telling.hpp"
#include "explain/times.hpp"

namespace bylaw::explainer {

namespace {

using program::none;

// The rule in this kind of case: what all kinds have in common, and the condition it applies under.
struct Found {
  const program::FindingProgram* finding = nullptr;
  std::uint32_t guard = none;
  std::uint32_t words = 0;
};

template <class Rules, class Guard>
bool look_in(const Rules& rules, program::Range range, std::uint32_t rule, Found& found, Guard guard) {
  for (std::uint32_t i = 0; i < range.count; ++i) {
    const auto& one = rules[range.first + i];
    if (one.finding.rule != rule) continue;
    found.finding = &one.finding;
    found.guard = guard(one);
    return true;
  }
  return false;
}

Found find(const program::Program& p, const program::CaseProgram& layout, std::uint32_t rule) {
  Found found;
  look_in(p.disclosures, layout.disclosures, rule, found, [&](const program::DisclosureProgram& d) {
    found.words = d.valid ? 2 : 0;
    return d.scope;
  });
  look_in(p.records, layout.records, rule, found, [](const program::RecordProgram& r) { return r.when; });
  look_in(p.prohibitions, layout.prohibitions, rule, found, [](const program::ProhibitionProgram& f) { return f.holds; });
  look_in(p.sequences, layout.sequences, rule, found, [](const program::SequenceProgram&) { return none; });
  return found;
}

class FindingTeller {
 public:
  FindingTeller(Telling& t, std::uint32_t rule, const Found& found)
      : t_(t), p_(t.program()), rule_(rule), found_(found),
        wall_(p_.zone_calendar == none ? nullptr : &p_.calendars[p_.zone_calendar], t.language()),
        memory_((t.rules.case_bytes(t.kind) + 7) / 8), bytes_(std::as_writable_bytes(std::span(memory_))),
        view_{p_, p_.cases[t.kind.value], bytes_.data(), nullptr} {}

  bool tell(bool only_if_triggered) {
    Case judged(t_.rules, t_.kind, bytes_);
    if (judged.open(1, t_.given) != Status::ok) return false;
    std::vector<Decision> buffer(t_.rules.max_decisions(t_.kind) + 256);
    for (const Event& event : ordered(t_.events)) {
      if (t_.options.now != never && event.at > t_.options.now) break;
      const program::FindingState before = view_.finding(*found_.finding);
      const bool ended = judged.ended();
      const std::int64_t shown_before = found_.words != 0 ? view_.word(*found_.finding) : 0;
      Result taken = judged.apply(event, buffer);
      while (taken.status == Status::buffer_too_small) {
        buffer.resize(taken.needed);
        taken = judged.apply(event, buffer);
      }
      if (static_cast<int>(taken.status) < 0) break;
      bool judged_now = false;
      for (std::size_t i = 0; i < taken.written; ++i) {
        if (buffer[i].rule.value != rule_) continue;
        decision(event, buffer[i]);
        judged_now = true;
      }
      if (!judged_now && !ended) not_concerned(event);
      notes(event, before, shown_before);
    }
    if (lines_.empty() && only_if_triggered) return false;
    t_.head(rule_, edition_);
    violation();
    if (lines_.empty()) t_.line(say(t_.language(), Phrase::finding_never), 2);
    for (const std::string& line : lines_) t_.line(line, 2);
    t_.text += '\n';
    return true;
  }

 private:
  void violation() {
    const program::Rule& meta = p_.rules[rule_];
    if (!meta.violation) return;
    if (meta.violation_grade == 0) t_.line(say(t_.language(), Phrase::violation));
    else t_.line(say(t_.language(), Phrase::violation_graded, {std::to_string(meta.violation_grade)}));
  }

  void add(const Event& event, const std::string& text) { lines_.push_back(wall_.instant(event.at.us) + "  " + text); }

  void notes(const Event& event, const program::FindingState& before, std::int64_t shown_before) {
    if (p_.rules[rule_].kind != RuleKind::disclosure) return;
    const program::FindingState& now = view_.finding(*found_.finding);
    const bool shown_again = found_.words != 0 && view_.word(*found_.finding) != shown_before;
    if ((now.marks & 1) > (before.marks & 1) || shown_again) {
      const program::Rule& meta = p_.rules[rule_];
      std::string text = say(t_.language(), Phrase::finding_shown, {t_.name_of(event)});
      if (!meta.version.empty()) text += say(t_.language(), Phrase::text_version, {meta.version});
      if (!meta.language.empty()) text += say(t_.language(), Phrase::text_language, {meta.language});
      add(event, text);
    }
    if ((now.marks & 2) > (before.marks & 2)) add(event, say(t_.language(), Phrase::finding_confirmed, {t_.name_of(event)}));
  }

  // Whether the look is the one at which this rule is judged.
  bool judges(const program::Look& look) const {
    switch (look.kind) {
      case program::LookKind::gate: return &p_.disclosures[look.target].finding == found_.finding;
      case program::LookKind::record: return &p_.records[look.target].finding == found_.finding;
      case program::LookKind::forbid: return &p_.prohibitions[look.target].finding == found_.finding;
      default: return false;
    }
  }

  // An event at which the rule would be judged, if its condition held.
  void not_concerned(const Event& event) {
    if (event.kind.value >= view_.layout.plans.count || found_.guard == none) return;
    const program::EventPlan& plan = p_.plans[view_.layout.plans.first + event.kind.value];
    for (std::uint32_t i = 0; i < plan.looks.count; ++i) {
      const program::Look& look = p_.looks[plan.looks.first + i];
      if (!judges(look) || look.where != none || look.guard != none) continue;
      std::vector<Unmet> unmet = unmet_by(view_, found_.guard);
      // The condition was read before the event itself had happened.
      std::erase_if(unmet, [&](const Unmet& one) {
        return one.atom->kind == program::AtomKind::has && one.atom->word == plan.has_word && one.atom->bit == plan.has_bit;
      });
      std::string facts;
      for (const Reading& reading : readings_of(view_, unmet)) {
        if (!facts.empty()) facts += t_.language() == Language::chinese ? "，" : ", ";
        facts += reading_text(p_, reading, t_.language());
      }
      if (facts.empty()) return;
      return add(event, say(t_.language(), Phrase::finding_not_concerned, {t_.name_of(event), wanted_text(p_, unmet, t_.language()), facts}));
    }
  }

  std::string names_of_missing(const Decision& d) const {
    std::string text;
    const std::vector<FieldId>& fields = p_.rules[rule_].fields;
    for (std::size_t i = 0; i < fields.size() && i < 64; ++i) {
      if ((static_cast<std::uint64_t>(d.value) >> i & 1) == 0) continue;
      if (!text.empty()) text += t_.language() == Language::chinese ? "、" : ", ";
      text += named(p_.facts[fields[i].value].title, t_.language());
    }
    return text;
  }

  // The facts and history that made the rule apply, as they were.
  std::string because() const {
    std::string text;
    for (const Reading& reading : readings_of(view_, found_.guard)) {
      if (!text.empty()) text += t_.language() == Language::chinese ? "，" : ", ";
      text += reading_text(p_, reading, t_.language());
    }
    return text.empty() ? text : say(t_.language(), Phrase::finding_because, {text});
  }

  std::string step_text(const Decision& d) const {
    const std::vector<EventKindId>& steps = p_.rules[rule_].steps;
    if (d.level == 0 || d.level > steps.size()) return {};
    return say(t_.language(), Phrase::finding_step,
               {std::to_string(d.level), named(p_.events[steps[d.level - 1u].value].title, t_.language())});
  }

  std::string verdict(const Decision& d) const {
    switch (d.state) {
      case State::met: return say(t_.language(), Phrase::finding_met);
      case State::breached: return say(t_.language(), Phrase::finding_breached);
      default: return state_word(t_.language(), d.state);
    }
  }

  void decision(const Event& event, const Decision& d) {
    edition_ = std::max<std::uint32_t>(edition_, d.edition);
    if (d.kind == DecisionKind::retain_until) {
      const std::string until = d.due == never ? "-" : wall_.instant(d.due.us);
      return add(event, say(t_.language(), Phrase::finding_kept_until, {t_.name_of(event), until}));
    }
    std::string cause = cause_word(t_.language(), d.cause);
    if (d.cause == Cause::missing_field || d.cause == Cause::unknown_fact) {
      cause += say(t_.language(), Phrase::in_brackets, {names_of_missing(d)});
    }
    const std::string step = step_text(d);
    if (d.kind == DecisionKind::remark) {
      return add(event, say(t_.language(), Phrase::remark, {say(t_.language(), Phrase::ended_as, {t_.name_of(event), cause})}));
    }
    if (d.kind != DecisionKind::state) return;
    std::string text = say(t_.language(), Phrase::finding_verdict, {t_.name_of(event), step, verdict(d), cause});
    if (d.due != never) {
      const bool keeping = d.cause == Cause::kept || d.cause == Cause::destroyed_early;
      const Phrase until = d.cause == Cause::too_many ? Phrase::finding_next_allowed
                           : keeping                  ? Phrase::finding_to_keep
                                                      : Phrase::finding_valid_until;
      text += say(t_.language(), until, {wall_.instant(d.due.us)});
    }
    if (d.state == State::breached) text += because();
    add(event, text);
  }

  Telling& t_;
  const program::Program& p_;
  std::uint32_t rule_;
  Found found_;
  WallClock wall_;
  std::vector<std::uint64_t> memory_;
  std::span<std::byte> bytes_;
  eval::View view_;
  std::uint32_t edition_ = 0;
  std::vector<std::string> lines_;
};

}  // namespace

bool tell_finding(Telling& t, std::uint32_t rule, bool only_if_triggered) {
  const Found found = find(t.program(), t.program().cases[t.kind.value], rule);
  return found.finding != nullptr && FindingTeller(t, rule, found).tell(only_if_triggered);
}

}  // namespace bylaw::explainer
