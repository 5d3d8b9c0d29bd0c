// Values, labels, events and conditions.
#include "parse/grammar/rules_x3.hpp"

namespace bylaw::parse::grammar {

const auto label_def = shape(Shape::label)[text >> *((kw(K::en) | kw(K::zh)) >> text)];
const auto instant_def = shape(Shape::instant)[date >> time_of_day];
const auto span_def = shape(Shape::span)[number >> unit];
const auto amount_def = span | name;
const auto value_def = shape(Shape::value)[name | kw(K::yes) | kw(K::no) | (number >> -unit) |
                                           (op(O::minus) >> number) | percent | text | (date >> -time_of_day)];
const auto event_ref_def = shape(Shape::event_ref)[event_name >> -(kw(K::where) >> name >> relation >> value)];
const auto names_def = shape(Shape::names)[name % comma];

const auto sum = shape(Shape::sum)[value >> *((op(O::plus) | op(O::minus)) >> value)];
const auto comparison =
    shape(Shape::comparison)[(kw(K::has) >> event_ref) | (sum >> -((relation >> sum) | (kw(K::as_grave_as) >> value) |
                                                                   (kw(K::graver_than) >> value) | kw(K::is_known) |
                                                                   (kw(K::in) >> (value % comma))))];
const auto negation_def = shape(Shape::negation)[kw(K::not_) >> negation] |
                          (op(O::open_paren) >> condition >> op(O::close_paren)) | comparison;
const auto conjunction = shape(Shape::conjunction)[negation % kw(K::and_)];
const auto condition_def = shape(Shape::disjunction)[conjunction % kw(K::or_)];

BYLAW_DEFINE(label)
BYLAW_DEFINE(instant)
BYLAW_DEFINE(span)
BYLAW_DEFINE(amount)
BYLAW_DEFINE(value)
BYLAW_DEFINE(event_ref)
BYLAW_DEFINE(names)
BYLAW_DEFINE(negation)
BYLAW_DEFINE(condition)

}  // namespace bylaw::parse::grammar
