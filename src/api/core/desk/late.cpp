// A case is judged anew from its base, the state before every event of its log, through the log in its order. The base follows the
// watermark: no event before that is taken any more, so what lies there is settled and needs no log.
#include <algorithm>
#include <cstring>

#include "api/core/desk/state.hpp"
#include "api/core/in_order.hpp"
#include "eval/desk/corrections.hpp"

namespace bylaw {

using eval::desk::Log;

namespace {

std::uint64_t bit_of(std::uint64_t id) { return std::uint64_t{1} << (id * 0x9e3779b97f4a7c15u >> 58); }

}  // namespace

void Desk::State_::keep_base(std::uint32_t row) { std::memcpy(base_of(row).data(), bytes_of(row).data(), row_bytes); }

void Desk::State_::forget_log(std::uint32_t row) {
  if (!log.kept()) return;
  keep_base(row);
  log.release(rows[row].chain);
  find_oldest(row);
}

void Desk::State_::append(std::uint32_t row, const Event& event) {
  Row& of = rows[row];
  const bool first = of.chain.head == Log::none;
  log.append(of.chain, event);
  of.ids |= bit_of(event.id);
  if (first || event.at.us < oldest.due_of(row)) oldest.set(row, event.at.us, of.key.number);
}

Status Desk::State_::known(std::uint32_t row, const Event& event) const {
  if (event.id == 0 || (rows[row].ids & bit_of(event.id)) == 0) return Status::ok;
  Status status = Status::ok;
  log.each(rows[row].chain, [&](const Log::Node& node) {
    if (node.id != event.id || status == Status::voided) return;
    if (node.is_void()) status = Status::voided;
    else status = node.at == event.at && node.sequence == event.sequence ? Status::duplicate : Status::other_event;
  });
  return status;
}

// Copies the case's log, without what is void, into the scratch arrays; last the late event, or the one that is to be voided.
Status Desk::State_::gather(std::uint32_t row, const Event* late, std::uint64_t to_void, std::size_t& count) {
  const Log::Chain& chain = rows[row].chain;
  if (chain.events > options.events_of_a_case) return Status::too_many;
  fields.clear();
  count = 0;
  bool fits = true;
  std::size_t voided = SIZE_MAX;
  log.each(chain, [&](const Log::Node& node) {
    if (node.is_void() || log.is_voided(chain, node.id)) return;
    if (node.id != 0 && node.id == to_void) voided = count;
    events[count] = {node.kind, node.at, node.sequence, node.id, {}};
    first_fields[count++] = fields.size();
    log.each_field(node.fields, [&](const FieldValue& value) {
      if (fields.size() == fields.capacity()) fits = false;
      else fields.push_back(value);
    });
  });
  if (!fits) return Status::too_many;
  first_fields[count] = fields.size();
  for (std::size_t i = 0; i < count; ++i) {
    events[i].fields = {fields.data() + first_fields[i], first_fields[i + 1] - first_fields[i]};
  }
  if (voided != SIZE_MAX) std::swap(events[voided], events[count - 1]);
  if (late != nullptr) events[count] = *late;
  return Status::ok;
}

Result Desk::State_::judge_from_base(std::uint32_t row, std::span<const Event> of, std::span<Decision> out) {
  std::memcpy(spare.data(), base_of(row).data(), row_bytes);
  // Every case has been judged up to the desk's instant; one whose decisions filled a buffer is a little ahead.
  const Instant upto{std::max(now.us, header_of(row).now)};
  const std::span<std::byte> scratch{reinterpret_cast<std::byte*>(spare.data()), row_bytes};
  Result result = judge_in_order({rules, CaseKindId{rows[row].key.kind}, scratch}, of, upto, order, out);
  if (result.status == Status::buffer_too_small) result = {Status::too_many};
  return result;
}

// The case as judged from one list of events, and from the other: the differences are corrections. The state is the second's.
Result Desk::State_::replace(std::uint32_t row, std::span<const Event> old, std::span<const Event> anew, std::span<Decision> out) {
  const Result was = judge_from_base(row, old, before);
  if (was.status != Status::ok) return {was.status};
  const Result is = judge_from_base(row, anew, after);
  if (is.status != Status::ok) return {is.status};
  const std::size_t corrections = eval::desk::write_corrections({before.data(), was.written}, {after.data(), is.written}, out);
  if (corrections > out.size()) return {Status::buffer_too_small, 0, corrections};
  std::memcpy(bytes_of(row).data(), spare.data(), row_bytes);
  keep_due(row);
  return {Status::ok, corrections, corrections};
}

Result Desk::State_::judge_anew(std::uint32_t row, const Event& late, std::span<Decision> out) {
  if (!log.kept()) return {Status::needs_log};
  std::size_t count = 0;
  const Status gathered = gather(row, &late, 0, count);
  if (gathered != Status::ok) return {gathered};
  for (std::size_t i = 0; i < count; ++i) {
    const Event& e = events[i];
    if (e.at == late.at && e.sequence == late.sequence && e.id == late.id) return {Status::duplicate};
  }
  const Result result = replace(row, {events.data(), count}, {events.data(), count + 1}, out);
  if (result.status == Status::ok) append(row, late);
  return result;
}

Result Desk::State_::void_event(eval::desk::Key key, std::uint64_t id, Instant at, std::span<Decision> out) {
  if (!log.kept()) return {Status::needs_log};
  if (id == 0 || key.kind >= rules.case_kind_count()) return {Status::unknown_event};
  if (at == beginning || at == never) return {Status::bad_value};
  const Status admitted = admit(at);
  if (admitted != Status::ok) return {admitted};
  if (!make_room(0)) return {Status::no_capacity};
  std::uint32_t row = index.find(key);
  if (row == eval::desk::no_row) {
    const Status opened = open(key, {}, row);
    if (opened != Status::ok) return {opened};
  }
  const Event mark{{}, at, 0, id, {}};
  Result result;
  bool there = false;
  bool elsewhere = false;
  Status status = Status::ok;
  log.each(rows[row].chain, [&](const Log::Node& node) {
    if (node.id != id) return;
    if (node.is_void()) status = Status::duplicate;
    else (node.at == at ? there : elsewhere) = true;
  });
  if (status == Status::duplicate) return {status};
  if (elsewhere) return {Status::other_event};
  if (there) {
    if (rows[row].chain.events >= options.events_of_a_case) settle(row);
    std::size_t count = 0;
    status = gather(row, nullptr, id, count);
    if (status != Status::ok) return {status};
    result = replace(row, {events.data(), count}, {events.data(), count - 1}, out);
    if (result.status != Status::ok) return result;
  } else if (reinterpret_cast<const program::CaseHeader*>(base_of(row).data())->last_at >= at.us) {
    return {Status::needs_log};
  }
  append(row, mark);
  return result;
}

void Desk::State_::find_oldest(std::uint32_t row) {
  Row& of = rows[row];
  std::int64_t first = INT64_MAX;
  of.ids = 0;
  log.each(of.chain, [&](const Log::Node& node) {
    first = std::min(first, node.at.us);
    of.ids |= bit_of(node.id);
  });
  oldest.set(row, first, of.key.number);
}

void Desk::State_::settle(std::uint32_t row) {
  const Instant until = watermark();
  Row& of = rows[row];
  bool all = true;
  log.each(of.chain, [&](const Log::Node& node) { all = all && node.at < until; });
  if (all && header_of(row).last_fired < until.us) {
    // Nothing of the case is later than the watermark, so the state as it is will do.
    keep_base(row);
  } else {
    Case base{rules, CaseKindId{of.key.kind}, base_of(row)};
    std::uint32_t next = Log::none;
    while ((next = log.next_in_order(of.chain, next, until)) != Log::none) {
      const Log::Node& node = log.at(next);
      if (log.is_voided(of.chain, node.id)) continue;
      fields.clear();
      log.each_field(node.fields, [&](const FieldValue& value) { fields.push_back(value); });
      const Event event{node.kind, node.at, node.sequence, node.id, fields};
      // It was taken before, so it is taken again; any number of periods may have ended before it, which come in portions.
      while (base.apply(event, before).status == Status::buffer_too_small && base.advance(event.at, before).written != 0) {
      }
    }
  }
  log.drop(of.chain, until);
  find_oldest(row);
}

bool Desk::State_::make_room(std::size_t more) {
  while (!log.has_room(more)) {
    if (oldest.empty() || oldest.front_due() >= watermark().us) return false;
    settle(oldest.front());
  }
  return true;
}

void Desk::State_::settle_if_crowded() {
  const std::int64_t until = watermark().us;
  while (log.crowded() && !oldest.empty() && oldest.front_due() < until) settle(oldest.front());
}

}  // namespace bylaw
