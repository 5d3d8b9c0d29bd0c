// The heads of blocks, up to their opening brace.
#include "parse/grammar/rules_x3.hpp"

namespace bylaw::parse::grammar {

const auto open_block = op(O::open_brace);
const auto named = name >> -label;

const auto calendar_head_def = kw(K::calendar) >> named >> open_block;
const auto case_head_def = kw(K::case_) >> named >> open_block;
const auto handbook_head_def = kw(K::handbook) >> named >> open_block;
const auto clause_head_def = kw(K::clause) >> any_word >> -label >> kw(K::of) >> name >> open_block;
const auto duty_head_def = kw(K::duty) >> named >> open_block;
const auto ladder_head_def = kw(K::ladder) >> named >> kw(K::for_) >> name >> open_block;
const auto matrix_head_def = kw(K::matrix) >> named >> kw(K::gives) >> name >> open_block;
const auto table_head_def = kw(K::table) >> named >> kw(K::gives) >> name >> open_block;
const auto disclosure_head_def = kw(K::disclosure) >> named >> open_block;
const auto record_head_def = kw(K::record) >> named >> open_block;
const auto prohibition_head_def = (kw(K::forbid) | kw(K::allow)) >> named >> open_block;
const auto sequence_head_def = kw(K::sequence) >> named >> open_block;
const auto routine_head_def = kw(K::routine) >> named >> open_block;
const auto kpi_head_def = kw(K::kpi) >> named >> open_block;
const auto rating_head_def = kw(K::rating) >> named >> open_block;
const auto profile_head_def = kw(K::profile) >> named >> open_block;
const auto test_head_def = kw(K::test) >> label >> open_block;

BYLAW_DEFINE(calendar_head)
BYLAW_DEFINE(case_head)
BYLAW_DEFINE(handbook_head)
BYLAW_DEFINE(clause_head)
BYLAW_DEFINE(duty_head)
BYLAW_DEFINE(ladder_head)
BYLAW_DEFINE(matrix_head)
BYLAW_DEFINE(table_head)
BYLAW_DEFINE(disclosure_head)
BYLAW_DEFINE(record_head)
BYLAW_DEFINE(prohibition_head)
BYLAW_DEFINE(sequence_head)
BYLAW_DEFINE(routine_head)
BYLAW_DEFINE(kpi_head)
BYLAW_DEFINE(rating_head)
BYLAW_DEFINE(profile_head)
BYLAW_DEFINE(test_head)

}  // namespace bylaw::parse::grammar
