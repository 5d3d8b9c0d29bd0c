#include "bylaw/desk.hpp"

#include <algorithm>
#include <cstring>

#include "api/core/desk/state.hpp"
#include "api/core/judge.hpp"
#include "program/program.hpp"

namespace bylaw {

using eval::desk::Index;
using eval::desk::Key;
using eval::desk::no_row;
using eval::desk::Queue;

namespace {

std::size_t largest_case(const RuleSet& rules) {
  std::size_t largest = 8;
  for (std::size_t kind = 0; kind < rules.case_kind_count(); ++kind) {
    largest = std::max(largest, rules.case_bytes(CaseKindId{static_cast<std::uint32_t>(kind)}));
  }
  return largest;
}

// Decisions that judging a case anew may give, before the call is answered too_many.
std::size_t decisions_of_a_case(const RuleSet& rules, const DeskOptions& options) {
  std::size_t most = 64;  // of one event
  for (std::uint32_t kind = 0; kind < rules.case_kind_count(); ++kind) most = std::max(most, rules.max_decisions(CaseKindId{kind}));
  return options.events_of_a_case * 4 + most;
}

}  // namespace

Desk::State_::State_(const RuleSet& r, const DeskOptions& o)
    : rules(r), options(o), row_bytes(largest_case(r)), memory(row_bytes / 8 * o.cases), rows(o.cases), index(o.cases),
      queue(o.cases), after(decisions_of_a_case(r, o)), spare(row_bytes / 8), log(o.events, o.fields),
      oldest(log.kept() ? o.cases : 0) {
  free_rows.reserve(o.cases);
  for (std::size_t i = o.cases; i > 0; --i) free_rows.push_back(static_cast<std::uint32_t>(i - 1));
  if (options.lateness_us < 0) options.lateness_us = rules.lateness_us();
  if (!log.kept()) return;
  bases.resize(memory.size());
  events.resize(o.events_of_a_case + 1);
  order.resize(o.events_of_a_case + 1);
  first_fields.resize(o.events_of_a_case + 1);
  fields.reserve(std::max(std::min(o.fields, o.events_of_a_case * 16), rules.field_count()));
  before.resize(decisions_of_a_case(r, o));
}

Status Desk::State_::open(Key key, std::span<const FieldValue> known, std::uint32_t& row) {
  if (key.kind >= rules.case_kind_count()) return Status::unknown_event;
  if (free_rows.empty()) return Status::no_capacity;
  row = free_rows.back();
  rows[row] = {key, {}};
  const Status opened = case_of(row).open(key.number, known);
  if (opened != Status::ok) return opened;
  free_rows.pop_back();
  index.insert(key, row);
  if (log.kept()) keep_base(row);
  return Status::ok;
}

void Desk::State_::release(std::uint32_t row) {
  queue.set(row, INT64_MAX, 0);
  index.erase(rows[row].key);
  if (log.kept()) {
    log.release(rows[row].chain);
    oldest.set(row, INT64_MAX, 0);
  }
  free_rows.push_back(row);
}

Instant Desk::State_::watermark() const {
  std::int64_t at = 0;
  const bool before_all = now == beginning || __builtin_sub_overflow(now.us, options.lateness_us, &at);
  return before_all ? beginning : Instant{at};
}

// Whether an event of this instant is taken at all.
Status Desk::State_::admit(Instant at) const {
  if (now == beginning) return Status::ok;
  if (at < watermark()) return Status::too_late;
  // A difference of instants as an unsigned number: it cannot overflow.
  const auto ahead = static_cast<std::uint64_t>(at.us) - static_cast<std::uint64_t>(now.us);
  return at > now && ahead > static_cast<std::uint64_t>(options.tolerance_us) ? Status::future : Status::ok;
}

// An event in order, but older than the desk's instant: what it makes due before that instant is established at once.
Result Desk::State_::apply_behind(std::uint32_t row, const Event& event, std::span<Decision> out) {
  const std::span<std::byte> bytes = bytes_of(row);
  std::memcpy(spare.data(), bytes.data(), row_bytes);
  Case judged = case_of(row);
  Result total = judged.apply(event, after);
  if (total.status == Status::buffer_too_small) return {Status::too_many};
  if (total.status != Status::ok) return total;
  const Instant upto{std::max(now.us, reinterpret_cast<const program::CaseHeader*>(bytes.data())->now)};
  const Result rest = judged.advance(upto, std::span(after).subspan(total.written));
  total.written += rest.written;
  total.needed = total.written;
  if (rest.status == Status::more || total.written > out.size()) {
    std::memcpy(bytes.data(), spare.data(), row_bytes);
    return {rest.status == Status::more ? Status::too_many : Status::buffer_too_small, 0, total.written};
  }
  std::copy_n(after.begin(), total.written, out.begin());
  return total;
}

Result Desk::State_::apply(const CaseEvent& event, std::span<Decision> out) {
  const Status admitted = admit(event.event.at);
  if (admitted != Status::ok) return {admitted};
  const Key key{event.case_number, event.kind.value};
  std::uint32_t row = index.find(key);
  bool opened = false;
  if (row == no_row) {
    // A case that is there knows its events by itself.
    if (!rules.happens_to(event.event.kind, event.kind)) return {Status::unknown_event};
    const Status status = open(key, {}, row);
    if (status != Status::ok) return {status};
    opened = true;
  }
  if (log.kept()) {
    const Status told = known(row, event.event);
    if (told != Status::ok) return {told};
    if (!make_room(event.event.fields.size())) {
      if (opened) release(row);
      return {Status::no_capacity};
    }
    if (rows[row].chain.events >= options.events_of_a_case) settle(row);
  }
  const program::CaseHeader& header = header_of(row);
  const std::int64_t due = opened ? INT64_MAX : header.due;
  const Result result =
      event.event.at < now ? apply_behind(row, event.event, out) : judge::apply(program(), layout_of(key.kind), bytes_of(row).data(), event.event, out);
  if (result.status == Status::needs_log) return judge_anew(row, event.event, out);
  if (result.status != Status::ok) {
    if (opened) release(row);
    return result;
  }
  if (log.kept()) append(row, event.event);
  if (header.due != due) keep_due(row);
  return {result.status, result.written, result.needed};
}

Result Desk::State_::advance(Instant to, std::span<Decision> out) {
  if (to < now) return {Status::clock_backwards};
  Result total;
  while (!queue.empty() && queue.front_due() < to.us) {
    const std::uint32_t row = queue.front();
    // One due instant at a time, so that decisions come in the order of time over all cases.
    const Instant upto{queue.front_due() + 1};
    const Result one = judge::advance(program(), layout_of(header_of(row).kind), bytes_of(row).data(), std::min(upto, to),
                                      out.subspan(total.written));
    total.written += one.written;
    keep_due(row);
    if (one.status != Status::ok) return {one.status, total.written, total.written};
  }
  now = to;
  if (log.kept()) settle_if_crowded();
  total.needed = total.written;
  return total;
}

Desk::Desk(const RuleSet& rules, const DeskOptions& options) : state_(new State_(rules, options)) {}
Desk::Desk(Desk&& other) noexcept : state_(other.state_) { other.state_ = nullptr; }
Desk& Desk::operator=(Desk&& other) noexcept {
  std::swap(state_, other.state_);
  return *this;
}
Desk::~Desk() { delete state_; }

Status Desk::open(std::uint64_t case_number, CaseKindId kind, std::span<const FieldValue> given) noexcept {
  if (state_->index.find({case_number, kind.value}) != no_row) return Status::duplicate;
  std::uint32_t row = no_row;
  return state_->open({case_number, kind.value}, given, row);
}

Result Desk::apply(const CaseEvent& event, std::span<Decision> out) noexcept { return state_->apply(event, out); }

Result Desk::apply(std::span<const CaseEvent> events, std::span<Decision> out, std::span<Status> statuses,
                   std::size_t& taken) noexcept {
  Result total;
  taken = 0;
  for (const CaseEvent& event : events) {
    const Result one = state_->apply(event, out.subspan(total.written));
    if (one.status == Status::buffer_too_small) {
      return {Status::buffer_too_small, total.written, total.written + one.needed};
    }
    if (taken < statuses.size()) statuses[taken] = one.status;
    total.written += one.written;
    ++taken;
  }
  total.needed = total.written;
  return total;
}

Result Desk::void_event(std::uint64_t case_number, CaseKindId kind, std::uint64_t id, Instant at,
                        std::span<Decision> out) noexcept {
  return state_->void_event({case_number, kind.value}, id, at, out);
}

Result Desk::advance(Instant now, std::span<Decision> out) noexcept { return state_->advance(now, out); }

Instant Desk::next_due() const noexcept {
  const std::int64_t due = state_->queue.front_due();
  return due == INT64_MAX ? never : Instant{due + 1};
}

Instant Desk::now() const noexcept { return state_->now; }

Instant Desk::final_before() const noexcept { return state_->watermark(); }

std::size_t Desk::open_cases() const noexcept { return state_->rows.size() - state_->free_rows.size(); }

bool Desk::has(std::uint64_t case_number, CaseKindId kind) const noexcept {
  return state_->index.find({case_number, kind.value}) != no_row;
}

Status Desk::standing(std::uint64_t case_number, CaseKindId kind, RuleId rule, Standing& out) const noexcept {
  const std::uint32_t row = state_->index.find({case_number, kind.value});
  if (row == no_row) return Status::unknown_case;
  out = state_->case_of(row).standing(rule);
  return Status::ok;
}

std::size_t Desk::snapshot(std::uint64_t case_number, CaseKindId kind, std::span<std::byte> out) const noexcept {
  const std::uint32_t row = state_->index.find({case_number, kind.value});
  return row == no_row ? 0 : state_->case_of(row).snapshot(out);
}

Status Desk::restore(std::uint64_t case_number, CaseKindId kind, std::span<const std::byte> bytes) noexcept {
  std::uint32_t row = state_->index.find({case_number, kind.value});
  const bool fresh = row == no_row;
  if (fresh) {
    const Status opened = state_->open({case_number, kind.value}, {}, row);
    if (opened != Status::ok) return opened;
  }
  const Status restored = state_->case_of(row).restore(bytes);
  if (restored != Status::ok && fresh) state_->release(row);
  if (restored == Status::ok) {
    state_->forget_log(row);
    state_->keep_due(row);
  }
  return restored;
}

Status Desk::close(std::uint64_t case_number, CaseKindId kind) noexcept {
  const std::uint32_t row = state_->index.find({case_number, kind.value});
  if (row == no_row) return Status::unknown_case;
  state_->release(row);
  return Status::ok;
}

std::size_t Desk::reserved_bytes() const noexcept {
  const State_& s = *state_;
  return s.memory.size() * 8 + s.rows.size() * sizeof(State_::Row) + s.free_rows.capacity() * sizeof(std::uint32_t) +
         s.index.bytes() + s.queue.bytes() + s.log.bytes() + s.oldest.bytes() + (s.bases.size() + s.spare.size()) * 8 +
         (s.events.size() * sizeof(Event)) + s.fields.capacity() * sizeof(FieldValue) +
         s.first_fields.size() * sizeof(std::size_t) + s.order.size() * sizeof(std::uint32_t) +
         (s.before.size() + s.after.size()) * sizeof(Decision);
}

std::size_t Desk::live_bytes() const noexcept {
  const State_& s = *state_;
  const std::size_t with_log = s.log.kept() ? s.row_bytes + Queue::bytes_per_row() : 0;
  const std::size_t per_row = s.row_bytes + sizeof(State_::Row) + sizeof(std::uint32_t) + Index::bytes_per_row() +
                              Queue::bytes_per_row() + with_log;
  return open_cases() * per_row + s.log.live_bytes();
}

}  // namespace bylaw
