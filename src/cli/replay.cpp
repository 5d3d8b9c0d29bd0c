#include "cli/replay.hpp"

#include <algorithm>
#include <queue>

#include <fmt/format.h>

#include "eval/desk/corrections.hpp"

namespace bylaw::cli {

Replay::Replay(const RuleSet& rules, Report& report)
    : rules_(rules), report_(report), index_(rules.case_kind_count()), buffer_(64) {}

Case Replay::view(Tracked& of) { return Case(rules_, of.ref.kind, std::as_writable_bytes(std::span(of.memory))); }

Replay::Tracked& Replay::tracked(CaseRef ref) {
  const auto [place, is_new] = index_[ref.kind.value].try_emplace(ref.number, cases_.size());
  if (is_new) {
    cases_.push_back({ref, std::vector<std::uint64_t>((rules_.case_bytes(ref.kind) + 7) / 8), {}, {}, {}, {}});
    view(cases_.back()).open(ref.number);
    report_.opened(ref.kind, ref.number);
  }
  return cases_[place->second];
}

std::string Replay::take(const ReadEvent& read) {
  if (read.is_void) return take_void(read);
  std::string refused;
  for (const CaseRef ref : read.cases) {
    const auto voided = voids_.find({ref.number, read.event.id});
    if (voided != voids_.end()) {
      voided->second = true;
      continue;
    }
    Tracked& of = tracked(ref);
    const Status status = take(of, read.event);
    if (status == Status::duplicate) ++repeated_;
    if (static_cast<int>(status) < 0) refused = fmt::format("the case does not take it: {}", word(status));
  }
  if (refused.empty()) latest_ = std::max(latest_, read.event.at);
  return refused;
}

std::string Replay::take_void(const ReadEvent& read) {
  const std::uint64_t number = read.cases.front().number;
  const auto [place, is_new] = voids_.try_emplace({number, read.event.id}, false);
  if (!is_new) ++repeated_;
  for (std::size_t kind = 0; is_new && kind < index_.size(); ++kind) {
    const auto found = index_[kind].find(number);
    if (found == index_[kind].end() || !cases_[found->second].by_id.contains(read.event.id)) continue;
    place->second = true;
    const Status status = judge_anew(cases_[found->second]);
    if (static_cast<int>(status) < 0) return fmt::format("the case cannot be judged without it: {}", word(status));
  }
  return {};
}

std::vector<std::uint64_t> Replay::unknown_voids() const {
  std::vector<std::uint64_t> ids;
  for (const auto& [voided, told] : voids_) {
    if (!told) ids.push_back(voided.id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

Status Replay::take(Tracked& of, const Event& event) {
  const auto same_id = of.by_id.find(event.id);
  if (same_id != of.by_id.end()) {
    const Event& other = of.log[same_id->second].event;
    return other.at == event.at && other.sequence == event.sequence ? Status::duplicate : Status::other_event;
  }
  for (;;) {
    const Result result = view(of).apply(event, buffer_);
    switch (result.status) {
      case Status::buffer_too_small:
        buffer_.resize(std::max(result.needed, buffer_.size() * 2));
        continue;
      case Status::needs_log:
        remember(of, event);
        ++late_;
        return judge_anew(of);
      case Status::ok:
        remember(of, event);
        emit(of, result.written);
        return result.status;
      default: return result.status;
    }
  }
}

void Replay::remember(Tracked& of, const Event& event) {
  Told told{event, of.fields.size(), event.fields.size()};
  told.event.fields = {};
  of.fields.insert(of.fields.end(), event.fields.begin(), event.fields.end());
  of.by_id.emplace(event.id, of.log.size());
  of.log.push_back(told);
}

void Replay::emit(Tracked& of, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    report_.decision(of.ref.kind, buffer_[i]);
    of.given.push_back(buffer_[i]);
  }
  decisions_ += count;
}

std::vector<Event> Replay::events_of(const Tracked& of) const {
  std::vector<Event> events;
  for (const Told& told : of.log) {
    if (voids_.contains({of.ref.number, told.event.id})) continue;
    events.push_back(told.event);
    events.back().fields = std::span(of.fields).subspan(told.first, told.count);
  }
  return events;
}

Status Replay::judge_anew(Tracked& of) {
  const std::vector<Event> events = events_of(of);
  order_.resize(std::max(order_.size(), events.size()));
  Result result;
  for (;;) {
    result = rebuild(rules_, of.ref.kind, std::as_writable_bytes(std::span(of.memory)), of.ref.number, {}, events, beginning,
                     order_, buffer_);
    if (result.status != Status::buffer_too_small) break;
    buffer_.resize(std::max(result.needed, buffer_.size() * 2));
  }
  if (static_cast<int>(result.status) < 0) return result.status;
  std::vector<Decision> now(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(result.written));
  std::vector<Decision> before = of.given;
  of.given = now;
  std::vector<Decision> corrections(before.size() + 2 * now.size());
  corrections.resize(eval::desk::write_corrections(before, now, corrections));
  for (const Decision& correction : corrections) report_.decision(of.ref.kind, correction);
  decisions_ += corrections.size();
  return Status::ok;
}

void Replay::finish(Instant until) {
  if (until == never) until = latest_;
  using Due = std::pair<Instant, std::size_t>;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> queue;
  const auto push = [&](std::size_t index) {
    const Instant due = view(cases_[index]).next_due();
    if (due != never && due <= until) queue.emplace(due, index);
  };
  for (std::size_t i = 0; i < cases_.size(); ++i) push(i);
  while (!queue.empty()) {
    const auto [due, index] = queue.top();
    queue.pop();
    const Result result = view(cases_[index]).advance(due, buffer_);
    emit(cases_[index], result.written);
    if (result.status == Status::more && result.written == 0) buffer_.resize(buffer_.size() * 2);
    if (static_cast<int>(result.status) >= 0) push(index);
  }
  for (Tracked& of : cases_) {
    report_.closing(of.ref.kind, view(of), until);
    report_.history(of.ref.kind, of.ref.number, events_of(of), of.given);
  }
  report_.finish();
}

}  // namespace bylaw::cli
