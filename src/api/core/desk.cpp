#include "bylaw/desk.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "api/core/judge.hpp"
#include "eval/desk/corrections.hpp"
#include "eval/desk/index.hpp"
#include "eval/desk/log.hpp"
#include "eval/desk/queue.hpp"
#include "program/program.hpp"
#include "program/state.hpp"

namespace bylaw {

using eval::desk::Index;
using eval::desk::Key;
using eval::desk::Log;
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
std::size_t decisions_of_a_case(const DeskOptions& options) { return options.events_of_a_case * 4 + 64; }

}  // namespace

struct Desk::State_ {
  struct Row {
    Key key;
    Log::Chain chain;
    bool restored = false;  // the state came from a snapshot: the log is not its whole history
  };

  State_(const RuleSet& r, const DeskOptions& o)
      : rules(r), options(o), row_bytes(largest_case(r)), memory(row_bytes / 8 * o.cases), rows(o.cases), index(o.cases),
        queue(o.cases), log(o.events, o.fields), spare(row_bytes / 8) {
    free_rows.reserve(o.cases);
    after.resize(decisions_of_a_case(o));
    for (std::size_t i = o.cases; i > 0; --i) free_rows.push_back(static_cast<std::uint32_t>(i - 1));
    if (log.kept()) {
      events.resize(o.events_of_a_case + 1);
      order.resize(o.events_of_a_case + 1);
      before.resize(decisions_of_a_case(o));
      fields.reserve(std::min(o.fields, o.events_of_a_case * 16));
      first_fields.resize(o.events_of_a_case + 1);
      given.reserve(256);
    }
  }

  std::span<std::byte> bytes_of(std::uint32_t row) {
    return {reinterpret_cast<std::byte*>(memory.data()) + row_bytes * row, row_bytes};
  }
  const program::Program& program() const { return *rules.program(); }
  const program::CaseProgram& layout_of(std::uint32_t kind) const { return rules.program()->cases[kind]; }
  const program::CaseHeader& header_of(std::uint32_t row) {
    return *reinterpret_cast<const program::CaseHeader*>(bytes_of(row).data());
  }
  Case case_of(std::uint32_t row) { return {rules, CaseKindId{rows[row].key.kind}, bytes_of(row)}; }

  Status open(Key key, std::span<const FieldValue> known, std::uint32_t& row) {
    if (key.kind >= rules.case_kind_count()) return Status::unknown_event;
    if (free_rows.empty()) return Status::no_capacity;
    if (log.kept() && !log.has_room_for_given(known.size())) return Status::no_capacity;
    row = free_rows.back();
    rows[row] = {key, {}, false};
    const Status opened = case_of(row).open(key.number, known);
    if (opened != Status::ok) return opened;
    free_rows.pop_back();
    index.insert(key, row);
    if (log.kept()) log.keep_given(rows[row].chain, known);
    return Status::ok;
  }

  void release(std::uint32_t row) {
    queue.set(row, INT64_MAX, 0);
    index.erase(rows[row].key);
    if (log.kept()) log.release(rows[row].chain);
    free_rows.push_back(row);
  }

  void keep_due(std::uint32_t row) {
    const program::CaseHeader& header = header_of(row);
    queue.set(row, header.due, header.number);
  }

  Result apply(const CaseEvent& event, std::span<Decision> out);
  Result apply_behind(std::uint32_t row, const Event& event, std::span<Decision> out);
  Result judge_anew(std::uint32_t row, const Event& late, std::span<Decision> out);
  Status gather(std::uint32_t row, const Event& late, std::size_t& count);

  RuleSet rules;
  DeskOptions options;
  std::size_t row_bytes;
  std::vector<std::uint64_t> memory;
  std::vector<Row> rows;
  std::vector<std::uint32_t> free_rows;
  Index index;
  Queue queue;
  Log log;
  Instant now = beginning;
  // Scratch for judging a case anew.
  std::vector<std::uint64_t> spare;
  std::vector<Event> events;
  std::vector<FieldValue> fields;
  std::vector<std::size_t> first_fields;
  std::vector<FieldValue> given;
  std::vector<std::uint32_t> order;
  std::vector<Decision> before, after;
};

// Copies the case's log into the scratch arrays, the late event last.
Status Desk::State_::gather(std::uint32_t row, const Event& late, std::size_t& count) {
  const Log::Chain& chain = rows[row].chain;
  if (chain.events > options.events_of_a_case) return Status::too_many;
  fields.clear();
  given.clear();
  count = 0;
  bool fits = true;
  const auto keep = [&](std::vector<FieldValue>& into, const FieldValue& value) {
    if (into.size() == into.capacity()) fits = false;
    else into.push_back(value);
  };
  log.each_field(chain.given, [&](const FieldValue& value) { keep(given, value); });
  log.each(chain, [&](Instant at, std::int64_t sequence, std::uint64_t id, EventKindId kind, std::uint32_t first) {
    events[count] = {kind, at, sequence, id, {}};
    first_fields[count++] = fields.size();
    log.each_field(first, [&](const FieldValue& value) { keep(fields, value); });
  });
  events[count] = late;
  first_fields[count] = fields.size();
  if (!fits) return Status::too_many;
  for (std::size_t i = 0; i < count; ++i) {
    events[i].fields = {fields.data() + first_fields[i], first_fields[i + 1] - first_fields[i]};
  }
  return Status::ok;
}

// An event that came late: the case as judged without it, and with it; the differences are corrections.
Result Desk::State_::judge_anew(std::uint32_t row, const Event& late, std::span<Decision> out) {
  if (!log.kept() || rows[row].restored) return {Status::needs_log};
  if (!log.has_room(late.fields.size())) return {Status::no_capacity};
  std::size_t count = 0;
  const Status gathered = gather(row, late, count);
  if (gathered != Status::ok) return {gathered};
  for (std::size_t i = 0; i < count; ++i) {
    const Event& e = events[i];
    if (e.at == late.at && e.sequence == late.sequence && e.id == late.id) return {Status::duplicate};
  }
  const CaseKindId kind{rows[row].key.kind};
  const std::uint64_t number = rows[row].key.number;
  // Every case has been judged up to the desk's instant; one whose decisions filled a buffer is a little ahead.
  const Instant upto{std::max(now.us, reinterpret_cast<const program::CaseHeader*>(bytes_of(row).data())->now)};
  const std::span<std::byte> scratch{reinterpret_cast<std::byte*>(spare.data()), row_bytes};
  const Result old = rebuild(rules, kind, scratch, number, given, {events.data(), count}, upto, order, before);
  if (old.status != Status::ok) return {old.status == Status::buffer_too_small ? Status::too_many : old.status};
  const Result anew = rebuild(rules, kind, scratch, number, given, {events.data(), count + 1}, upto, order, after);
  if (anew.status != Status::ok) return {anew.status == Status::buffer_too_small ? Status::too_many : anew.status};
  const std::size_t corrections = eval::desk::write_corrections({before.data(), old.written}, {after.data(), anew.written}, out);
  if (corrections > out.size()) return {Status::buffer_too_small, 0, corrections};
  std::memcpy(bytes_of(row).data(), scratch.data(), row_bytes);
  log.append(rows[row].chain, late);
  keep_due(row);
  return {Status::ok, corrections, corrections};
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
  if (now != beginning) {
    // Differences of instants are taken as unsigned numbers: they cannot overflow.
    const Instant at = event.event.at;
    const auto behind = static_cast<std::uint64_t>(now.us) - static_cast<std::uint64_t>(at.us);
    const auto ahead = static_cast<std::uint64_t>(at.us) - static_cast<std::uint64_t>(now.us);
    if (at < now && behind > static_cast<std::uint64_t>(options.lateness_us)) return {Status::too_late};
    if (at > now && ahead > static_cast<std::uint64_t>(options.tolerance_us)) return {Status::future};
  }
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
  if (log.kept() && !log.has_room(event.event.fields.size())) {
    if (opened) release(row);
    return {Status::no_capacity};
  }
  const auto* header = reinterpret_cast<const program::CaseHeader*>(bytes_of(row).data());
  const std::int64_t due = opened ? INT64_MAX : header->due;
  const Result result =
      event.event.at < now ? apply_behind(row, event.event, out)
                           : judge::apply(program(), layout_of(key.kind), bytes_of(row).data(), event.event, out);
  if (result.status == Status::needs_log) return judge_anew(row, event.event, out);
  if (result.status != Status::ok) {
    if (opened) release(row);
    return result;
  }
  if (log.kept()) log.append(rows[row].chain, event.event);
  if (header->due != due) keep_due(row);
  return {result.status, result.written, result.needed};
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

Result Desk::advance(Instant now, std::span<Decision> out) noexcept {
  State_& s = *state_;
  if (now < s.now) return {Status::clock_backwards};
  Result total;
  while (!s.queue.empty() && s.queue.front_due() < now.us) {
    const std::uint32_t row = s.queue.front();
    // One due instant at a time, so that decisions come in the order of time over all cases.
    const Instant upto{s.queue.front_due() + 1};
    const Result one = judge::advance(s.program(), s.layout_of(s.header_of(row).kind), s.bytes_of(row).data(), std::min(upto, now),
                                      out.subspan(total.written));
    total.written += one.written;
    s.keep_due(row);
    if (one.status == Status::more) return {Status::more, total.written, total.written};
    if (one.status != Status::ok) return {one.status, total.written, total.written};
  }
  s.now = now;
  total.needed = total.written;
  return total;
}

Instant Desk::next_due() const noexcept {
  const std::int64_t due = state_->queue.front_due();
  return due == INT64_MAX ? never : Instant{due + 1};
}

Instant Desk::now() const noexcept { return state_->now; }

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
    state_->rows[row].restored = true;
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
         s.index.bytes() + s.queue.bytes() + s.log.bytes() + s.spare.size() * 8 +
         (s.events.size() * sizeof(Event)) + s.fields.capacity() * sizeof(FieldValue) +
         s.first_fields.size() * sizeof(std::size_t) + s.order.size() * sizeof(std::uint32_t) +
         (s.before.size() + s.after.size()) * sizeof(Decision);
}

std::size_t Desk::live_bytes() const noexcept {
  const State_& s = *state_;
  const std::size_t per_row =
      s.row_bytes + sizeof(State_::Row) + sizeof(std::uint32_t) + Index::bytes_per_row() + Queue::bytes_per_row();
  return open_cases() * per_row + s.log.live_bytes();
}

}  // namespace bylaw
