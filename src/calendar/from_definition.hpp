// From a calendar's declaration to the tables that the evaluator reads.
#pragma once
#include "calendar/definition.hpp"
#include "program/calendar_tables.hpp"

namespace bylaw::calendar {

// Requires that problems(definition) is empty. The table holds the covered range and the weekly rule around it, from
// program::days_before_covered before it to program::days_after_covered after it.
program::CalendarTable from_definition(const Definition& definition);

}  // namespace bylaw::calendar
