// Tables and matrices: a grade from facts.
#pragma once
#include "eval/view.hpp"

namespace bylaw::eval {

// Works the table out anew and sets its result; emits a decision if the result changed. True if it did.
bool apply_table(View& view, const program::TableProgram& table);

}  // namespace bylaw::eval
