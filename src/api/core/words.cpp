// The words of decisions, as the rule language writes them. A value without a word does not compile without a warning.
#include "bylaw/decision.hpp"

namespace bylaw {

const char* word(State state) noexcept {
  switch (state) {
    case State::none: return "none";
    case State::pending: return "pending";
    case State::running: return "running";
    case State::paused: return "paused";
    case State::met: return "met";
    case State::breached: return "breached";
    case State::met_late: return "met-late";
    case State::cancelled: return "cancelled";
    case State::superseded: return "superseded";
    case State::withdrawn: return "withdrawn";
    case State::indeterminate: return "indeterminate";
    case State::unreachable: return "unreachable";
  }
  return "?";
}

const char* word(DecisionKind kind) noexcept {
  switch (kind) {
    case DecisionKind::state: return "state";
    case DecisionKind::warning: return "warning";
    case DecisionKind::level: return "level";
    case DecisionKind::grade: return "grade";
    case DecisionKind::remark: return "remark";
    case DecisionKind::retain_until: return "retain-until";
    case DecisionKind::waiver: return "waiver";
  }
  return "?";
}

const char* word(Cause cause) noexcept {
  switch (cause) {
    case Cause::none: return "none";
    case Cause::performed: return "performed";
    case Cause::late: return "late";
    case Cause::regraded: return "regraded";
    case Cause::cancelled_by_event: return "cancelled-by-event";
    case Cause::case_ended: return "case-ended";
    case Cause::case_withdrawn: return "case-withdrawn";
    case Cause::case_merged: return "case-merged";
    case Cause::unknown_fact: return "unknown-fact";
    case Cause::over_capacity: return "over-capacity";
    case Cause::not_maintained: return "not-maintained";
    case Cause::maintained: return "maintained";
    case Cause::retriggered: return "retriggered";
    case Cause::reopened: return "reopened";
    case Cause::resume_without_pause: return "resume-without-pause";
    case Cause::repeated_discharge: return "repeated-discharge";
    case Cause::too_early: return "too-early";
    case Cause::late_extension: return "late-extension";
    case Cause::after_end: return "after-end";
    case Cause::same_content: return "same-content";
    case Cause::calendar_ends: return "calendar-ends";
    case Cause::overflow: return "overflow";
    case Cause::grade_changed: return "grade-changed";
    case Cause::shown: return "shown";
    case Cause::not_shown: return "not-shown";
    case Cause::not_confirmed: return "not-confirmed";
    case Cause::expired: return "expired";
    case Cause::complete: return "complete";
    case Cause::missing_field: return "missing-field";
    case Cause::kept: return "kept";
    case Cause::destroyed_early: return "destroyed-early";
    case Cause::not_allowed: return "not-allowed";
    case Cause::in_order: return "in-order";
    case Cause::out_of_order: return "out-of-order";
    case Cause::missing_step: return "missing-step";
    case Cause::repeated_step: return "repeated-step";
    case Cause::too_many: return "too-many";
    case Cause::nothing_to_waive: return "nothing-to-waive";
    case Cause::waiver_incomplete: return "waiver-incomplete";
    case Cause::waiver_unauthorised: return "waiver-unauthorised";
    case Cause::standard_withdrawn: return "standard-withdrawn";
  }
  return "?";
}

const char* word(Status status) noexcept {
  switch (status) {
    case Status::ok: return "ok";
    case Status::duplicate: return "duplicate";
    case Status::more: return "more";
    case Status::voided: return "voided";
    case Status::needs_log: return "needs-log";
    case Status::too_late: return "too-late";
    case Status::future: return "future";
    case Status::clock_backwards: return "clock-backwards";
    case Status::buffer_too_small: return "buffer-too-small";
    case Status::unknown_event: return "unknown-event";
    case Status::unknown_field: return "unknown-field";
    case Status::bad_value: return "bad-value";
    case Status::bad_snapshot: return "bad-snapshot";
    case Status::bad_memory: return "bad-memory";
    case Status::unknown_case: return "unknown-case";
    case Status::no_capacity: return "no-capacity";
    case Status::too_many: return "too-many";
    case Status::bad_pack: return "bad-pack";
    case Status::other_pack: return "other-pack";
    case Status::no_memory: return "no-memory";
    case Status::other_event: return "other-event";
  }
  return "?";
}

}  // namespace bylaw
