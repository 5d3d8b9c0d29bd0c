// Random logs against compiled programs: what the compiler promises the evaluator holds while events arrive.
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "bylaw/case.hpp"
#include "bylaw/compile.hpp"
#include "catch.hpp"
#include "program/program.hpp"

using namespace bylaw;
namespace fs = std::filesystem;

namespace {

RuleSet rules_of(const std::string& name) {
  std::ifstream in(fs::path(BYLAW_SOURCE_DIR) / "tests/compile/programs" / name, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  const Source source{name, text.str()};
  return compile({&source, 1}).rules;
}

// The same program, without the short cut of DutyProgram::ordered.
RuleSet without_order(const RuleSet& rules) {
  auto* copy = new program::Program(*rules.program());
  for (program::DutyProgram& duty : copy->duties) duty.ordered = false;
  return RuleSet::adopt(copy);
}

struct Log {
  std::vector<std::vector<FieldValue>> fields;
  std::vector<Event> events;
};

// Events of every kind within three weeks of March 2026, with some of their fields.
Log random_log(const RuleSet& rules, CaseKindId kind, std::mt19937& random) {
  Log log;
  std::vector<EventKindId> kinds;
  for (std::uint32_t e = 0; e < rules.event_count(); ++e) {
    if (rules.happens_to(EventKindId{e}, kind)) kinds.push_back(EventKindId{e});
  }
  const std::size_t count = 2 + random() % 12;
  constexpr std::int64_t minute = 60'000'000;
  std::int64_t at = rules.instant_of(20'514, 0).us + static_cast<std::int64_t>(random() % 10'000) * minute;
  for (std::size_t i = 0; i < count; ++i) {
    Event event;
    event.kind = i == 0 ? kinds.front() : kinds[random() % kinds.size()];
    event.at = Instant{at};
    event.id = i + 1;
    std::vector<FieldValue> fields;
    for (std::uint32_t f = 0; f < rules.field_count(); ++f) {
      const FieldInfo info = rules.info(FieldId{f});
      if (!rules.carries(event.kind, FieldId{f}) || random() % 4 == 0) continue;
      std::int64_t value = info.first;
      if (info.type == FieldType::date) value = 20'514 + static_cast<std::int64_t>(random() % 20);
      else if (info.type == FieldType::instant) value = at + static_cast<std::int64_t>(random() % 5000) * minute;
      else if (info.type == FieldType::money) value = static_cast<std::int64_t>(random() % 20'000);
      else value += static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(info.last - info.first + 1));
      fields.push_back({FieldId{f}, value});
    }
    log.fields.push_back(std::move(fields));
    log.events.push_back(event);
    at += static_cast<std::int64_t>(random() % 3 == 0 ? random() % 3 : random() % 4000) * minute;
  }
  for (std::size_t i = 0; i < count; ++i) log.events[i].fields = log.fields[i];
  return log;
}

std::string line(const RuleSet& rules, const Decision& d) {
  std::ostringstream out;
  out << rules.info(d.rule).name << ' ' << d.instance << ' ' << word(d.kind) << ' ' << word(d.state) << ' '
      << word(d.cause) << " level " << int{d.level} << " at " << d.at.us << " due " << d.due.us << " value " << d.value
      << " flags " << int{d.flags} << '\n';
  return out.str();
}

// All decisions of a log and of the weeks after it. `most`: the most decisions of one event.
std::string decisions(const RuleSet& rules, CaseKindId kind, const Log& log, std::size_t& most) {
  std::vector<std::uint64_t> memory(rules.case_bytes(kind) / 8);
  Case one(rules, kind, std::as_writable_bytes(std::span(memory)));
  REQUIRE(one.open(1) == Status::ok);
  std::string all;
  std::vector<Decision> out(4096);
  for (const Event& event : log.events) {
    const Result result = one.apply(event, out);
    REQUIRE(result.status == Status::ok);
    most = std::max(most, result.needed);
    for (std::size_t i = 0; i < result.written; ++i) all += line(rules, out[i]);
  }
  const Result rest = one.advance(Instant{log.events.back().at.us + std::int64_t{90} * 86'400'000'000}, out);
  REQUIRE(rest.status == Status::ok);
  for (std::size_t i = 0; i < rest.written; ++i) all += line(rules, out[i]);
  return all;
}

}  // namespace

TEST_CASE("ordered checkpoints are decided as all checkpoints are, and one event never decides more than its bound") {
  for (const char* name : {"thresholds.bylaw", "lives.bylaw"}) {
    const RuleSet rules = rules_of(name);
    REQUIRE(rules);
    const RuleSet plain = without_order(rules);
    const CaseKindId kind = rules.case_kind("request");
    std::mt19937 random(11);
    std::size_t most = 0;
    for (int i = 0; i < 1500; ++i) {
      const Log log = random_log(rules, kind, random);
      const std::string expected = decisions(plain, kind, log, most);
      const std::string found = decisions(rules, kind, log, most);
      if (found != expected) {
        INFO(name << ", log " << i);
        CHECK(found == expected);
        break;
      }
    }
    CHECK(most <= rules.max_decisions(kind));
    CHECK(most > 3);
  }
}
