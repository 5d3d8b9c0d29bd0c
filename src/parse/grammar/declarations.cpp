// The first line, and the declarations that are no rules.
#include "parse/grammar/rules_x3.hpp"

namespace bylaw::parse::grammar {

const auto header_def = kw(K::bylaw) >> number >> kw(K::lang) >> (kw(K::en) | kw(K::zh));
const auto use_def = kw(K::use) >> text;
const auto role_def = kw(K::role) >> name >> -label;
const auto grades_def = kw(K::grades) >> name >> -label >> number >> kw(K::to) >> number >> kw(K::highest) >> number;
const auto event_def = kw(K::event) >> event_name >> -label >> kw(K::on) >> names >>
                       -(op(O::open_brace) >> names >> op(O::close_brace));

const auto items = shape(Shape::item)[name >> -label] % comma;
const auto range = number >> kw(K::to) >> number;
const auto type =
    shape(Shape::type)[((kw(K::one_of) | kw(K::some_of)) >> items) | kw(K::yes_no) | (kw(K::number) >> -range) | range |
                       (kw(K::money) >> -currency) | kw(K::date) | kw(K::instant) | kw(K::id) | kw(K::text) |
                       kw(K::elapsed_span) | kw(K::working_span) | kw(K::date_span) | kw(K::working_date_span)];
const auto parameter_def = kw(K::parameter) >> name >> -label >> type >> -(kw(K::default_) >> value) >>
                           -(kw(K::because) >> label);

const auto hours = shape(Shape::hours)[(time_of_day >> kw(K::to) >> time_of_day) % comma];
const auto dates = date >> -(kw(K::to) >> date);
const auto calendar_field_def = (kw(K::zone) >> text) | (kw(K::open) >> day >> -(kw(K::to) >> day) >> hours) |
                                (kw(K::off) >> dates >> -label >> -kw(K::statutory)) |
                                (kw(K::work) >> dates >> -hours >> -label) |
                                (kw(K::covers) >> date >> kw(K::to) >> date) |
                                (kw(K::count) >> (kw(K::civil) | kw(K::clock) | kw(K::inclusive)) >>
                                 -(kw(K::roll) >> (kw(K::wide) | kw(K::narrow) | kw(K::none)))) |
                                (kw(K::published) >> instant);

const auto case_field_def = ((kw(K::ends) | kw(K::withdrawn) | kw(K::merged)) >> kw(K::upon) >> event_ref) |
                            (name >> -label >> type >> -(kw(K::optional) | kw(K::required)));

const auto handbook_field_def =
    (kw(K::english) >> text) |
    (kw(K::edition) >> text >> kw(K::in_force) >> kw(K::from) >> date >> -(kw(K::to) >> date)) |
    (kw(K::calendar) >> name) | (kw(K::lateness) >> span) | (kw(K::withdrawn) >> kw(K::from) >> date);

const auto clause_field_def =
    (kw(K::text) >> label) | (kw(K::edition) >> (text % comma) >> -kw(K::retroactive)) | (kw(K::not_encoded) >> kw(K::because) >> label) | (kw(K::shared) >> -names);

BYLAW_DEFINE(header)
BYLAW_DEFINE(use)
BYLAW_DEFINE(role)
BYLAW_DEFINE(grades)
BYLAW_DEFINE(event)
BYLAW_DEFINE(parameter)
BYLAW_DEFINE(calendar_field)
BYLAW_DEFINE(case_field)
BYLAW_DEFINE(handbook_field)
BYLAW_DEFINE(clause_field)

}  // namespace bylaw::parse::grammar
