// What conditions ask and read, in a case as it stands.
#pragma once
#include <cstdint>
#include <vector>

#include "eval/view.hpp"
#include "explain/explanation.hpp"

namespace bylaw::explainer {

// Every fact or event that the guard asks about, once, with its value.
std::vector<Reading> readings_of(const eval::View& view, std::uint32_t guard);

// What keeps the guard from holding.
struct Unmet {
  std::vector<Need> needs;
  std::vector<Reading> readings;  // of those needs
};
Unmet unmet_by(const eval::View& view, std::uint32_t guard);

// A fact by its slot (of Program::slots).
Reading reading_of(const eval::View& view, std::uint32_t slot);

}  // namespace bylaw::explainer
