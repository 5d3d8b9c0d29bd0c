// Rules with routines of every way of counting, about the same kind of case as the story's.
#pragma once
#include <iterator>
#include <random>

#include "story.hpp"

namespace bylaw::tests {

inline constexpr std::string_view routine_rules = R"(bylaw 1 lang en

calendar office "office hours" {
  zone    "Asia/Shanghai"
  open    mon to fri 09:00 to 17:00
  off     2026-03-10 "stock-taking"
  covers  2026-01-01 to 2030-12-31
  count   civil roll wide
}

case request "request" {
  ends  upon request.archived
}

event request.opened   on request
event request.answered on request
event request.signed   on request
event request.archived on request

handbook manual "manual" { edition "1" in-force from 2020-01-01  calendar office }

clause R.1 "routines" of manual {
  routine progress  { for request  every 2 hours  must request.answered }
  routine at-work   { for request  every 3 working hours since last  must request.answered  limit 30 minutes }
  routine daily     { for request  every 1 calendar day  must request.signed }
  routine weekly    { for request  every 5 working days  must request.answered and request.signed  limit 1 working day }
  routine monthly   { for request  every 1 month since last from request.signed  must request.answered }
}
)";

// A random history, times ascending, ids in the order of time.
inline std::vector<Told> routine_history(const Story& story, std::mt19937& random, std::size_t length) {
  static const char* const names[] = {"request.answered", "request.answered", "request.signed", "request.opened"};
  std::int64_t at = static_cast<std::int64_t>(random() % 300);
  std::vector<Told> events{story.told("request.opened", minute(at), 1)};
  while (events.size() < length) {
    if (random() % 5 != 0) at += 1 + static_cast<std::int64_t>(random() % 700);
    events.push_back(story.told(names[random() % std::size(names)], minute(at), events.size() + 1));
  }
  return events;
}

}  // namespace bylaw::tests
