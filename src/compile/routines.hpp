// The routines of one kind of case. Private to compile.
#pragma once
#include "compile/duties.hpp"

namespace bylaw::compiler {

void write_routines(const Context& context, check::CaseKindId kind, CaseParts& parts, program::CaseProgram& layout);

}  // namespace bylaw::compiler
