// A log read line by line, with the refused lines told and counted.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "cli/events/read_event.hpp"

namespace bylaw::cli {

struct LogResult {
  bool readable = true;
  bool stopped = false;        // at the first refused line, as asked by `strict`, or because `take` wanted no more
  std::uint64_t lines = 0;     // with something on them
  std::uint64_t refused = 0;
};

// Hands every event of the file ("-": standard input) to `take`, which answers why it is refused, or an empty text. Refused lines
// are told on stderr with their number, the first 20 in full, then counted. Blank lines are passed over. `go_on` is asked now and
// then whether there is use in reading on.
LogResult read_log(const std::string& path, EventReader& reader, bool strict, const std::function<std::string(const ReadEvent&)>& take,
                   const std::function<bool()>& go_on);

}  // namespace bylaw::cli
