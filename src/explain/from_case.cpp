#include "explain/from_case.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "bylaw/case.hpp"
#include "explain/watchers.hpp"

namespace bylaw::explainer {

namespace {

// In the order in which they are judged, repeats dropped.
std::vector<Event> ordered(std::span<const Event> events) {
  std::vector<Event> sorted(events.begin(), events.end());
  const auto key = [](const Event& e) { return std::tuple(e.at, e.sequence, e.id); };
  std::stable_sort(sorted.begin(), sorted.end(), [&](const Event& a, const Event& b) { return key(a) < key(b); });
  sorted.erase(std::unique(sorted.begin(), sorted.end(), [&](const Event& a, const Event& b) { return key(a) == key(b); }),
               sorted.end());
  return sorted;
}

std::unique_ptr<Watcher> watcher_of(const Judging& judging, std::uint32_t rule) {
  switch (judging.program().rules[rule].kind) {
    case RuleKind::duty: return watch_duty(judging, rule);
    case RuleKind::table: return watch_table(judging, rule);
    case RuleKind::disclosure:
    case RuleKind::record:
    case RuleKind::forbid:
    case RuleKind::sequence: return watch_finding(judging, rule);
    case RuleKind::routine: return watch_routine(judging, rule);
    case RuleKind::ladder:
    case RuleKind::allow: break;  // told with the rule they belong to
    case RuleKind::kpi:
    case RuleKind::rating: break;  // over many cases
  }
  return nullptr;
}

// Judges the log in front of watchers: in the steps of a host that tells events alone, or one due instant after the other.
class Judge {
 public:
  Judge(const RuleSet& rules, Explanation& into, bool instant_by_instant)
      : into_(into), instant_by_instant_(instant_by_instant), memory_((rules.case_bytes(into.kind) + 7) / 8), bytes_(std::as_writable_bytes(std::span(memory_))),
        case_(rules, into.kind, bytes_), view_{*rules.program(), rules.program()->cases[into.kind.value], bytes_.data(), nullptr},
        judging_{rules, into.kind, view_, into.events}, buffer_(std::max<std::size_t>(rules.max_decisions(into.kind), 256)) {}

  void watch(std::uint32_t rule) {
    if (auto watcher = watcher_of(judging_, rule)) watchers_.push_back({rule, std::move(watcher)});
  }
  bool watched() const { return !watchers_.empty(); }

  void judge(std::span<const FieldValue> given) {
    into_.refused.status = case_.open(1, given);
    if (into_.refused.status != Status::ok) return;
    for (std::size_t i = 0; i < into_.events.size(); ++i) {
      // First what was due before, so that what time did is seen apart from what the event does.
      pass(into_.events[i].at);
      for (const Watched& one : watchers_) one.watcher->before(i);
      if (!take(i)) {
        into_.refused.event = i;
        return;
      }
    }
    pass(Instant{into_.now});
  }

  void conclude() {
    for (const Watched& one : watchers_) {
      RuleExplanation rule;
      rule.rule = one.rule;
      one.watcher->conclude(into_.now, rule);
      into_.rules.push_back(std::move(rule));
    }
  }

 private:
  struct Watched {
    std::uint32_t rule;
    std::unique_ptr<Watcher> watcher;
  };

  void pass(Instant until) {
    for (;;) {
      const Instant due = case_.next_due();
      if (due == never || due > until) return;
      const Instant step = instant_by_instant_ ? due : until;
      const Result passed = case_.advance(step, buffer_);
      if (static_cast<int>(passed.status) < 0) return;
      if (passed.status == Status::more && passed.written == 0) buffer_.resize(buffer_.size() * 2);
      seen({no_event, step.us, {buffer_.data(), passed.written}});
    }
  }

  bool take(std::size_t event) {
    for (;;) {
      const Result taken = case_.apply(into_.events[event], buffer_);
      if (taken.status == Status::buffer_too_small) {
        buffer_.resize(std::max(taken.needed, buffer_.size() * 2));
        continue;
      }
      into_.refused.status = taken.status;
      if (static_cast<int>(taken.status) < 0) return false;
      seen({event, into_.events[event].at.us, {buffer_.data(), taken.written}});
      return true;
    }
  }

  void seen(const Step& step) {
    for (const Decision& d : step.decisions) {
      if (instant_by_instant_) break;
      into_.decisions.push_back(d);
      if (d.rule.value >= view_.program.rules.size()) {
        Entry remark;
        remark.at = d.at.us;
        remark.event = step.event;
        remark.decision = d;
        into_.remarks.push_back(std::move(remark));
      }
    }
    for (const Watched& one : watchers_) one.watcher->after(step);
  }

  Explanation& into_;
  bool instant_by_instant_;
  std::vector<std::uint64_t> memory_;
  std::span<std::byte> bytes_;
  Case case_;
  eval::View view_;
  Judging judging_;
  std::vector<Decision> buffer_;
  std::vector<Watched> watchers_;
};

// Of a table's editions, those that gave nothing say nothing beside one that did.
void drop_idle_editions(const program::Program& p, std::vector<RuleExplanation>& rules) {
  std::vector<std::string_view> given;
  for (const RuleExplanation& one : rules) {
    if (!one.results.empty()) given.push_back(p.rules[one.rule].title.name);
  }
  std::erase_if(rules, [&](const RuleExplanation& one) {
    const program::Rule& rule = p.rules[one.rule];
    const bool table = rule.kind == RuleKind::table;
    return table && one.results.empty() && std::find(given.begin(), given.end(), rule.title.name) != given.end();
  });
}

}  // namespace

Explanation from_case(const RuleSet& rules, CaseKindId kind, std::span<const FieldValue> given, std::span<const Event> events,
                      RuleId rule, Instant now) {
  Explanation into;
  into.kind = kind;
  into.events = ordered(events);
  if (now == never) now = into.events.empty() ? beginning : into.events.back().at;
  while (!into.events.empty() && into.events.back().at > now) into.events.pop_back();
  into.now = now.us;
  const program::Program& p = *rules.program();
  // Between two events any number of periods of a routine may end. Seen one by one they are the same periods, but levels of a ladder
  // would not be told as overdue any more: who watches routines does it apart.
  Judge judge(rules, into, false), slowly(rules, into, true);
  for (std::uint32_t i = 0; i < p.rules.size(); ++i) {
    // A ladder is told with its duty.
    const bool of_ladder = rule.value < p.rules.size() && p.rules[rule.value].kind == RuleKind::ladder && p.rules[rule.value].of == i;
    const bool edition = rule.value < p.rules.size() && p.rules[i].title.name == p.rules[rule.value].title.name;
    if (rule && !edition && !of_ladder) continue;
    (p.rules[i].kind == RuleKind::routine ? slowly : judge).watch(i);
  }
  judge.judge(given);
  if (slowly.watched()) slowly.judge(given);
  judge.conclude();
  slowly.conclude();
  std::stable_sort(into.rules.begin(), into.rules.end(), [](const RuleExplanation& a, const RuleExplanation& b) { return a.rule < b.rule; });
  drop_idle_editions(p, into.rules);
  return into;
}

}  // namespace bylaw::explainer
