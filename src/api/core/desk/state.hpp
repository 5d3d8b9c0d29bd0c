// What a Desk owns. Its calls are in desk.cpp; what it does with events that come late, are taken back, or have become final, in late.cpp.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "bylaw/desk.hpp"
#include "eval/desk/index.hpp"
#include "eval/desk/log.hpp"
#include "eval/desk/queue.hpp"
#include "program/program.hpp"
#include "program/state.hpp"

namespace bylaw {

struct Desk::State_ {
  struct Row {
    eval::desk::Key key;
    eval::desk::Log::Chain chain;
    std::uint64_t ids = 0;  // one bit or none of each id in the chain: most ids that are new are seen to be by this alone
  };

  State_(const RuleSet& rules, const DeskOptions& options);

  // ---- desk.cpp ----
  std::span<std::byte> bytes_of(std::uint32_t row) {
    return {reinterpret_cast<std::byte*>(memory.data()) + row_bytes * row, row_bytes};
  }
  program::CaseHeader& header_of(std::uint32_t row) { return *reinterpret_cast<program::CaseHeader*>(bytes_of(row).data()); }
  const program::Program& program() const { return *rules.program(); }
  const program::CaseProgram& layout_of(std::uint32_t kind) const { return rules.program()->cases[kind]; }
  Case case_of(std::uint32_t row) { return {rules, CaseKindId{rows[row].key.kind}, bytes_of(row)}; }

  Status open(eval::desk::Key key, std::span<const FieldValue> known, std::uint32_t& row);
  void release(std::uint32_t row);
  void keep_due(std::uint32_t row) {
    const program::CaseHeader& header = header_of(row);
    queue.set(row, header.due, header.number);
  }
  Result apply(const CaseEvent& event, std::span<Decision> out);
  Result apply_behind(std::uint32_t row, const Event& event, std::span<Decision> out);
  Result advance(Instant to, std::span<Decision> out);
  Status admit(Instant at) const;
  Instant watermark() const;

  // ---- late.cpp ----
  // The state of a case before every event of its log: where judging it anew begins.
  std::span<std::byte> base_of(std::uint32_t row) {
    return {reinterpret_cast<std::byte*>(bases.data()) + row_bytes * row, row_bytes};
  }
  void keep_base(std::uint32_t row);            // the state as it is becomes the base
  void forget_log(std::uint32_t row);           // and its log is dropped
  void append(std::uint32_t row, const Event& event);
  Status known(std::uint32_t row, const Event& event) const;  // ok: an event of this id is new to the case
  bool make_room(std::size_t fields);           // drops what is final until one more event fits
  void settle(std::uint32_t row);               // the base moves to the watermark, and the log behind it is dropped
  void settle_if_crowded();
  Result judge_anew(std::uint32_t row, const Event& late, std::span<Decision> out);
  Result void_event(eval::desk::Key key, std::uint64_t id, Instant at, std::span<Decision> out);

  RuleSet rules;
  DeskOptions options;
  std::size_t row_bytes;
  std::vector<std::uint64_t> memory;
  std::vector<Row> rows;
  std::vector<std::uint32_t> free_rows;
  eval::desk::Index index;
  eval::desk::Queue queue;
  Instant now = beginning;
  std::vector<Decision> after;        // scratch: what a case is judged to
  std::vector<std::uint64_t> spare;   // scratch: the bytes of a case

  // With a log only.
  eval::desk::Log log;
  std::vector<std::uint64_t> bases;
  eval::desk::Queue oldest;           // rows by the oldest instant in their log
  // Scratch for judging a case anew.
  std::vector<Event> events;
  std::vector<FieldValue> fields;
  std::vector<std::size_t> first_fields;
  std::vector<std::uint32_t> order;
  std::vector<Decision> before;

 private:
  Status gather(std::uint32_t row, const Event* late, std::uint64_t to_void, std::size_t& count);
  Result judge_from_base(std::uint32_t row, std::span<const Event> of, std::span<Decision> out);
  Result replace(std::uint32_t row, std::span<const Event> old, std::span<const Event> anew, std::span<Decision> out);
  void find_oldest(std::uint32_t row);
};

}  // namespace bylaw
