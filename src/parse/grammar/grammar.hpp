// The way into the Spirit grammar for the rest of the parser: one unit (a head, a field, a line of a grid) at a time.
// The whole language stands in parse/grammar.ebnf; the loop over declarations and fields in parse/from_tokens.cpp.
#pragma once
#include "parse/grammar/log.hpp"

namespace bylaw::parse::grammar {

enum class Unit : std::uint8_t {
  header,
  use,
  role,
  grades,
  event,
  parameter,
  calendar_head,
  calendar_field,
  case_head,
  case_field,
  handbook_head,
  handbook_field,
  clause_head,
  clause_field,
  duty_head,
  duty_field,
  ladder_head,
  ladder_field,
  matrix_head,
  matrix_field,
  grid_head,
  grid_columns,
  grid_row,
  table_head,
  table_field,
  disclosure_head,
  disclosure_field,
  record_head,
  record_field,
  prohibition_head,
  prohibition_field,
  sequence_head,
  sequence_field,
  routine_head,
  routine_field,
  kpi_head,
  kpi_field,
  rating_head,
  rating_field,
  profile_head,
  profile_field,
  test_head,
  test_field
};

// Moves `at` past the unit. Otherwise false, `at` unchanged, and the log tells how far it went and what was expected.
// Requires tokens within base/limits.hpp: the recursion of conditions is bounded by their nesting.
bool parse(Unit which, const Token*& at, const Token* end, Log& log);

}  // namespace bylaw::parse::grammar
