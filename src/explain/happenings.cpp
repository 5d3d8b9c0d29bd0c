#include "explain/happenings.hpp"

#include <algorithm>

namespace bylaw::explainer {

namespace {

using program::Effect;

class Historian {
 public:
  Historian(const Judging& judging, const program::DutyProgram& duty, const Instance& told) : j_(judging), duty_(duty), told_(told) {}

  std::vector<Entry> write(std::size_t until, std::int64_t now) {
    note_start();
    note_limits();
    note_stops();
    note_answers(until);
    entries_.insert(entries_.end(), told_.history.begin(), told_.history.end());
    if (told_.in_progress) add(now, Happening::stands, no_event);
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.at < b.at; });
    return std::move(entries_);
  }

 private:
  void add(std::int64_t at, Happening what, std::size_t event, std::size_t limit = 0) {
    Entry entry;
    entry.at = at;
    entry.what = what;
    entry.event = event;
    entry.limit = limit;
    entries_.push_back(std::move(entry));
  }

  void note_start() {
    if (told_.begun_by >= j_.events.size()) return;
    const Happening what = told_.was_pending ? Happening::would_start : told_.reopened ? Happening::reopens : Happening::starts;
    add(j_.events[told_.begun_by].at.us, what, told_.begun_by);
  }

  void note_limits() {
    for (std::size_t i = 1; i < told_.limits.size(); ++i) {
      const Limit& limit = told_.limits[i];
      add(limit.at, limit.by_extension ? Happening::limit_extended : Happening::limit_changed, limit.event, i);
    }
  }

  void note_stops() {
    const std::int64_t since = told_.begun_by < j_.events.size() ? j_.events[told_.begun_by].at.us : INT64_MIN;
    for (const Stop& stop : told_.stops) {
      if (stop.done_meanwhile || stop.from < since) continue;
      add(stop.from, Happening::pauses, stop.begun_by);
      if (stop.to == INT64_MAX) continue;
      add(stop.to, stop.ended_by == no_event ? Happening::pause_used_up : Happening::resumes, stop.ended_by);
    }
  }

  // Events that answer or stop its ladders while this instance was the newest.
  void note_answers(std::size_t until) {
    for (std::size_t i = told_.begun_by; i < until && i < j_.events.size(); ++i) {
      const program::EventPlan& plan = j_.program().plans[j_.layout().plans.first + j_.events[i].kind.value];
      for (std::uint32_t r = 0; r < plan.reactions.count; ++r) {
        const program::Reaction& reaction = j_.program().reactions[plan.reactions.first + r];
        const bool of_ladder = reaction.effect == Effect::answer || reaction.effect == Effect::stop_ladder;
        if (!of_ladder || &j_.program().duties[reaction.target] != &duty_) continue;
        add(j_.events[i].at.us, reaction.effect == Effect::answer ? Happening::answers_ladder : Happening::ends_ladder, i);
        entries_.back().ladder = j_.program().ladders[duty_.ladders.first + reaction.detail].rule;
      }
    }
  }

  const Judging& j_;
  const program::DutyProgram& duty_;
  const Instance& told_;
  std::vector<Entry> entries_;
};

}  // namespace

std::vector<Entry> history_of(const Judging& judging, const program::DutyProgram& duty, const Instance& told, std::size_t until, std::int64_t now) {
  return Historian(judging, duty, told).write(until, now);
}

}  // namespace bylaw::explainer
