// Whether a program that came from outside is safe to evaluate. Two passes: bounds that the description of the fields tells,
// then what the evaluator relies on beyond them. A program from the compiler passes both; a test holds that for every rule set.
#pragma once
#include "program/pack.hpp"
#include "program/program.hpp"

namespace bylaw::program {

// Every index, range and list within its table, every text UTF-8, every zone's changes in order. False: `fault` says where.
bool is_bounded(const Program& program, PackFault& fault);

// Everything else: layouts of cases that no access leaves, guards and atoms within their words, code that keeps its stack,
// duties whose clocks, targets and lists are there, lists in the order that searches need. REQUIRES: is_bounded, derived.
bool is_sound(const Program& program, PackFault& fault);

}  // namespace bylaw::program
