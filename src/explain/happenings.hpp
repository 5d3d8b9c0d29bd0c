// What happened to an instance of a duty: its start, changes of its limit, its pauses and what was decided, in one order.
#pragma once
#include <vector>

#include "explain/watchers.hpp"

namespace bylaw::explainer {

// `told` with its limits and stops, and in `history` the decisions. Events before `until` are looked at: the next instance begins there.
std::vector<Entry> history_of(const Judging& judging, const program::DutyProgram& duty, const Instance& told, std::size_t until, std::int64_t now);

}  // namespace bylaw::explainer
