#include "parse/grammar/grammar.hpp"

#include "parse/grammar/rules_x3.hpp"

namespace bylaw::parse::grammar {

bool parse(Unit which, const Token*& at, const Token* end, Log& log) {
  log.restart(at);
  const auto context = x3::make_context<LogTag>(log);
  const Token* first = at;
  bool good = false;
  switch (which) {
#define BYLAW_UNIT(unit_name) \
  case Unit::unit_name: good = unit_name.parse(first, end, context, x3::unused, x3::unused); break;
    BYLAW_UNIT(header)
    BYLAW_UNIT(use)
    BYLAW_UNIT(role)
    BYLAW_UNIT(grades)
    BYLAW_UNIT(event)
    BYLAW_UNIT(parameter)
    BYLAW_UNIT(calendar_head)
    BYLAW_UNIT(calendar_field)
    BYLAW_UNIT(case_head)
    BYLAW_UNIT(case_field)
    BYLAW_UNIT(handbook_head)
    BYLAW_UNIT(handbook_field)
    BYLAW_UNIT(clause_head)
    BYLAW_UNIT(clause_field)
    BYLAW_UNIT(duty_head)
    BYLAW_UNIT(duty_field)
    BYLAW_UNIT(ladder_head)
    BYLAW_UNIT(ladder_field)
    BYLAW_UNIT(matrix_head)
    BYLAW_UNIT(matrix_field)
    BYLAW_UNIT(grid_head)
    BYLAW_UNIT(grid_columns)
    BYLAW_UNIT(grid_row)
    BYLAW_UNIT(table_head)
    BYLAW_UNIT(table_field)
    BYLAW_UNIT(disclosure_head)
    BYLAW_UNIT(disclosure_field)
    BYLAW_UNIT(record_head)
    BYLAW_UNIT(record_field)
    BYLAW_UNIT(prohibition_head)
    BYLAW_UNIT(prohibition_field)
    BYLAW_UNIT(sequence_head)
    BYLAW_UNIT(sequence_field)
    BYLAW_UNIT(routine_head)
    BYLAW_UNIT(routine_field)
    BYLAW_UNIT(kpi_head)
    BYLAW_UNIT(kpi_field)
    BYLAW_UNIT(rating_head)
    BYLAW_UNIT(rating_field)
    BYLAW_UNIT(profile_head)
    BYLAW_UNIT(profile_field)
    BYLAW_UNIT(test_head)
    BYLAW_UNIT(test_field)
#undef BYLAW_UNIT
  }
  // An option that was begun and not finished is an error, not an end: the language is LL(1).
  good = good && log.furthest() <= first;
  if (good) at = first;
  return good;
}

}  // namespace bylaw::parse::grammar
