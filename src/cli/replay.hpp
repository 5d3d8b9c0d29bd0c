// A log of events through the rules: a case for every id, opened by its first event, with its log in memory so that a late event
// can be put in its place.
#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "bylaw/bylaw.hpp"
#include "cli/events/read_event.hpp"
#include "cli/report.hpp"

namespace bylaw::cli {

class Replay {
 public:
  Replay(const RuleSet& rules, Report& report);

  // Why a case would not take the event, or an empty text. Decisions go to the report.
  std::string take(const ReadEvent& read);

  // Lets time pass in all cases up to `until` (`never`: to the latest event) and closes the report.
  void finish(Instant until);

  std::size_t cases() const { return cases_.size(); }
  std::size_t cases(CaseKindId kind) const { return index_[kind.value].size(); }
  std::uint64_t decisions() const { return decisions_; }
  std::uint64_t repeated() const { return repeated_; }  // events told twice
  std::uint64_t late() const { return late_; }          // events put in their place in the log
  std::vector<std::uint64_t> unknown_voids() const;     // numbers of events that were voided and never told

 private:
  struct Told {
    Event event;  // without its fields
    std::size_t first = 0;
    std::size_t count = 0;
  };
  struct Tracked {
    CaseRef ref;
    std::vector<std::uint64_t> memory;  // aligned to 8
    std::vector<Told> log;
    std::vector<FieldValue> fields;
    std::vector<Decision> given;
    std::unordered_map<std::uint64_t, std::size_t> by_id;  // into `log`
  };
  struct Void {
    std::uint64_t number = 0;  // of the case
    std::uint64_t id = 0;

    friend bool operator==(const Void&, const Void&) = default;
  };
  struct HashOfVoid {
    std::size_t operator()(const Void& v) const { return v.number * 31 + v.id; }
  };

  Tracked& tracked(CaseRef ref);
  std::vector<Event> events_of(const Tracked& of) const;  // without what is void; valid as long as its log does not grow
  std::string take_void(const ReadEvent& read);
  Case view(Tracked& of);
  Status take(Tracked& of, const Event& event);
  Status judge_anew(Tracked& of);
  void remember(Tracked& of, const Event& event);
  void emit(Tracked& of, std::size_t count);

  const RuleSet& rules_;
  Report& report_;
  std::vector<Tracked> cases_;
  std::vector<std::unordered_map<std::uint64_t, std::size_t>> index_;  // by kind
  std::unordered_map<Void, bool, HashOfVoid> voids_;  // true: the event was told
  std::vector<Decision> buffer_;
  std::vector<std::uint32_t> order_;
  Instant latest_ = beginning;
  std::uint64_t decisions_ = 0;
  std::uint64_t repeated_ = 0;
  std::uint64_t late_ = 0;
};

}  // namespace bylaw::cli
