// Names, titles and types: what hosts and tools look up, and the event path never reads.
#pragma once
#include "compile/context.hpp"

namespace bylaw::compiler {

void write_names(const Context& context);

}  // namespace bylaw::compiler
