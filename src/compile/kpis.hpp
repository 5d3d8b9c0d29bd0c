// KPIs and ratings of the program. Private to compile.
#pragma once
#include "compile/context.hpp"

namespace bylaw::compiler {

void write_kpis(const Context& context);

}  // namespace bylaw::compiler
