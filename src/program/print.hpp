// A program as text, for people who compare what was compiled.
#pragma once
#include <string>

#include "program/program.hpp"

namespace bylaw::program {

std::string print(const Program& program);

}  // namespace bylaw::program
