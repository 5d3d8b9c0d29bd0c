#include "cli/event_log.hpp"

#include <chrono>
#include <unistd.h>

#include <fmt/format.h>

#include "cli/events/lines.hpp"
#include "cli/text_table.hpp"

namespace bylaw::cli {

namespace {

constexpr std::uint64_t told_in_full = 20;

// A count that moves on a terminal, from the second second on.
class Progress {
 public:
  Progress() : watched_(isatty(STDERR_FILENO) != 0), next_(Clock::now() + std::chrono::seconds(1)) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void at(std::uint64_t line) {
    if (!watched_ || line % 1024 != 0 || Clock::now() < next_) return;
    next_ = Clock::now() + std::chrono::milliseconds(200);
    fmt::print(stderr, "\r{} events", line);
    shown_ = true;
  }

  void clear() {
    if (shown_) fmt::print(stderr, "\r\x1b[K");
    shown_ = false;
  }

 private:
  using Clock = std::chrono::steady_clock;
  bool watched_;
  bool shown_ = false;
  Clock::time_point next_;
};

}  // namespace

LogResult read_log(const std::string& path, EventReader& reader, bool strict, const std::function<std::string(const ReadEvent&)>& take,
                   const std::function<bool()>& go_on) {
  LogResult result;
  Lines lines;
  if (!lines.open(path)) {
    fmt::print(stderr, "bylaw: cannot read {}\n", path);
    result.readable = false;
    return result;
  }
  const std::string shown = path == "-" ? "standard input" : path;
  Progress progress;
  ReadEvent event;
  std::string_view line;
  bool too_long = false;
  while (lines.next(line, too_long)) {
    if (!too_long && line.find_first_not_of(" \t") == std::string_view::npos) continue;
    ++result.lines;
    progress.at(result.lines);
    std::string refused;
    if (too_long) refused = fmt::format("more than {} bytes", Lines::longest);
    else refused = reader.read(line, lines.number(), event);
    if (refused.empty()) refused = take(event);
    if (!refused.empty()) {
      progress.clear();
      if (++result.refused <= told_in_full) fmt::print(stderr, "{}:{}: {}\n", shown, lines.number(), without_controls(refused));
      result.stopped = strict;
    }
    if (result.lines % 256 == 0 && !go_on()) result.stopped = true;
    if (result.stopped) break;
  }
  progress.clear();
  if (lines.failed()) {
    fmt::print(stderr, "bylaw: cannot read {}\n", path);
    result.readable = false;
  }
  if (result.refused > told_in_full) fmt::print(stderr, "… and {} more like these\n", result.refused - told_in_full);
  if (result.refused > 0) {
    fmt::print(stderr, "bylaw: {} of {} events refused{}\n", result.refused, result.lines,
               result.stopped && strict ? "; stopped there, as --strict asks" : "");
  }
  return result;
}

}  // namespace bylaw::cli
