// Limits, anchors, phases: what duties, ladders and routines share.
#include "parse/grammar/rules_x3.hpp"

namespace bylaw::parse::grammar {

const auto anchor_def = shape(Shape::anchor)[kw(K::trigger) | kw(K::gate) | kw(K::show) | kw(K::confirm) | event_ref];

const auto dated = shape(Shape::dated)[amount >> *(kw(K::until) >> instant >> kw(K::then) >> amount)];
const auto keys = shape(Shape::keys)[kw(K::otherwise) | (value % comma)];
const auto arm = shape(Shape::arm)[keys >> op(O::colon) >> dated];
const auto limit_term = shape(
    Shape::limit_term)[dated | kw(K::at_once) | (kw(K::by) >> name >> op(O::open_brace) >> +arm >> op(O::close_brace)) |
                       (kw(K::promised_by) >> name)];
const auto from_anchor = kw(K::from) >> anchor;
const auto limit_member = shape(Shape::limit_member)[limit_term >> -from_anchor];
const auto counting = (kw(K::civil) | kw(K::clock) | kw(K::inclusive)) >>
                      -(kw(K::roll) >> (kw(K::wide) | kw(K::narrow) | kw(K::none)));
const auto limit_suffix = (kw(K::by) >> (kw(K::end_of_day) | kw(K::close_of_business))) | kw(K::including_receipt) |
                          (kw(K::count) >> counting);
const auto limit_def =
    shape(Shape::limit)[kw(K::limit) >> ((kw(K::none) >> kw(K::because) >> label) |
                                         ((((kw(K::earliest_of) | kw(K::latest_of)) >> (limit_member % comma)) |
                                           (limit_term >> -from_anchor)) >>
                                          *limit_suffix))];

const auto phase_def = shape(Shape::phase)[((kw(K::elapsed) | kw(K::remaining)) >> (amount | percent)) |
                                           (kw(K::breached) >> -(kw(K::by) >> amount)) | (kw(K::unanswered) >> number)];

const auto choice_arm = shape(Shape::arm)[keys >> op(O::colon) >> name];
const auto calendar_choice_def = shape(
    Shape::calendar_choice)[kw(K::calendar) >>
                            (name | (kw(K::by) >> name >> op(O::open_brace) >> +choice_arm >> op(O::close_brace)))];

const auto breach_def = shape(Shape::breach)[kw(K::breach) >> kw(K::violation) >> -(kw(K::grade) >> number)];

BYLAW_DEFINE(anchor)
BYLAW_DEFINE(limit)
BYLAW_DEFINE(phase)
BYLAW_DEFINE(calendar_choice)
BYLAW_DEFINE(breach)

}  // namespace bylaw::parse::grammar
