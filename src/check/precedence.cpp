// Which of two duties yields: exceptions, and clauses that the profile prefers. Where an exception starts, the duty it is an
// exception to does not, so that one instance arises for one input.
#include <algorithm>

#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

template <class T>
bool contains(const std::vector<T>& list, const T& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

bool triggered_by(const Duty& duty, const EventMatch& event) {
  return std::any_of(duty.triggers.begin(), duty.triggers.end(), [&](const Trigger& trigger) { return same_event(trigger.event, event); });
}

// A trigger of the one that the other has not; null: there is none.
const Trigger* trigger_beyond(const Duty& of, const Duty& other) {
  const auto found = std::find_if(of.triggers.begin(), of.triggers.end(), [&](const Trigger& own) { return !triggered_by(other, own.event); });
  return found == of.triggers.end() ? nullptr : &*found;
}

// A kind of case that the one is about and the other is not.
CaseKindId case_beyond(const Duty& of, const Duty& other) {
  const auto found = std::find_if(of.cases.begin(), of.cases.end(), [&](CaseKindId kind) { return !contains(other.cases, kind); });
  return found == of.cases.end() ? CaseKindId{} : *found;
}

bool triggers_of(const Duty& special, const Duty& general) { return trigger_beyond(special, general) == nullptr; }
bool cases_of(const Duty& special, const Duty& general) { return !case_beyond(general, special); }

// Some event of some kind of case triggers both.
bool meet(const Duty& a, const Duty& b) {
  return std::any_of(a.triggers.begin(), a.triggers.end(), [&](const Trigger& own) { return triggered_by(b, own.event); }) &&
         std::any_of(a.cases.begin(), a.cases.end(), [&](CaseKindId kind) { return contains(b.cases, kind); });
}

bool same_musts(const Duty& a, const Duty& b) {
  const auto within = [](const Duty& x, const Duty& y) {
    return std::all_of(x.must.begin(), x.must.end(), [&](const EventMatch& must) {
      return std::any_of(y.must.begin(), y.must.end(), [&](const EventMatch& other) { return same_event(must, other); });
    });
  };
  return !a.must.empty() && within(a, b) && within(b, a);
}

class Precedence {
 public:
  explicit Precedence(Context& c) : c_(c), duties_(c.tree.duties) {}

  void settle() {
    for (std::size_t i = 0; i < duties_.size(); ++i) read_exception(i);
    if (c_.selection.profile != nullptr && c_.filtered) read_preferences();
    if (c_.sink.has_errors()) return;
    std::vector<std::vector<ConditionId>> guards(duties_.size());
    for (std::size_t i = 0; i < duties_.size(); ++i) {
      std::vector<std::size_t> over;
      if (!collect(i, i, over)) return;
      for (Trigger& trigger : duties_[i].triggers) guards[i].push_back(guard(trigger, over));
    }
    for (std::size_t i = 0; i < duties_.size(); ++i) {
      for (std::size_t t = 0; t < duties_[i].triggers.size(); ++t) duties_[i].triggers[t].when = guards[i][t];
    }
  }

 private:
  void read_exception(std::size_t index) {
    const DutyId of = duties_[index].exception_to;
    if (!of) return;
    const parse::Duty& a = *c_.duties[index].ast;
    const Duty& general = duties_[of.value];
    const auto refuse = [&](diag::Phrase why) {
      c_.sink.report(Kind::no_exception, a.exception_to.span, {a.name.text, a.exception_to.text, why})
          .note(diag::Note::declared_here, general.title.span);
    };
    if (of.value == index) return refuse({"it is the rule itself", "它就是该规则本身"});
    if (!triggers_of(duties_[index], general)) {
      return refuse({"it is triggered by what does not trigger the other", "其触发事件并不触发后者"});
    }
    if (!always_together(c_.tree, duties_[index].clause, general.clause)) return refuse(at_other_times);
    if (!cases_of(duties_[index], general)) return refuse({"it is about fewer kinds of case", "其适用的事项类型少于后者"});
    duties_[of.value].yields_to.push_back(DutyId{index});
  }

  void read_preferences() {
    for (std::size_t i = 0; i < duties_.size(); ++i) {
      for (std::size_t j = 0; j < duties_.size(); ++j) {
        const Duty& a = duties_[i];
        const Duty& b = duties_[j];
        if (i == j || !a.clause || !b.clause || !c_.selection.prefers(c_.clause_name(a.clause), c_.clause_name(b.clause))) continue;
        if (a.exception_to == DutyId{j} || b.exception_to == DutyId{i}) continue;  // said by the rules themselves
        if (!ever_together(c_.tree, a.clause, b.clause)) continue;
        if (!same_musts(a, b) || !meet(a, b)) continue;
        if (const Trigger* other = trigger_beyond(a, b)) {
          refuse_preference(Kind::preferred_for_other_triggers, a, b, c_.tree.events[other->event.event.value].title.name);
        } else if (const CaseKindId lacking = case_beyond(b, a)) {
          refuse_preference(Kind::preferred_for_fewer_cases, a, b, c_.tree.case_kinds[lacking.value].title.name);
        } else {
          duties_[j].yields_to.push_back(DutyId{i});
        }
      }
    }
  }

  // A preference between rules that meet and cannot be ranked would do nothing, in silence.
  void refuse_preference(Kind kind, const Duty& a, const Duty& b, const std::string& found) {
    const auto& lines = c_.selection.profile->prefers;
    const auto of = [&](const parse::ProfilePrefer& line) { return line.preferred.text == c_.clause_name(a.clause); };
    const auto both = [&](const parse::ProfilePrefer& line) { return of(line) && line.over.text == c_.clause_name(b.clause); };
    auto line = std::find_if(lines.begin(), lines.end(), both);
    if (line == lines.end()) line = std::find_if(lines.begin(), lines.end(), of);  // preferred through others
    c_.sink.report(kind, line->preferred.span, {line->preferred.text, a.title.name, found, b.title.name})
        .note(diag::Note::declared_here, b.title.span);
  }

  // All that win over a duty, through others too. False after a circle was reported.
  bool collect(std::size_t root, std::size_t index, std::vector<std::size_t>& over) {
    for (const DutyId winner : duties_[index].yields_to) {
      if (winner.value == root) {
        const parse::Duty& a = *c_.duties[root].ast;
        const base::Span at = a.exception_to ? a.exception_to.span : a.name.span;
        c_.sink.report(Kind::no_exception, at,
                       {duties_[index].title.name, a.name.text, diag::Phrase{"the exceptions go round in a circle", "例外关系成环"}});
        return false;
      }
      if (contains(over, std::size_t{winner.value})) continue;
      over.push_back(winner.value);
      if (!collect(root, winner.value, over)) return false;
    }
    return true;
  }

  ConditionId add(ConditionKind kind, std::vector<ConditionId> parts, base::Span span) {
    Condition condition;
    condition.kind = kind;
    condition.span = span;
    condition.parts = std::move(parts);
    c_.tree.conditions.push_back(std::move(condition));
    return ConditionId{c_.tree.conditions.size() - 1};
  }

  // As written, and no duty that wins starts at this event.
  ConditionId guard(const Trigger& trigger, const std::vector<std::size_t>& over) {
    std::vector<ConditionId> parts;
    if (trigger.written) parts.push_back(trigger.written);
    for (const std::size_t winner : over) {
      for (const Trigger& other : duties_[winner].triggers) {
        if (!same_event(other.event, trigger.event)) continue;
        const base::Span span = duties_[winner].title.span;
        const ConditionId starts = other.written ? other.written : add(ConditionKind::always, {}, span);
        parts.push_back(add(ConditionKind::negation, {starts}, span));
      }
    }
    if (parts.empty()) return {};
    return parts.size() == 1 ? parts.front() : add(ConditionKind::conjunction, std::move(parts), trigger.event.span);
  }

  Context& c_;
  std::vector<Duty>& duties_;
};

}  // namespace

bool same_event(const EventMatch& a, const EventMatch& b) { return a.event && a.event == b.event && a.where == b.where; }

void check_precedence(Context& c) { Precedence(c).settle(); }

}  // namespace bylaw::check
