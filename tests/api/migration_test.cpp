// Open cases under other rules (row sem-V1): wherever a story is cut and moved, it ends as it would have ended; what has no place is
// refused, and told.
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "bylaw/bylaw.hpp"
#include "catch.hpp"

using namespace bylaw;

namespace {

std::string with(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

// An elapsed limit with a pause and a ladder (a timer), one in working time, a disclosure, a record, a count, a sequence, a routine.
const std::string before_text = R"(bylaw 1 lang en
calendar office { zone "UTC"  open mon to sun 08:00 to 20:00  covers 2020-01-01 to 2030-12-31  count civil roll wide }
role lead "lead"  role head "head"
case matter { kind one of plain, urgent  who one of lead, head  why text  sum number 0 to 1000  open-since date optional
              ends upon matter.closed }
event matter.received  on matter { kind, sum }
event matter.answered  on matter
event matter.checked   on matter
event matter.paused    on matter
event matter.resumed   on matter
event matter.waived    on matter { who, why }
event matter.shown     on matter
event matter.signed    on matter
event matter.called    on matter
event matter.closed    on matter
handbook book { edition "1" in-force from 2020-01-01  calendar office }
clause B.1 of book {
  duty answer "answer" {
    trigger matter.received
    must    matter.answered
    limit   10 hours from trigger
    warn    elapsed 50% notify lead
    pause   matter.paused until matter.resumed
  }
  ladder answer-ladder for answer { level 1 notify lead when breached  level 2 notify head when breached by 5 hours }
}
clause B.2 of book {
  duty check "check" {
    trigger matter.received when kind = urgent
    triggers each at most 3
    must    matter.checked
    limit   12 working hours from trigger
    pause   matter.paused until matter.resumed
    waive   matter.waived by who because why
  }
}
clause B.3 of book {
  disclosure notice { gate matter.signed  show matter.shown before gate  valid 30 hours }
  forbid calls { event matter.called  more than 1 within 24 hours }
  sequence steps-of-it { steps matter.shown > matter.signed }
  record file { at matter.signed  fields sum  keep 1 year from matter.closed }
  routine review { for matter  every 1 week from matter.received  must matter.checked }
}
)";

// The next edition: another limit for the answer, and a new duty; nothing else.
std::string after_text() {
  std::string text = with(before_text, "handbook book { edition \"1\" in-force from 2020-01-01",
                          "handbook book { edition \"0\" in-force from 2010-01-01  edition \"1\" in-force from 2020-01-01  edition \"2\" in-force from 2027-01-01");
  text = with(text, "kind one of plain, urgent", "kind one of slow, urgent, plain");
  text = with(text, "clause B.1 of book {", "clause B.1 of book {\n  edition \"1\"");
  text = with(text, "answer \"answer\"", "answer \"the answer, labelled anew\"");
  text += R"(
clause B.1 of book {
  edition "2"
  duty answer "answer" { trigger matter.received  must matter.answered  limit 2 hours from trigger }
}
clause B.4 of book {
  edition "2"
  duty fresh "new" { trigger matter.received  must matter.closed  limit 1 hour from trigger }
}
)";
  return text;
}

RuleSet rules_of(const std::string& text) {
  const Source source{"rules.bylaw", text};
  Compiled compiled = compile({&source, 1});
  INFO(compiled.text);
  REQUIRE(compiled.rules);
  return std::move(compiled.rules);
}

struct Told {
  const char* event;
  std::int64_t hour;  // of 2026-03-02
  std::vector<std::pair<const char*, std::int64_t>> fields;  // values in the old rules' numbers
};

struct Ticket {
  explicit Ticket(const RuleSet& r) : rules(r), kind(r.case_kind("matter")), words((r.case_bytes(kind) + 7) / 8) {}

  Case view() { return {rules, kind, std::as_writable_bytes(std::span(words))}; }

  void take(const Told& told, std::uint64_t id, bool renumbered) {
    std::vector<FieldValue> fields;
    for (const auto& [name, value] : told.fields) {
      const bool kind_of_it = renumbered && std::string(name) == "kind";
      fields.push_back({rules.field(name), kind_of_it ? (value == 0 ? 2 : 1) : value});
    }
    std::sort(fields.begin(), fields.end(), [](const FieldValue& a, const FieldValue& b) { return a.field.value < b.field.value; });
    Event event;
    event.kind = rules.event(told.event);
    event.at = {start + told.hour * hour};
    event.id = id;
    event.sequence = static_cast<std::int64_t>(id);
    event.fields = fields;
    std::vector<Decision> out(512);
    const Result result = view().apply(event, out);
    INFO(told.event << " " << word(result.status));
    REQUIRE(result.status == Status::ok);
    note(out, result.written);
  }

  void until(std::int64_t at) {
    std::vector<Decision> out(4096);
    const Result result = view().advance({start + at * hour}, out);
    REQUIRE(result.status == Status::ok);
    note(out, result.written);
  }

  // Decisions as words: the two rule sets number their rules differently.
  void note(const std::vector<Decision>& out, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const Decision& d = out[i];
      said.push_back((d.rule ? std::string(rules.info(d.rule).name) : "-") + " " + word(d.kind) + " " + word(d.state) + " " + word(d.cause) + " " +
                     std::to_string((d.at.us - start) / 60'000'000) + " due " +
                     (d.due == never ? "never" : std::to_string((d.due.us - start) / 60'000'000)) + " #" + std::to_string(d.instance) +
                     " level " + std::to_string(d.level) + " in " + (d.rule ? std::string(rules.edition(d.rule, d.edition)) : ""));
    }
  }

  static constexpr std::int64_t hour = 3'600'000'000;
  static constexpr std::int64_t start = 1'772'409'600'000'000;  // 2026-03-02T00:00Z

  const RuleSet& rules;
  CaseKindId kind;
  std::vector<std::uint64_t> words;
  std::vector<std::string> said;
};

using Story = std::vector<Told>;

const std::vector<Story> stories = {
    {{"matter.received", 9, {{"kind", 1}, {"sum", 7}}}, {"matter.paused", 12, {}}, {"matter.resumed", 20, {}}, {"matter.answered", 40, {}},
     {"matter.checked", 60, {}}, {"matter.closed", 300, {}}},
    {{"matter.received", 9, {{"kind", 1}, {"sum", 7}}}, {"matter.shown", 10, {}}, {"matter.received", 14, {{"kind", 1}, {"sum", 8}}},
     {"matter.called", 15, {}}, {"matter.called", 30, {}}, {"matter.signed", 35, {}}, {"matter.waived", 80, {{"who", 1}, {"why", 1}}},
     {"matter.checked", 90, {}}, {"matter.answered", 91, {}}},
    {{"matter.received", 9, {{"kind", 0}, {"sum", 0}}}, {"matter.paused", 9, {}}, {"matter.signed", 30, {}}, {"matter.resumed", 31, {}},
     {"matter.paused", 35, {}}, {"matter.resumed", 36, {}}},
    {{"matter.paused", 1, {}}, {"matter.received", 9, {{"kind", 1}, {"sum", 3}}}, {"matter.received", 11, {{"kind", 1}, {"sum", 3}}},
     {"matter.resumed", 26, {}}, {"matter.received", 30, {{"kind", 1}, {"sum", 3}}}, {"matter.answered", 37, {}}, {"matter.received", 200, {{"kind", 0}, {"sum", 3}}}},
};

std::vector<std::string> told_whole(const RuleSet& rules, const Story& story, bool renumbered) {
  Ticket ticket(rules);
  REQUIRE(ticket.view().open(1) == Status::ok);
  for (std::size_t i = 0; i < story.size(); ++i) ticket.take(story[i], i + 1, renumbered);
  ticket.until(2000);
  return ticket.said;
}

// Under `first` up to a cut, then under `second`.
std::vector<std::string> told_across(const RuleSet& first, const RuleSet& second, const Story& story, std::int64_t cut, bool renumbered) {
  Ticket old(first);
  Ticket now(second);
  REQUIRE(old.view().open(1) == Status::ok);
  std::size_t i = 0;
  for (; i < story.size() && story[i].hour <= cut; ++i) old.take(story[i], i + 1, !renumbered && &first != &second);
  old.until(cut);
  Case from = old.view();
  Case to = now.view();
  const Moved moved = move_case(from, to);
  INFO(word(moved.misfit) << " " << (moved.rule ? first.info(moved.rule).name : ""));
  REQUIRE(moved.misfit == Misfit::none);
  std::vector<std::byte> snapshot(now.view().snapshot({}));
  now.view().snapshot(snapshot);
  REQUIRE(now.view().restore(snapshot) == Status::ok);  // a state as sound as any
  for (; i < story.size(); ++i) now.take(story[i], i + 1, renumbered);
  now.until(2000);
  old.said.insert(old.said.end(), now.said.begin(), now.said.end());
  return old.said;
}

Moved move_after(std::initializer_list<Told> story, std::int64_t until, const RuleSet& old_rules, Ticket& now) {
  Ticket old(old_rules);
  REQUIRE(old.view().open(1) == Status::ok);
  std::uint64_t id = 0;
  for (const Told& told : story) old.take(told, ++id, false);
  old.until(until);
  Case from = old.view();
  Case to = now.view();
  return move_case(from, to);
}

}  // namespace

TEST_CASE("sem-V1 a case cut anywhere and moved to rules with a further edition goes on as it would have", "[migration]") {
  const RuleSet before = rules_of(before_text);
  const RuleSet after = rules_of(after_text());
  for (std::size_t s = 0; s < stories.size(); ++s) {
    const std::vector<std::string> whole = told_whole(before, stories[s], false);
    CHECK(told_whole(after, stories[s], true) == whole);
    for (std::int64_t cut = 10; cut < 120; ++cut) {
      INFO("story " << s << " cut at hour " << cut);
      CHECK(told_across(before, after, stories[s], cut, true) == whole);
      CHECK(told_across(before, before, stories[s], cut, false) == whole);
    }
  }
}

TEST_CASE("sem-V1 and back again, where nothing of the further edition is open", "[migration]") {
  const RuleSet before = rules_of(before_text);
  const RuleSet after = rules_of(after_text());
  const std::vector<std::string> whole = told_whole(before, stories[0], false);
  for (std::int64_t cut = 10; cut < 120; ++cut) {
    INFO("cut at hour " << cut);
    CHECK(told_across(after, before, stories[0], cut, false) == whole);
  }
}

TEST_CASE("sem-V1 what is open and has no place is refused, and the new case untouched", "[migration]") {
  const RuleSet before = rules_of(before_text);
  const Told received{"matter.received", 9, {{"kind", 1}, {"sum", 7}}};
  struct Row {
    const char* what;
    const char* by;
    Misfit misfit;
    const char* rule;
  };
  const Row rows[] = {
      {"limit   10 hours from trigger", "limit   11 hours from trigger", Misfit::changed_rule, "answer"},
      {"level 2 notify head when breached by 5 hours", "", Misfit::changed_rule, "answer"},
      {"open mon to sun 08:00 to 20:00", "open mon to sun 08:00 to 19:00", Misfit::changed_rule, "answer"},
      {"duty check \"check\"", "duty checking \"check\"", Misfit::no_rule, "check"},
      {"edition \"1\" in-force", "edition \"one\" in-force", Misfit::no_edition, "answer"},
      {"case matter { ", "case matters { ", Misfit::no_case_kind, ""},
      {"kind one of plain, urgent", "kind one of plain, quick, swift", Misfit::changed_field, ""},
      {"duty answer \"answer\" {\n    trigger matter.received", "duty answer \"answer\" {\n    trigger matter.received when has matter.called", Misfit::unknown_history, ""},
      {"every 1 week", "every 2 weeks", Misfit::changed_rule, "review"},
  };
  for (const Row& row : rows) {
    INFO(row.by);
    std::string text = with(before_text, row.what, row.by);
    if (row.misfit == Misfit::no_case_kind) {
      for (std::size_t at = 0; (at = text.find(" on matter", at)) != std::string::npos; at += 11) text.replace(at, 10, " on matters");
      text = with(text, "for matter ", "for matters ");
    }
    if (row.misfit == Misfit::changed_field) text = with(text, "kind = urgent", "kind = swift");
    const RuleSet after = rules_of(text);
    Ticket now(after);
    if (row.misfit == Misfit::no_case_kind) {
      now.kind = after.case_kind("matters");
      now.words.assign((after.case_bytes(now.kind) + 7) / 8, 0);
    }
    REQUIRE(now.view().open(77) == Status::ok);
    const std::vector<std::uint64_t> untouched = now.words;
    const Moved moved = move_after({received}, 12, before, now);
    CHECK(std::string(word(moved.misfit)) == word(row.misfit));
    CHECK((moved.rule ? std::string(before.info(moved.rule).name) : "") == row.rule);
    CHECK(now.words == untouched);
  }
}

TEST_CASE("sem-V1 the verdicts that other rules change are listed", "[migration]") {
  const RuleSet before = rules_of(before_text);
  const RuleSet after = rules_of(with(before_text, "limit   10 hours from trigger", "limit   30 hours from trigger"));
  Ticket old(before);
  Ticket anew(after);
  for (Ticket* ticket : {&old, &anew}) {
    REQUIRE(ticket->view().open(1) == Status::ok);
    ticket->take({"matter.received", 9, {{"kind", 1}, {"sum", 7}}}, 1, false);
    ticket->until(30);
  }
  std::vector<Changed> changed(8);
  const std::size_t count = changed_verdicts(old.view(), anew.view(), changed);
  REQUIRE(count == 1);
  CHECK(before.info(changed[0].before_rule).name == "answer");
  CHECK(changed[0].before.state == State::breached);
  CHECK(changed[0].after.state == State::running);
  CHECK(changed_verdicts(old.view(), old.view(), changed) == 0);
  CHECK(changed_verdicts(old.view(), anew.view(), {}) == 1);
}
