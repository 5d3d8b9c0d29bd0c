// The fields of duties and ladders.
#include "parse/grammar/rules_x3.hpp"

namespace bylaw::parse::grammar {

const auto when = kw(K::when) >> condition;
const auto warn_phase = shape(Shape::phase)[(kw(K::elapsed) | kw(K::remaining)) >> (amount | percent)];

const auto quantity = number | name;

const auto clock_fields =
    (kw(K::not_before) >> amount >> kw(K::from) >> anchor) | (kw(K::warn) >> warn_phase >> kw(K::notify) >> names) |
    (kw(K::pause) >>
     (kw(K::none) | (event_ref >> kw(K::until) >> event_ref >> -(kw(K::at_most) >> amount >> kw(K::in_total))))) |
    (kw(K::suspendable) >> (kw(K::yes) | kw(K::no))) | (kw(K::cancel) >> event_ref) |
    (kw(K::waive) >> event_ref >> kw(K::by) >> name >> kw(K::because) >> name >> -when) |
    (kw(K::extend) >> (kw(K::to) | kw(K::by)) >> amount >> kw(K::upon) >> event_ref >> -(kw(K::within) >> amount) >>
     -(kw(K::at_most) >> amount) >> -when);

const auto life_fields =
    (kw(K::regrade) >> (kw(K::retarget) | kw(K::restart) | kw(K::unchanged) | kw(K::tighten_only))) |
    (kw(K::reopen) >> kw(K::upon) >> event_ref >> -(kw(K::continue_) | kw(K::new_cycle) | kw(K::from_start))) |
    (kw(K::triggers) >> (kw(K::ignore) | (kw(K::each) >> kw(K::at_most) >> quantity) | kw(K::restart))) |
    (kw(K::after_breach) >> (kw(K::ends) | kw(K::continues))) |
    (kw(K::received_after) >> time_of_day >> kw(K::next_working_day)) | (kw(K::exception_to) >> name);

// With several acts: all of them, or any one.
const auto acts = +(kw(K::or_) >> event_ref) | *(kw(K::and_) >> event_ref);

const auto duty_field_def = (kw(K::trigger) >> event_ref >> -when) | (kw(K::bearer) >> name) |
                            (kw(K::must) >> event_ref >> acts >> -kw(K::or_before) >> -when) |
                            (kw(K::maintain) >> condition) | limit | calendar_choice | breach | clock_fields |
                            life_fields;

const auto ladder_field_def =
    (kw(K::level) >> number >> kw(K::notify) >> names >> kw(K::when) >> phase >> -(kw(K::reply_limit) >> amount)) |
    (kw(K::answered_by) >> (event_ref % comma)) | (kw(K::stop) >> event_ref) |
    (kw(K::repeat_every) >> amount >> kw(K::at_most) >> quantity) | kw(K::highest_only) | kw(K::at_any_hour) |
    calendar_choice;

BYLAW_DEFINE(duty_field)
BYLAW_DEFINE(ladder_field)

}  // namespace bylaw::parse::grammar
