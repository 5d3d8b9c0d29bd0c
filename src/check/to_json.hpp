// The checked tree as JSON, complete: for the reference evaluator and other readers outside this program. Way in: `to_json`.
//
// Every vector of the tree is an array under its own name, in the tree's order; indices into it are numbers, and an
// index of nothing is null. Fields and enumerators have the names of tree.hpp; an optional that holds nothing is null.
// Values are integers as check::Type says. What is written differently:
//
//   title       {"name", "label", "en", "zh"}
//   span        [file, first byte, end]
//   time span   {"kind": "elapsed"|"working"|"dates"|"working_dates"|"months", "amount"}
//   local time  {"day", "time_of_day_us", "offset_seconds" or null}
//   calendar    {"title", "editions": [{"zone", "week": [7 × {"works", "hours": [[from, to] in minutes]}], "exceptions":
//               [{"kind", "first", "last", "statutory", "hours", "label"}], "covers_first", "covers_last", "count", "roll",
//               "published"}]}; days count from 1970-01-01, `published` is in microseconds since then
//   arms        {"keys": [values; empty: otherwise], …}
#pragma once
#include <string>

#include "check/tree.hpp"

namespace bylaw::check {

std::string to_json(const Tree& tree);

}  // namespace bylaw::check
