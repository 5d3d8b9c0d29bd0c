// A case's state under other rules, slot by slot: what belongs together is found by name. Private to eval.
#pragma once
#include "bylaw/migration.hpp"
#include "eval/view.hpp"

namespace bylaw::eval {

// `to` has memory of its layout's size, which is overwritten. Misfit: `to` is in no state that may be used.
Moved move(const View& from, std::uint32_t kind, View& to);

}  // namespace bylaw::eval
