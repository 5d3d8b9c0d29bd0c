// The lines of tests.
#include "parse/grammar/rules_x3.hpp"

namespace bylaw::parse::grammar {

const auto fields = shape(Shape::fields)[op(O::open_brace) >> -((name >> value) % comma) >> op(O::close_brace)];
const auto dated = kw(K::dated) >> instant;
const auto of_case = kw(K::of) >> name;
const auto figure = shape(Shape::value)[(number >> -unit) | percent];
const auto period = -(kw(K::dated) >> date) >> -fields;
const auto outcome = (figure >> period >> -(kw(K::reached) | kw(K::missed)) >> -(kw(K::band) >> name)) | (kw(K::no_cases) >> period) |
                     (state >> -dated >> -(kw(K::because) >> name)) | (kw(K::level) >> number >> -dated) |
                     (kw(K::no) >> kw(K::level)) | (kw(K::warned) >> -dated) |
                     (kw(K::retain_until) >> instant) | (kw(K::grade) >> (number | name));
const auto expectation =
    (kw(K::no) >> (kw(K::forbidden) | kw(K::breach) | kw(K::level) | name) >> -of_case) | (name >> -of_case >> outcome);

const auto test_field_def = (kw(K::profile) >> name) | (kw(K::given) >> name >> name >> -fields) |
                            (kw(K::at) >> instant >> -name >> event_name >> -fields) | (kw(K::until) >> instant) |
                            (kw(K::expect) >> expectation);

BYLAW_DEFINE(test_field)

}  // namespace bylaw::parse::grammar
