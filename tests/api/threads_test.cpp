// What hosts are promised of threads: any number of them read one rule set, copies of it come and go, and each has cases, desks and
// boards of its own. Run with the thread sanitizer by tests/run.sh --sanitize; without it, each thread must come to what one alone does.
#include <algorithm>
#include <cstddef>
#include <string>
#include <thread>
#include <vector>

#include "bylaw/bylaw.hpp"
#include "catch.hpp"

using namespace bylaw;

namespace {

constexpr int thread_count = 4;
constexpr std::int64_t minute_us = 60'000'000;
constexpr std::int64_t start_us = 1772413200000000;  // 2026-03-02T01:00Z

const char* const text = R"(bylaw 1 lang en

calendar office "office" {
  zone    "UTC"
  open    mon to fri 09:00 to 17:00
  covers  2020-01-01 to 2030-12-31
  count   civil roll wide
}
role clerk "clerk"
case request "request" { urgency one of low, high optional }
event request.asked    "asked"    on request { urgency }
event request.waiting  "waiting"  on request
event request.told     "told"     on request
event request.answered "answered" on request
duty answer "answer" {
  trigger  request.asked
  must     request.answered
  limit    by urgency { high: 3 hours  otherwise: 2 working days } from trigger
  calendar office
  pause    request.waiting until request.told
  warn     elapsed 50% notify clerk
}
kpi in-time "in time" { measure share of answer met  by urgency  over calendar month }
)";

const Source source{"threads.bylaw", text};

RuleSet compiled() {
  Compiled made = compile({&source, 1});
  INFO(made.text);
  REQUIRE(made.rules);
  return made.rules;
}

// Everything a host does with a rule set, written down.
std::string work(const RuleSet& shared) {
  const RuleSet rules = shared;
  const CaseKindId kind = rules.case_kind("request");
  const EventKindId kinds[] = {rules.event("request.asked"), rules.event("request.waiting"), rules.event("request.told"), rules.event("request.answered")};
  const FieldId urgency = rules.field("urgency");
  DeskOptions options;
  options.cases = 64;
  options.events = 1024;
  options.fields = 1024;
  options.events_of_a_case = 16;
  Desk desk(rules, options);
  Board board(rules);
  std::vector<Decision> out(256);
  std::string said;
  const auto note = [&](const Result& result) {
    for (const Decision& decision : std::span(out).first(result.written)) {
      (void)board.add(kind, decision);
      said += std::string(word(decision.state)) + ' ' + std::to_string(decision.case_number) + ' ' + std::to_string(decision.at.us) + '\n';
    }
  };
  std::vector<Event> log;
  const FieldValue high{urgency, 1};
  for (std::uint64_t step = 0; step < 4 * 64; ++step) {
    const std::uint64_t number = step % 64;
    const std::uint64_t at = step / 64;
    Event event{kinds[at], Instant{start_us + static_cast<std::int64_t>(step) * minute_us}, 0, step + 1, {}};
    if (at == 0) event.fields = {&high, number % 2};
    if (at == 3 && number % 3 == 0) continue;
    note(desk.apply({number, kind, event}, out));
    if (number == 1) log.push_back(event);
    (void)board.add(number, kind, event);
  }
  note(desk.advance(Instant{start_us + 24 * 60 * minute_us}, out));
  (void)board.compute();
  for (std::size_t i = 0; i < board.size(); ++i) said += std::to_string(board.row(i).numerator) + '/' + std::to_string(board.row(i).denominator) + '\n';
  said += explain(rules, kind, {}, log, RuleId{}, {});
  std::vector<std::byte> pack(save(rules));
  save(rules, pack);
  const Loaded loaded = load(pack);
  said += std::to_string(pack.size()) + (std::ranges::equal(loaded.rules.hash(), rules.hash()) ? " the same" : " another");
  return said;
}

template <class F>
std::vector<std::string> on_threads(F job) {
  std::vector<std::string> said(thread_count);
  std::vector<std::thread> threads;
  for (std::string& one : said) threads.emplace_back([&one, &job] { one = job(); });
  for (std::thread& thread : threads) thread.join();
  return said;
}

}  // namespace

TEST_CASE("threads that share a rule set come to what one alone does") {
  const RuleSet rules = compiled();
  const std::string alone = work(rules);
  CHECK(alone.find("breached") != std::string::npos);
  CHECK(alone.find("met") != std::string::npos);
  for (const std::string& said : on_threads([&rules] { return work(rules); })) CHECK(said == alone);
}

TEST_CASE("threads compile at the same time") {
  const std::string alone = work(compiled());
  const auto job = [] {
    const Compiled made = compile({&source, 1});
    return made.rules ? work(made.rules) : made.text;
  };
  for (const std::string& said : on_threads(job)) CHECK(said == alone);
}

TEST_CASE("the last copy of a rule set may go on any thread") {
  for (int round = 0; round < 50; ++round) {
    std::vector<RuleSet> copies(thread_count, compiled());
    std::vector<std::thread> threads;
    std::vector<std::size_t> events(thread_count);
    for (int i = 0; i < thread_count; ++i) {
      threads.emplace_back([&copy = copies[static_cast<std::size_t>(i)], &count = events[static_cast<std::size_t>(i)]] {
        RuleSet mine = std::move(copy);
        const RuleSet another = mine;
        mine = RuleSet();
        count = another.event_count();
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(events == std::vector<std::size_t>(thread_count, 4));
  }
}
