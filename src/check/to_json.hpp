// The checked tree as JSON, for the reference evaluator and other tools. Objects have the field names of tree.hpp; enumerators are
// their names as text; an index that is none, an absent optional and a missing time are null; dates are days since 1970-01-01.
#pragma once
#include <string>

#include "check/tree.hpp"

namespace bylaw::check {

std::string to_json(const Tree& tree);

}  // namespace bylaw::check
