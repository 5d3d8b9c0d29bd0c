// Dense numbers for the names of a rule set. A host resolves names once (RuleSet::event and its sisters) and passes numbers
// afterwards. A number belongs to the rule set that gave it; it is not stable between rule sets.
#pragma once
#include <compare>
#include <cstdint>

namespace bylaw {

template <class Tag>
struct Number {
  static constexpr std::uint32_t none_value = 0xffffffffu;
  std::uint32_t value = none_value;

  // False for the number of a name that does not exist.
  constexpr explicit operator bool() const { return value != none_value; }
  friend constexpr auto operator<=>(const Number&, const Number&) = default;
};

using CaseKindId = Number<struct CaseKindTag>;
using EventKindId = Number<struct EventKindTag>;
using FieldId = Number<struct FieldTag>;  // a field, or the result of a table
using RuleId = Number<struct RuleTag>;
using RoleId = Number<struct RoleTag>;
using ClauseId = Number<struct ClauseTag>;

}  // namespace bylaw
