// Field values of a log as the integers of the library, by the field's type.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bylaw/ruleset.hpp"
#include "cli/events/json_line.hpp"

namespace bylaw::cli {

// `200`, `200.5`, `-3.00` as a whole number of 10^-decimals; false where it does not fit, has more decimals that are not zero, or is
// no plain decimal.
bool parse_decimal(std::string_view text, std::uint8_t decimals, std::int64_t& value);

// The fields of a rule set by name, with the numbers of their values' names.
class Fields {
 public:
  explicit Fields(const RuleSet& rules);

  struct Field {
    FieldId id;
    FieldInfo info;
    std::unordered_map<std::string_view, std::int64_t> values;  // enumeration, set
  };

  const Field* find(std::string_view name) const;

  // Why the value does not fit the field, or an empty text.
  std::string read(const Field& field, const RawValue& raw, const RawLine& line, std::int64_t& value) const;

 private:
  const RuleSet& rules_;
  std::vector<Field> fields_;
  std::unordered_map<std::string_view, std::size_t> by_name_;
};

}  // namespace bylaw::cli
