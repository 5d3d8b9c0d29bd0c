// The reference workload: a bank's service desk over 90 days. Deterministic, integer arithmetic only; times are whole seconds
// from 0, strictly ascending within a ticket, events sorted by (time, ticket).
#pragma once
#include <cstdint>
#include <vector>

namespace bench {

enum class Kind : std::uint8_t { received, acknowledged, awaiting, replied, disclosed, sold, responded, resolved, closed };
inline constexpr std::size_t kind_count = 9;

enum Channel : std::uint8_t { phone, chat, email, letter, branch };
enum Product : std::uint8_t { card, loan, deposit, insurance, investment };
enum Customer : std::uint8_t { retail, business, vip, vulnerable, staff };

struct Event {
  std::int32_t at = 0;
  std::uint32_t ticket = 0;
  std::int32_t amount = 0;       // received
  Kind kind = Kind::received;
  std::uint8_t channel = 0;      // received
  std::uint8_t product = 0;
  std::uint8_t customer = 0;
  std::uint8_t impact = 0;       // 1-4
  std::uint8_t likelihood = 0;   // 1-4
  std::uint8_t item = 0;         // disclosed: 1-5
  std::uint8_t present = 0;      // closed: bits category, resolution code, root cause, redress, owner
};

inline constexpr std::uint32_t first_ticket = 100000;

std::vector<Event> make_workload(std::uint32_t tickets, std::uint64_t seed);

// What an implementation decided, as counts and a checksum that does not depend on the order.
enum Code : std::uint32_t { met = 0, breach = 6, level = 12, grade = 30, disclosure = 34, field = 39, prohibited = 44 };

struct Summary {
  std::uint64_t counts[9] = {};  // met, breach, level 1-3, graded, disclosure, field, prohibited
  std::uint64_t checksum = 0;

  void add(std::int64_t at, std::uint32_t ticket, std::uint32_t code);
  friend bool operator==(const Summary&, const Summary&) = default;
};

}  // namespace bench
