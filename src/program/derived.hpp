// What follows from the rest of a program: made once by the compiler and anew by the loader of packs, so that it cannot
// contradict the rest.
#pragma once
#include "program/program.hpp"

namespace bylaw::program {

// Makes every field that program/fields.hpp calls derived: the orders by name, the plain guards, the buckets of the zones.
// REQUIRES: has_sound_changes of every calendar's zone, ranges of guards and terms within their tables.
// May throw std::bad_alloc.
void derive(Program& program);

}  // namespace bylaw::program
