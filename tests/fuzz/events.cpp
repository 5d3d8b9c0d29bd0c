// Any bytes as an event log, read line by line as `bylaw run` does, and judged.
#include <cstdio>
#include <string>

#include "cli/events/lines.hpp"
#include "cli/events/read_event.hpp"
#include "cli/replay.hpp"
#include "rule_files.hpp"
#include "targets.hpp"

namespace bylaw::fuzz {

namespace {

// Nobody reads it.
class Nowhere : public cli::Report {
 public:
  void decision(CaseKindId, const Decision&) override {}
};

// The rule file with a field of every type.
const RuleSet& rules_of_logs() {
  for (const RuleFile& file : rule_files()) {
    if (file.path.ends_with("/every-type.bylaw")) return file.rules;
  }
  throw std::runtime_error("no every-type.bylaw");
}

void expect_within(const RuleSet& rules, const cli::ReadEvent& read) {
  expect(!read.cases.empty(), "an event that is taken has a case");
  if (read.is_void) return expect(read.event.id != 0, "a void names an event");
  for (const cli::CaseRef ref : read.cases) expect(rules.happens_to(read.event.kind, ref.kind), "an event happens to its case");
  for (const FieldValue& field : read.event.fields) {
    expect(rules.carries(read.event.kind, field.field), "a field is one of its event");
  }
}

}  // namespace

void events(Bytes bytes) {
  const RuleSet& rules = rules_of_logs();
  std::FILE* file = bytes.empty() ? nullptr : fmemopen(const_cast<std::uint8_t*>(bytes.data()), bytes.size(), "rb");
  if (file == nullptr) return;
  static cli::Lines lines;  // with its two megabytes
  lines.read(file);
  cli::EventReader reader(rules);
  Nowhere nowhere;
  cli::Replay replay(rules, nowhere);
  cli::ReadEvent event;
  std::string_view line;
  bool too_long = false;
  while (lines.next(line, too_long)) {
    expect(line.find('\n') == std::string_view::npos, "a line has no break in it");
    if (too_long || !reader.read(line, lines.number(), event).empty()) continue;
    expect_within(rules, event);
    replay.take(event);
  }
  replay.finish(never);
}

}  // namespace bylaw::fuzz
