// The umbrella: everything a host in C++ needs.
#pragma once
#include "bylaw/board.hpp"
#include "bylaw/case.hpp"
#include "bylaw/compile.hpp"
#include "bylaw/decision.hpp"
#include "bylaw/desk.hpp"
#include "bylaw/event.hpp"
#include "bylaw/explain.hpp"
#include "bylaw/ids.hpp"
#include "bylaw/migration.hpp"
#include "bylaw/pack.hpp"
#include "bylaw/ruleset.hpp"
#include "bylaw/time.hpp"
