// Random histories of a case of the story's rules.
#pragma once
#include <iterator>
#include <random>
#include <string_view>
#include <vector>

#include "story.hpp"

namespace bylaw::tests {

// A random history of one case, times strictly ascending by a minute or more, ids in the order of time.
inline std::vector<Told> history(const Story& story, std::mt19937& random, std::size_t length) {
  static const char* const names[] = {"request.assessed", "info.requested", "info.supplied",      "request.answered",
                                      "request.rejected", "info.requested", "level.acknowledged", "info.supplied"};
  std::vector<Told> events;
  std::int64_t at = static_cast<std::int64_t>(random() % 300);
  const auto fields = [&] {
    return std::vector<FieldValue>{story.field("impact", random() % 2), story.field("reach", random() % 2)};
  };
  events.push_back(story.told("request.opened", minute(at), 1, fields()));
  while (events.size() < length) {
    // Some events share an instant: the id decides.
    if (random() % 4 != 0) at += static_cast<std::int64_t>(random() % 400);
    const char* name = names[random() % std::size(names)];
    const bool assessed = std::string_view(name) == "request.assessed";
    events.push_back(story.told(name, minute(at), events.size() + 1, assessed ? fields() : std::vector<FieldValue>{}));
  }
  return events;
}

}  // namespace bylaw::tests
