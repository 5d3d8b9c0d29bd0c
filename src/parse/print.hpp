// A tree as rule text in either keyword language: one field a line, two spaces a level. Reading the text again gives
// the same tree. Comments and the order of unlike fields are not kept (a formatter works on tokens instead).
#pragma once
#include <string>

#include "base/language.hpp"
#include "parse/ast.hpp"

namespace bylaw::parse {

std::string print(const File& file, base::Language language);

// Parts of it, for messages and for other printers.
std::string print(const File& file, ExprId condition, base::Language language);
std::string print(const Value& value, base::Language language);

}  // namespace bylaw::parse
