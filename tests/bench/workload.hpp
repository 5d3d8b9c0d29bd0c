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

// What the 24 rules decide on the workload, as it was worked out before bylaw was written.
struct Known {
  std::uint32_t tickets;
  Summary summary;
};
inline constexpr Known known_results[] = {
    {500, {{1213, 344, 465, 344, 215, 500, 42, 61, 45}, 884028792803}},
    {5000, {{11977, 3590, 4751, 3590, 2117, 5000, 483, 696, 467}, 8824944127708}},
    {100000, {{236744, 71663, 94900, 71663, 43606, 100000, 11087, 14586, 10518}, 174771229853384}}};

}  // namespace bench
