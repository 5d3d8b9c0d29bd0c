// A line of an event log as an event of the library. Way in: EventReader::read.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bylaw/event.hpp"
#include "bylaw/ruleset.hpp"
#include "cli/events/identifiers.hpp"
#include "cli/events/json_line.hpp"
#include "cli/events/values.hpp"

namespace bylaw::cli {

struct CaseRef {
  CaseKindId kind;
  std::uint64_t number = 0;
};

struct ReadEvent {
  bool is_void = false;             // takes back the event of the number `event.id` of every kind of case `cases.front().number`
  Event event;                      // its fields are in `fields`
  std::vector<FieldValue> fields;
  std::vector<CaseRef> cases;       // one or more
};

class EventReader {
 public:
  explicit EventReader(const RuleSet& rules);

  // Why the line was refused, or an empty text. `out` is used again from line to line; its parts stay good until the next call.
  std::string read(std::string_view line, std::uint64_t line_number, ReadEvent& out);

  const Identifiers& case_names() const { return case_names_; }
  const Identifiers& event_names() const { return event_names_; }
  Identifiers& case_names() { return case_names_; }

 private:
  std::string read_void(ReadEvent& out);
  std::string read_cases(ReadEvent& out);
  std::string read_fields(ReadEvent& out);
  std::string unknown_event(std::string_view name) const;
  std::string_view event_name() const { return raw_.event->text; }

  const RuleSet& rules_;
  JsonReader json_;
  Fields fields_;
  Identifiers case_names_;
  Identifiers event_names_;
  std::vector<std::vector<CaseKindId>> kinds_of_event_;
  RawLine raw_;
};

}  // namespace bylaw::cli
