// The rules shared between the grammar's files, and the entry rule of every unit. A rule's definition is in the file
// named beside it; all alternatives begin with distinct tokens (tests/grammar holds the language to LL(1)).
#pragma once
#include "parse/grammar/tokens_x3.hpp"

namespace bylaw::parse::grammar {

#define BYLAW_RULE(rule_name)                          \
  struct rule_name##_tag;                              \
  using rule_name##_type = x3::rule<rule_name##_tag>;  \
  inline const rule_name##_type rule_name{#rule_name}; \
  BOOST_SPIRIT_DECLARE(rule_name##_type)

// conditions.cpp
BYLAW_RULE(label)
BYLAW_RULE(instant)
BYLAW_RULE(span)
BYLAW_RULE(amount)
BYLAW_RULE(value)
BYLAW_RULE(event_ref)
BYLAW_RULE(names)
BYLAW_RULE(condition)
BYLAW_RULE(negation)
// clocks.cpp
BYLAW_RULE(anchor)
BYLAW_RULE(limit)
BYLAW_RULE(phase)
BYLAW_RULE(calendar_choice)
BYLAW_RULE(breach)
// declarations.cpp
BYLAW_RULE(header)
BYLAW_RULE(use)
BYLAW_RULE(role)
BYLAW_RULE(grades)
BYLAW_RULE(event)
BYLAW_RULE(parameter)
BYLAW_RULE(calendar_field)
BYLAW_RULE(case_field)
BYLAW_RULE(handbook_field)
BYLAW_RULE(clause_field)
// heads.cpp
BYLAW_RULE(calendar_head)
BYLAW_RULE(case_head)
BYLAW_RULE(handbook_head)
BYLAW_RULE(clause_head)
BYLAW_RULE(duty_head)
BYLAW_RULE(ladder_head)
BYLAW_RULE(matrix_head)
BYLAW_RULE(table_head)
BYLAW_RULE(disclosure_head)
BYLAW_RULE(record_head)
BYLAW_RULE(prohibition_head)
BYLAW_RULE(sequence_head)
BYLAW_RULE(routine_head)
BYLAW_RULE(kpi_head)
BYLAW_RULE(rating_head)
BYLAW_RULE(profile_head)
BYLAW_RULE(test_head)
// duties.cpp
BYLAW_RULE(duty_field)
BYLAW_RULE(ladder_field)
// tables.cpp
BYLAW_RULE(matrix_field)
BYLAW_RULE(grid_head)
BYLAW_RULE(grid_columns)
BYLAW_RULE(grid_row)
BYLAW_RULE(table_field)
// rules.cpp
BYLAW_RULE(disclosure_field)
BYLAW_RULE(record_field)
BYLAW_RULE(prohibition_field)
BYLAW_RULE(sequence_field)
BYLAW_RULE(routine_field)
BYLAW_RULE(kpi_field)
BYLAW_RULE(rating_field)
BYLAW_RULE(profile_field)
// tests.cpp
BYLAW_RULE(test_field)

#undef BYLAW_RULE

// In the file of a rule, after its `…_def`.
#define BYLAW_DEFINE(rule_name)  \
  BOOST_SPIRIT_DEFINE(rule_name) \
  BOOST_SPIRIT_INSTANTIATE(rule_name##_type, Iterator, Context)

}  // namespace bylaw::parse::grammar
