// A case's log as sentences. The way in for the library's `explain`.
#pragma once
#include <string>

#include "explain/telling.hpp"

namespace bylaw::explainer {

// One rule, or with a false number every rule that has to do with the case. Leaves the text in the telling and returns it.
std::string from_log(Telling& telling, RuleId rule);

}  // namespace bylaw::explainer
