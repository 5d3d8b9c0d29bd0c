// No allocation on the event path. Not part of a sanitizer's build, which brings its own operator new.
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>

#include "history.hpp"
#include "routine_rules.hpp"

namespace {
std::atomic<std::size_t> allocations{0};
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* p = std::malloc(size)) return p;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size);
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }

using namespace bylaw;
using namespace bylaw::tests;

TEST_CASE("a case never allocates") {
  const RuleSet rules = rules_of(story_rules);
  Story story(rules);
  std::mt19937 random(9);
  const std::vector<Told> told = history(story, random, 40);
  bool all_taken = true;
  const std::size_t before = allocations;
  for (const Told& event : told) {
    all_taken &= story.one().apply(event.event(), story.out).status == Status::ok;
    all_taken &= story.one().advance(event.at, story.out).status == Status::ok;
  }
  all_taken &= story.one().advance(minute(1000000), story.out).status == Status::ok;
  // A buffer that is too small costs no allocation either.
  const Event again{rules.event("request.opened"), minute(1000001), 0, 999, {}};
  (void)story.one().apply(again, std::span(story.out).first(0));
  const std::size_t after = allocations;
  CHECK(all_taken);
  CHECK(after == before);
}

TEST_CASE("the desk allocates when it is made and never afterwards") {
  const RuleSet rules = rules_of(story_rules);
  Story names(rules);
  std::mt19937 random(3);
  std::vector<std::vector<Told>> histories;
  for (int i = 0; i < 200; ++i) histories.push_back(history(names, random, 10));
  DeskOptions options;
  options.cases = 200;
  options.events = 2400;
  options.fields = 2400 * 2;
  options.lateness_us = INT64_MAX;
  Desk desk(rules, options);
  std::vector<Decision> out(4096);
  const CaseKindId kind = rules.case_kind("request");
  const std::size_t before = allocations;
  bool all_taken = true;
  for (std::size_t i = 0; i < histories.size(); ++i) {
    // Every second case tells its events in reverse: each of them is judged anew.
    std::vector<Told>& told = histories[i];
    if (i % 2 == 1) std::reverse(told.begin(), told.end());
    for (const Told& event : told) all_taken &= desk.apply({i, kind, event.event()}, out).status == Status::ok;
  }
  all_taken &= desk.advance(minute(1000000), out).status != Status::clock_backwards;
  const std::size_t after = allocations;
  CHECK(all_taken);
  CHECK(after == before);
}

TEST_CASE("the desk drops its log behind the watermark, and takes events back, without allocating") {
  const RuleSet rules = rules_of(story_rules);
  Story names(rules);
  DeskOptions options;
  options.cases = 20;
  options.events = 60;
  options.fields = 120;
  options.lateness_us = 100 * std::int64_t{60'000'000};
  options.tolerance_us = INT64_MAX;
  Desk desk(rules, options);
  std::vector<Decision> out(4096);
  std::mt19937 random(9);
  const CaseKindId kind = rules.case_kind("request");
  std::vector<Told> told;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    const auto at = minute(static_cast<std::int64_t>(i * 5 + random() % 60));
    if (i < 20) told.push_back(names.told("request.opened", at, i + 1, {names.field("impact", 1), names.field("reach", 1)}));
    else told.push_back(names.told(i % 40 < 20 ? "info.requested" : "info.supplied", at, i + 1));
  }
  const std::size_t before = allocations;
  bool all_taken = true;
  for (std::size_t i = 0; i < told.size(); ++i) {
    all_taken &= desk.advance(minute(static_cast<std::int64_t>(i * 5)), out).status == Status::ok;
    all_taken &= desk.apply({i % 20, kind, told[i].event()}, out).status == Status::ok;
    if (i % 7 == 6) all_taken &= desk.void_event(i % 20, kind, told[i].id, told[i].at, out).status == Status::ok;
  }
  const std::size_t after = allocations;
  CHECK(all_taken);
  CHECK(after == before);
}

TEST_CASE("routines never allocate, however long nobody asks") {
  const RuleSet rules = rules_of(routine_rules);
  Story story(rules);
  std::mt19937 random(4);
  const std::vector<Told> told = routine_history(story, random, 40);
  bool all_taken = true;
  const std::size_t before = allocations;
  const auto pass = [&](Instant until) {
    Result result;
    do result = story.one().advance(until, story.out);
    while (result.status == Status::more);
    all_taken &= result.status == Status::ok;
  };
  for (const Told& event : told) {
    pass(event.at);
    all_taken &= story.one().apply(event.event(), story.out).status == Status::ok;
  }
  pass(minute(1000000));
  const std::size_t after = allocations;
  CHECK(all_taken);
  CHECK(after == before);
}
