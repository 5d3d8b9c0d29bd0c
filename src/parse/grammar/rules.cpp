// The fields of disclosures, records, prohibitions, sequences, routines, KPIs, ratings and profiles.
#include "parse/grammar/rules_x3.hpp"

namespace bylaw::parse::grammar {

const auto when = kw(K::when) >> condition;
const auto order = shape(Shape::order)[(kw(K::before) | kw(K::after)) >> anchor];
const auto figure = shape(Shape::value)[(number >> -unit) | percent];
const auto bands = shape(Shape::bands)[(name >> -op(O::less_equal) >> figure) % comma];

const auto disclosure_field_def =
    (kw(K::gate) >> event_ref) | (kw(K::scope) >> condition) | ((kw(K::show) | kw(K::confirm)) >> event_ref >> *order) |
    (kw(K::valid) >> amount) | (kw(K::version) >> text) | (kw(K::language) >> text) | (kw(K::record) >> name) | breach;

const auto record_field_def = (kw(K::at) >> event_ref >> -when) | (kw(K::fields) >> names) |
                              (kw(K::keep) >> amount >> kw(K::from) >> event_ref) | (kw(K::destroyed_by) >> event_ref) |
                              breach;

const auto prohibition_field_def =
    (kw(K::event) >> event_ref >> -when) | (kw(K::more_than) >> number >> kw(K::within) >> span) | (kw(K::except) >> condition) | (kw(K::exception_to) >> name) | breach;

const auto sequence_field_def =
    (kw(K::steps) >> (event_ref % op(O::greater))) | kw(K::strict) | (kw(K::skip) >> event_ref >> -when) | breach;

const auto routine_field_def =
    (kw(K::for_) >> name) | (kw(K::every) >> amount >> -kw(K::since_last) >> -(kw(K::from) >> anchor)) |
    (kw(K::must) >> (event_ref % kw(K::and_))) | limit | (kw(K::bearer) >> name) | calendar_choice | breach;

const auto quantity = (name >> -(kw(K::at) >> event_ref)) | (kw(K::time_from) >> event_ref >> kw(K::to) >> event_ref);
const auto measured = (kw(K::share_of) >> ((name >> state) | (event_ref >> when))) | (kw(K::mean_of) >> quantity) |
                      (kw(K::count_of) >> ((name >> -state) | (event_ref >> -when))) |
                      (kw(K::percentile) >> number >> kw(K::of) >> quantity);
const auto kpi_field_def = (kw(K::measure) >> measured) | (kw(K::by) >> names) | kw(K::over_day) | kw(K::over_month) |
                           kw(K::over_quarter) | kw(K::over_year) | (kw(K::target) >> relation >> figure) |
                           (kw(K::growth) >> relation >> percent) | (kw(K::bands) >> bands) | (kw(K::exclude) >> condition);

const auto rating_field_def = (kw(K::of) >> ((name >> -percent) % comma)) | (kw(K::bands) >> bands);

const auto because = kw(K::because) >> label;
const auto profile_field_def = (kw(K::use) >> names) | (kw(K::set) >> name >> value >> because) |
                               (kw(K::without) >> any_word >> because) |
                               (kw(K::prefer) >> any_word >> kw(K::over) >> any_word >> because);

BYLAW_DEFINE(disclosure_field)
BYLAW_DEFINE(record_field)
BYLAW_DEFINE(prohibition_field)
BYLAW_DEFINE(sequence_field)
BYLAW_DEFINE(routine_field)
BYLAW_DEFINE(kpi_field)
BYLAW_DEFINE(rating_field)
BYLAW_DEFINE(profile_field)

}  // namespace bylaw::parse::grammar
