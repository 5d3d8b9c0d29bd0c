// The fields of matrices and tables. The lines of a grid are units of their own: a row is one line.
#include "parse/grammar/rules_x3.hpp"

namespace bylaw::parse::grammar {

const auto cell = shape(Shape::value)[number | name];
const auto then_cell = kw(K::when) >> condition >> kw(K::then) >> cell;
const auto adjustments = ((kw(K::raise) | kw(K::lower)) >> number >> kw(K::when) >> condition) |
                         (kw(K::override_) >> -label >> then_cell) | (kw(K::otherwise) >> cell);

const auto matrix_field_def = ((kw(K::rows) | kw(K::cols)) >> name) | adjustments;
const auto table_field_def =
    (kw(K::hit) >> (kw(K::unique) | kw(K::first))) | (kw(K::row) >> -label >> then_cell) | adjustments;

const auto grid_head_def = kw(K::grid) >> op(O::open_brace);
const auto grid_columns_def = +(op(O::bar) >> name);
const auto grid_row_def = name >> +(op(O::bar) >> cell);

BYLAW_DEFINE(matrix_field)
BYLAW_DEFINE(table_field)
BYLAW_DEFINE(grid_head)
BYLAW_DEFINE(grid_columns)
BYLAW_DEFINE(grid_row)

}  // namespace bylaw::parse::grammar
