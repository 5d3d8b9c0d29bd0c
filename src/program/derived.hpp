// What follows from the rest of a program: made once by the compiler and anew by the loader of packs, so that it cannot
// contradict the rest.
#pragma once
#include "program/program.hpp"

namespace bylaw::program {

// Makes every field that program/fields.hpp calls derived: the orders by name, the plain guards, the buckets of the zones.
// REQUIRES: has_sound_changes of every calendar's zone, ranges of guards and terms within their tables.
// May throw std::bad_alloc.
void derive(Program& program);

// How many decisions an instance of the duty may have to keep while its trigger's condition is unknown: each checkpoint, each
// repetition of a level, its discharge, and a waiver. 0: its condition is always known, or it is a timer, which keeps instants.
std::uint16_t decisions_kept(const Program& program, const DutyProgram& duty);

}  // namespace bylaw::program
