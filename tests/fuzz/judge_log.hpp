// A log of one case out of bytes: which rules, and events in their order, aimed at the instants that the engine waits for.
#pragma once
#include <cstdint>
#include <deque>
#include <vector>

#include "drive.hpp"
#include "rule_files.hpp"

namespace bylaw::fuzz {

struct Log {
  const RuleFile* file = nullptr;
  CaseKindId kind;
  std::vector<Event> events;                   // at, sequence and id ascend; the fields are in `fields`
  std::deque<std::vector<FieldValue>> fields;
  Instant until;                               // up to when time passes afterwards
};

Log log_of(Bytes bytes);

}  // namespace bylaw::fuzz
