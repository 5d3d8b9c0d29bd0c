// One log, judged in several ways that must come to the same: event by event; with time passing in between in small steps; from
// snapshots, by rules that came out of a pack; from the whole log in another order; by a Desk to which events come late.
// Whether it is also right is for the slow evaluator: tests/reference/run.py judges the kept inputs as logs (logs.cpp).
#include <algorithm>
#include <map>

#include "judge_log.hpp"

namespace bylaw::fuzz {

namespace {

bool same(const Decision& a, const Decision& b) {
  return a.at == b.at && a.due == b.due && a.value == b.value && a.event == b.event && a.rule == b.rule && a.instance == b.instance &&
         a.kind == b.kind && a.state == b.state && a.cause == b.cause && a.level == b.level && a.edition == b.edition && a.variant == b.variant;
}

struct Outcome {
  std::vector<Decision> decisions;
  std::vector<std::uint8_t> state;
};

void expect_same(const Outcome& a, const Outcome& b, const char* promise) {
  expect(a.decisions.size() == b.decisions.size(), promise);
  for (std::size_t i = 0; i < a.decisions.size(); ++i) expect(same(a.decisions[i], b.decisions[i]), promise);
  expect(a.state == b.state, promise);
}

void keep(Outcome& outcome, const std::vector<Decision>& out, const Result& result, const char* promise) {
  expect(result.status == Status::ok || result.status == Status::more, promise);
  outcome.decisions.insert(outcome.decisions.end(), out.begin(), out.begin() + static_cast<std::ptrdiff_t>(result.written));
}

Outcome straight(const Log& log) {
  Outcome outcome;
  Held held(log.file->rules, log.kind);
  held.one().open(1);
  std::vector<Decision> out(1024);
  for (const Event& event : log.events) keep(outcome, out, held.one().apply(event, out), "an event in its order is taken");
  keep(outcome, out, held.one().advance(log.until, out), "time passes");
  outcome.state = held.bytes();
  return outcome;
}

// Time passes to every instant the case waits for, and to every event, with room for one decision at a time.
void pass_time(Outcome& outcome, Case& one, Instant to) {
  std::vector<Decision> out(1);
  for (;;) {
    const Instant due = one.next_due();
    const Instant now = std::min(due, to);
    Result result = one.advance(now, out);
    bool decided = result.written > 0;
    keep(outcome, out, result, "time passes in steps");
    while (result.status == Status::more) {
      expect(result.written == 1, "a step with room for a decision goes on");
      result = one.advance(now, out);
      keep(outcome, out, result, "time passes in portions");
    }
    // An instance that waits for a fact goes through its checkpoints silently.
    expect(decided || due > to || one.next_due() > due, "what is waited for is decided or passed when it is due");
    if (due > to) return;
  }
}

Outcome in_steps(const Log& log) {
  Outcome outcome;
  Held held(log.file->rules, log.kind);
  held.one().open(1);
  std::vector<Decision> out(1024);
  for (const Event& event : log.events) {
    pass_time(outcome, held.one(), event.at);
    keep(outcome, out, held.one().apply(event, out), "an event in its order is taken");
  }
  pass_time(outcome, held.one(), log.until);
  outcome.state = held.bytes();
  return outcome;
}

const RuleSet& from_pack(const RuleFile& file) {
  static std::map<const RuleFile*, RuleSet> packed;
  RuleSet& rules = packed[&file];
  if (!rules) {
    std::vector<std::byte> bytes(save(file.rules));
    save(file.rules, bytes);
    rules = load(bytes).rules;
    expect(static_cast<bool>(rules), "a pack is loaded");
  }
  return rules;
}

Outcome from_snapshots(const Log& log) {
  Outcome outcome;
  const RuleSet& rules = from_pack(*log.file);
  std::vector<Decision> out(1024);
  Held first(rules, log.kind);
  first.one().open(1);
  std::vector<std::uint8_t> bytes = first.bytes();
  for (const Event& event : log.events) {
    Held next(rules, log.kind);
    expect(next.restore(bytes), "a snapshot is taken back");
    keep(outcome, out, next.one().apply(event, out), "an event in its order is taken");
    bytes = next.bytes();
  }
  Held last(rules, log.kind);
  expect(last.restore(bytes), "a snapshot is taken back");
  keep(outcome, out, last.one().advance(log.until, out), "time passes");
  outcome.state = last.bytes();
  return outcome;
}

// An order that the log itself gives, so that the same bytes say the same.
std::vector<Event> shuffled(const Log& log) {
  std::vector<Event> events = log.events;
  std::uint64_t seed = events.size();
  for (const Event& event : events) seed = seed * 6364136223846793005u + static_cast<std::uint64_t>(event.at.us) + event.kind.value;
  for (std::size_t i = events.size(); i > 1; --i) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    std::swap(events[i - 1], events[seed % i]);
  }
  return events;
}

Outcome rebuilt(const Log& log) {
  Outcome outcome;
  const RuleSet& rules = log.file->rules;
  std::vector<Event> events = shuffled(log);
  if (!events.empty()) events.push_back(events.front());  // told twice
  std::vector<std::uint64_t> memory((rules.case_bytes(log.kind) + 7) / 8);
  std::vector<std::uint32_t> order(events.size());
  std::vector<Decision> out(4096);
  const auto bytes = std::as_writable_bytes(std::span(memory));
  keep(outcome, out, rebuild(rules, log.kind, bytes, 1, {}, events, log.until, order, out), "a case is judged from its log");
  outcome.state.resize(rules.snapshot_bytes(log.kind));
  Case(rules, log.kind, bytes).snapshot(std::as_writable_bytes(std::span(outcome.state)));
  return outcome;
}

// Only the state: a desk tells decisions as they become known. None where it has no room to judge the case anew, as for the periods
// of years.
std::vector<std::uint8_t> at_a_desk(const Log& log) {
  const RuleSet& rules = log.file->rules;
  Desk desk(rules, small_desk(1, 64, 64));
  std::vector<Decision> out(4096);
  for (const Event& event : shuffled(log)) {
    const Status status = desk.apply({1, log.kind, event}, out).status;
    if (status == Status::too_many) return {};
    expect(status == Status::ok, "a desk puts a late event in its place");
  }
  expect(desk.advance(log.until, out).status == Status::ok, "time passes at a desk");
  std::vector<std::uint8_t> state(rules.snapshot_bytes(log.kind));
  desk.snapshot(1, log.kind, std::as_writable_bytes(std::span(state)));
  return state;
}

}  // namespace

void judge(Bytes bytes) {
  const Log log = log_of(bytes);
  const Outcome outcome = straight(log);
  expect_same(outcome, in_steps(log), "many small steps are one big step");
  expect_same(outcome, from_snapshots(log), "a case goes on from a snapshot");
  expect_same(outcome, rebuilt(log), "the order of arrival does not matter");
  if (log.events.empty()) return;
  const std::vector<std::uint8_t> state = at_a_desk(log);
  expect(state.empty() || state == outcome.state, "a desk comes to the same state");
}

}  // namespace bylaw::fuzz
