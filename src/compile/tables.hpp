// Tables and matrices of one kind of case.
#pragma once
#include <vector>

#include "compile/conditions.hpp"
#include "compile/context.hpp"

namespace bylaw::compiler {

void write_tables(const Context& context, check::CaseKindId kind, const std::vector<std::uint32_t>& slots,
                  Conditions& conditions, program::CaseProgram& layout);

}  // namespace bylaw::compiler
