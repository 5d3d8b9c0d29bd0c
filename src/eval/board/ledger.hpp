// What a board keeps of the cases it is told of. Every list is sorted and holds nothing twice, so that the order of telling,
// and telling twice, make no difference, and merging is a union.
#pragma once
#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "bylaw/decision.hpp"
#include "bylaw/event.hpp"
#include "program/program.hpp"

namespace bylaw::eval::board {

// The order of events of one case.
struct Order {
  std::int64_t at = INT64_MIN;
  std::int64_t sequence = INT64_MIN;
  std::uint64_t id = 0;

  friend auto operator<=>(const Order&, const Order&) = default;
};

// After every event of the instant.
inline Order end_of(std::int64_t at) { return {at, INT64_MAX, UINT64_MAX}; }

struct Change {
  std::uint32_t fact = 0;
  Order order;
  std::int64_t value = 0;

  friend auto operator<=>(const Change&, const Change&) = default;
};

struct Happened {
  Order order;
  std::uint32_t event = 0;

  friend auto operator<=>(const Happened&, const Happened&) = default;
};

// A state that an instance entered.
struct Judged {
  std::uint32_t rule = 0;
  std::uint32_t instance = 0;
  std::int64_t at = 0;
  std::uint8_t state = 0;

  friend auto operator<=>(const Judged&, const Judged&) = default;
};

// Stands among the judgements of an instance, for a waiver beside its breach; no State has this number.
inline constexpr std::uint8_t waived = program::kpi_waived;

struct CaseNotes {
  std::vector<Change> changes;
  std::vector<Happened> events;
  std::vector<Judged> judged;

  // The value as of an order; false: unknown.
  bool fact(std::uint32_t fact, const Order& until, std::int64_t& value) const;
  // The value that the event itself carried.
  bool carried(std::uint32_t fact, const Order& by, std::int64_t& value) const;
  bool has(std::uint32_t event, const Order& until) const;  // strictly before
};

using CaseKey = std::pair<std::uint32_t, std::uint64_t>;  // kind, number

class Ledger {
 public:
  explicit Ledger(const program::Program& program);

  Status open(std::uint64_t number, std::uint32_t kind, std::span<const FieldValue> given);
  Status add(std::uint64_t number, std::uint32_t kind, const Event& event);
  Status add(std::uint32_t kind, const Decision& decision);
  Status forget(std::uint64_t number, std::uint32_t kind);
  void merge(const Ledger& other);

  // bytes.cpp
  std::vector<std::byte> bytes() const;
  bool read(std::span<const std::byte> bytes);  // false: not the bytes of a ledger of this program; nothing was changed

  const program::Program& program() const { return *program_; }
  const std::map<CaseKey, CaseNotes>& cases() const { return cases_; }
  // The first rule of the same name: the rule's first edition.
  std::uint32_t head(std::uint32_t rule) const { return heads_[rule]; }

 private:
  const program::Program* program_;
  std::vector<bool> facts_, events_, rules_;  // which of them some KPI reads
  std::vector<std::uint32_t> heads_;
  std::map<CaseKey, CaseNotes> cases_;
};

}  // namespace bylaw::eval::board
