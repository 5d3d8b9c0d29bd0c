// Rows sem-L of the semantics, in a desk: what comes late, twice, under a wrong id or is taken back, and when a verdict is final.
#include <algorithm>
#include <cstdlib>
#include <deque>

#include "history.hpp"

using namespace bylaw;
using namespace bylaw::tests;

namespace {

constexpr std::int64_t one_minute = 60'000'000;

bool has(const Decision& d, DecisionFlag flag) { return (d.flags & static_cast<std::uint8_t>(flag)) != 0; }

// Keeps what a host would hold to be decided: a retracted decision is found by its content and taken away.
class Book {
 public:
  void take(std::span<const Decision> told, Instant final_before) {
    for (const Decision& d : told) {
      if (!has(d, DecisionFlag::retracted)) {
        decided_.push_back(d);
        continue;
      }
      const auto found = std::find_if(decided_.begin(), decided_.end(), [&](const Decision& other) { return same(d, other); });
      REQUIRE(found != decided_.end());
      REQUIRE(found->at >= final_before);
      decided_.erase(found);
      ++retracted;
    }
  }

  bool holds(std::span<const Decision> wanted) const {
    return wanted.size() == decided_.size() && std::is_permutation(wanted.begin(), wanted.end(), decided_.begin(), same);
  }

  int retracted = 0;

 private:
  std::vector<Decision> decided_;
};

struct Arrival {
  std::int64_t at = 0;  // minute at which the desk hears of it
  Told told;
  bool is_void = false;
};

DeskOptions late_by(std::int64_t minutes) {
  DeskOptions options;
  options.cases = 4;
  options.lateness_us = minutes * one_minute;
  options.tolerance_us = INT64_MAX;
  return options;
}

struct Ears {
  explicit Ears(const DeskOptions& options, std::string_view text = story_rules) : names(rules_of(text)), desk(names.rules, options), out(512) {}

  Told opened(std::int64_t at, std::uint64_t id) const {
    return names.told("request.opened", minute(at), id, {names.field("impact", 1), names.field("reach", 0)});
  }
  Status tell(const Told& told) {
    result = desk.apply({7, names.kind, told.event()}, out);
    return result.status;
  }
  Status take_back(std::uint64_t id, std::int64_t at) {
    result = desk.void_event(7, names.kind, id, minute(at), out);
    return result.status;
  }
  Status pass(std::int64_t to) { return desk.advance(minute(to), out).status; }
  State state(const char* rule) const {
    Standing standing;
    REQUIRE(desk.standing(7, names.kind, names.rules.rule(rule), standing) == Status::ok);
    return standing.state;
  }

  Story names;
  Desk desk;
  std::vector<Decision> out;
  Result result;
};

}  // namespace

TEST_CASE("sem-L1 sem-L2 sem-L6 whatever is late, twice or void within the lateness: the same verdicts and bytes, and nothing final changes") {
  const RuleSet rules = rules_of(story_rules);
  std::mt19937 random(20261125);
  const int rounds = std::getenv("BYLAW_LONG") != nullptr ? 20000 : 500;
  int retracted = 0;
  for (int round = 0; round < rounds; ++round) {
    Story straight(rules);
    const std::vector<Told> events = history(straight, random, 12 + random() % 30);
    const std::int64_t lateness = static_cast<std::int64_t>(random() % 1500);
    std::vector<Arrival> arrivals;
    for (const Told& event : events) {
      REQUIRE(straight.apply(event).status == Status::ok);
      const std::int64_t happened = (event.at.us - minute(0).us) / one_minute;
      const auto heard = [&] { return happened + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(lateness + 1)); };
      arrivals.push_back({heard(), event});
      if (random() % 6 == 0) arrivals.push_back({heard(), event});  // told twice
      if (random() % 4 != 0) continue;
      // Something that never happened, and that it did not: in whichever order.
      Told wrong = straight.told("request.answered", event.at, 1000 + event.id);
      if (random() % 2 == 0) wrong = straight.told("info.requested", event.at, 1000 + event.id);
      arrivals.push_back({heard(), wrong});
      arrivals.push_back({heard(), wrong, true});
    }
    std::shuffle(arrivals.begin(), arrivals.end(), random);
    std::stable_sort(arrivals.begin(), arrivals.end(), [](const Arrival& a, const Arrival& b) { return a.at < b.at; });

    DeskOptions options = late_by(lateness);
    options.events = 90;  // little, so that it is dropped behind the watermark again and again
    options.fields = 90;
    Desk desk(rules, options);
    Book book;
    std::vector<Decision> out(1024);
    INFO("round " << round);
    const auto keep = [&](const Result& result) {
      INFO(word(result.status));
      REQUIRE(static_cast<int>(result.status) >= 0);
      book.take({out.data(), result.written}, desk.final_before());
    };
    for (const Arrival& arrival : arrivals) {
      if (random() % 2 == 0) keep(desk.advance(minute(arrival.at), out));
      if (arrival.is_void) keep(desk.void_event(7, straight.kind, arrival.told.id, arrival.told.at, out));
      else keep(desk.apply({7, straight.kind, arrival.told.event()}, out));
    }
    const Instant end = minute(30 * 24 * 60);
    REQUIRE(straight.advance(end).status == Status::ok);
    keep(desk.advance(end, out));
    std::vector<std::byte> bytes(rules.snapshot_bytes(straight.kind));
    REQUIRE(desk.snapshot(7, straight.kind, bytes) == bytes.size());
    REQUIRE(bytes == straight.bytes());
    REQUIRE(book.holds(straight.decisions));
    retracted += book.retracted;
  }
  CHECK(retracted > rounds);
}

TEST_CASE("sem-L1 a case that goes on for years needs no more log than a span of lateness") {
  DeskOptions options = late_by(60);
  options.events = 16;
  options.fields = 16;
  options.events_of_a_case = 12;
  Ears ears(options);
  REQUIRE(ears.tell(ears.opened(0, 1)) == Status::ok);
  for (std::int64_t i = 1; i < 5000; ++i) {
    REQUIRE(ears.pass(i * 10) == Status::ok);
    const char* name = i % 2 == 1 ? "info.requested" : "info.supplied";
    REQUIRE(ears.tell(ears.names.told(name, minute(i * 10 - (i % 2) * 45), static_cast<std::uint64_t>(i + 1))) == Status::ok);
  }
}

TEST_CASE("sem-L1 more events than can be judged anew are taken in order; a late one waits for the watermark") {
  DeskOptions options = late_by(60);
  options.events_of_a_case = 8;
  Ears ears(options);
  REQUIRE(ears.tell(ears.opened(0, 1)) == Status::ok);
  for (std::uint64_t i = 1; i < 20; ++i) {
    REQUIRE(ears.tell(ears.names.told("level.acknowledged", minute(static_cast<std::int64_t>(i)), i + 1)) == Status::ok);
  }
  const Told late = ears.names.told("info.requested", minute(15), 99);
  CHECK(ears.tell(late) == Status::too_many);
  REQUIRE(ears.pass(74) == Status::ok);
  CHECK(ears.tell(late) == Status::ok);
}

TEST_CASE("sem-L1 a voided event was never there") {
  Ears ears(late_by(600));
  REQUIRE(ears.tell(ears.opened(0, 1)) == Status::ok);
  REQUIRE(ears.tell(ears.names.told("request.answered", minute(30), 2)) == Status::ok);
  REQUIRE(ears.pass(200) == Status::ok);
  REQUIRE(ears.state("answer") == State::met);
  REQUIRE(ears.take_back(2, 30) == Status::ok);
  CHECK(ears.state("answer") == State::breached);
  // The discharge is taken back as it was told, and the breach is dated when it was due.
  bool taken_back = false;
  bool breached = false;
  for (std::size_t i = 0; i < ears.result.written; ++i) {
    const Decision& d = ears.out[i];
    if (d.rule != ears.names.rules.rule("answer") || d.kind != DecisionKind::state) continue;
    if (d.state == State::met) taken_back = has(d, DecisionFlag::retracted) && d.at == minute(30) && d.event == 2;
    if (d.state == State::breached) breached = has(d, DecisionFlag::correction) && d.at == minute(120);
  }
  CHECK(taken_back);
  CHECK(breached);
  CHECK(ears.take_back(2, 30) == Status::duplicate);
  CHECK(ears.tell(ears.names.told("request.answered", minute(30), 2)) == Status::voided);
  CHECK(ears.state("answer") == State::breached);
}

TEST_CASE("sem-L1 a void may come before its event") {
  Ears ears(late_by(600));
  REQUIRE(ears.take_back(2, 30) == Status::ok);
  REQUIRE(ears.tell(ears.opened(0, 1)) == Status::ok);
  CHECK(ears.tell(ears.names.told("request.answered", minute(30), 2)) == Status::voided);
  CHECK(ears.state("answer") == State::running);
}

TEST_CASE("sem-L4 sem-L6 what is behind the watermark is final: it is not taken back") {
  Ears ears(late_by(60));
  REQUIRE(ears.tell(ears.opened(0, 1)) == Status::ok);
  REQUIRE(ears.tell(ears.names.told("request.answered", minute(30), 2)) == Status::ok);
  CHECK(ears.desk.final_before() == beginning);
  REQUIRE(ears.pass(90) == Status::ok);
  CHECK(ears.desk.final_before() == minute(30));
  CHECK(ears.take_back(1, 0) == Status::too_late);
  CHECK(ears.tell(ears.names.told("info.requested", minute(29), 3)) == Status::too_late);
  CHECK(ears.take_back(2, 30) == Status::ok);
}

TEST_CASE("sem-L3 one id is one event of a case") {
  Ears ears(late_by(600));
  REQUIRE(ears.tell(ears.opened(0, 1)) == Status::ok);
  REQUIRE(ears.tell(ears.names.told("info.requested", minute(10), 2)) == Status::ok);
  REQUIRE(ears.tell(ears.names.told("info.supplied", minute(20), 3)) == Status::ok);
  const std::size_t size = ears.names.rules.snapshot_bytes(ears.names.kind);
  std::vector<std::byte> before(size), after(size);
  ears.desk.snapshot(7, ears.names.kind, before);
  CHECK(ears.tell(ears.names.told("info.requested", minute(10), 2)) == Status::duplicate);
  CHECK(ears.tell(ears.names.told("info.requested", minute(15), 2)) == Status::other_event);
  CHECK(ears.tell(ears.names.told("info.requested", minute(25), 2)) == Status::other_event);
  CHECK(ears.take_back(2, 11) == Status::other_event);
  ears.desk.snapshot(7, ears.names.kind, after);
  CHECK(before == after);
  // Another case may use the same ids, and 0 is none.
  CHECK(ears.desk.apply({8, ears.names.kind, ears.opened(0, 1).event()}, ears.out).status == Status::ok);
  CHECK(ears.tell(ears.names.told("info.requested", minute(30), 0)) == Status::ok);
  CHECK(ears.tell(ears.names.told("info.supplied", minute(40), 0)) == Status::ok);
}

TEST_CASE("sem-L1 what cannot be voided says why") {
  Ears ears(late_by(600));
  CHECK(ears.take_back(0, 10) == Status::unknown_event);
  CHECK(ears.desk.void_event(7, ears.names.kind, 3, never, ears.out).status == Status::bad_value);
  CHECK(ears.desk.void_event(7, CaseKindId{}, 3, minute(0), ears.out).status == Status::unknown_event);
  CHECK_FALSE(ears.desk.has(7, ears.names.kind));
  REQUIRE(ears.names.apply(ears.opened(0, 1)).status == Status::ok);
  REQUIRE(ears.names.apply(ears.names.told("info.requested", minute(10), 2)).status == Status::ok);
  REQUIRE(ears.desk.restore(7, ears.names.kind, ears.names.bytes()) == Status::ok);
  CHECK(ears.take_back(2, 10) == Status::needs_log);
  REQUIRE(ears.tell(ears.names.told("info.supplied", minute(20), 3)) == Status::ok);
  CHECK(ears.take_back(3, 20) == Status::ok);
  DeskOptions no_log = late_by(600);
  no_log.events = 0;
  Ears deaf(no_log);
  CHECK(deaf.take_back(2, 10) == Status::needs_log);
}

TEST_CASE("sem-L1 corrections that do not fit leave the case as it was") {
  Ears ears(late_by(600));
  REQUIRE(ears.tell(ears.opened(0, 1)) == Status::ok);
  REQUIRE(ears.tell(ears.names.told("request.answered", minute(30), 2)) == Status::ok);
  REQUIRE(ears.pass(200) == Status::ok);
  const Result small = ears.desk.void_event(7, ears.names.kind, 2, minute(30), std::span(ears.out).first(1));
  REQUIRE(small.status == Status::buffer_too_small);
  CHECK(ears.state("answer") == State::met);
  REQUIRE(ears.take_back(2, 30) == Status::ok);
  CHECK(ears.result.written == small.needed);
}

TEST_CASE("sem-L5 the watermark is the greatest now less the lateness that the handbook states") {
  std::string text(story_rules);
  const std::string_view place = "in-force from 2020-01-01";
  text.insert(text.find(place) + place.size(), "  lateness 90 minutes");
  DeskOptions options;
  Ears ears(options, text);
  CHECK(ears.names.rules.lateness_us() == 90 * one_minute);
  REQUIRE(ears.pass(200) == Status::ok);
  CHECK(ears.desk.final_before() == minute(110));
  CHECK(ears.tell(ears.opened(109, 1)) == Status::too_late);
  CHECK(ears.tell(ears.opened(110, 1)) == Status::ok);
  options.lateness_us = 0;
  Ears strict(options, text);
  REQUIRE(strict.pass(200) == Status::ok);
  CHECK(strict.desk.final_before() == minute(200));
}
