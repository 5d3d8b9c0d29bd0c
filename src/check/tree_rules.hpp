// Of the checked tree: rules judged at single events, routines, and aggregates.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "calendar/definition.hpp"
#include "check/tree_duties.hpp"
#include "check/tree_facts.hpp"

namespace bylaw::check {

// ---- Rules judged at single events --------------------------------------------------------------------------------

struct Violation {
  bool is = false;         // a breach is a violation
  std::int64_t grade = 0;  // 0: none said
};

// What must have been shown, and confirmed, before every gate event that is in scope.
struct Disclosure {
  Title title;
  ClauseId clause;
  std::vector<CaseKindId> cases;
  EventMatch gate;
  ConditionId scope;                  // none: always
  EventMatch show;
  ConditionId show_when;              // `after EVENT` and `before EVENT` as `has EVENT` and its negation; none: at any time
  std::optional<EventMatch> confirm;
  ConditionId confirm_when;
  bool confirm_after_show = false;    // else in either order
  std::optional<TimeSpan> valid;      // from the showing
  CalendarId calendar;                // that `valid` is counted in
  std::string version;                // of the text shown
  std::string language;               // of the text shown
  RecordId record;                    // where it is recorded
  Violation breach;
};

// Fields that must be known at an event, and until when the record is kept.
struct Record {
  Title title;
  ClauseId clause;
  std::vector<CaseKindId> cases;
  std::optional<EventMatch> at;  // none: only kept
  ConditionId when;
  std::vector<FactId> fields;
  std::optional<TimeSpan> keep;  // elapsed, dates or months
  std::optional<EventMatch> keep_from;
  CalendarId calendar;           // whose dates are counted, to the end of the last one
  std::optional<EventMatch> destroyed_by;
  Violation breach;
};

// An event that must not occur (forbid), or that is an exception to such a rule (allow).
struct Prohibition {
  Title title;
  ClauseId clause;
  std::vector<CaseKindId> cases;
  bool forbid = true;
  EventMatch event;
  ConditionId when;
  std::int64_t more_than = 0;    // forbidden only beyond so many in any such span; 0: forbidden at once
  TimeSpan within;               // elapsed, dates or months
  CalendarId calendar;           // whose dates are counted, to the end of the last one
  std::vector<ConditionId> except;
  ProhibitionId exception_to;
  ConditionId holds;             // when, unless one of `except` or of the rules that are exceptions to it holds
  Violation breach;
};

struct Skip {
  bool may = false;  // the step may be left out
  ConditionId when;  // where this holds; none: always
};

// Steps in their order.
struct Sequence {
  Title title;
  ClauseId clause;
  std::vector<CaseKindId> cases;
  std::vector<EventMatch> steps;
  std::vector<Skip> skips;  // as many
  bool strict = false;      // no step before the ones in front of it
  Violation breach;
};

// ---- Routines -----------------------------------------------------------------------------------------------------

// Something to be done in every period of the cases of one kind.
struct Routine {
  Title title;
  ClauseId clause;
  std::vector<CaseKindId> cases;   // the one named
  TimeSpan every;
  bool since_last = false;         // the next period runs from the last performance
  std::optional<EventMatch> from;  // none: the case's first event
  std::vector<EventMatch> must;    // all of them
  std::optional<TimeSpan> limit;   // counted from a period's end
  DayEnd day_end = DayEnd::by_rule;  // of the limit, and how it is counted
  std::optional<calendar::Count> count;
  std::optional<calendar::Roll> roll;
  RoleId bearer;
  CalendarId calendar;
  Violation breach;
};

// ---- Aggregates ---------------------------------------------------------------------------------------------------

enum class Aggregate : std::uint8_t { share, mean, count, percentile };
enum class Window : std::uint8_t { all, day, month, quarter, year };

// mantissa / 10^scale; of times, whole minutes.
struct Figure {
  Compare op = Compare::equal;
  std::int64_t mantissa = 0;
  std::uint8_t scale = 0;
};

struct Band {
  std::string name;
  Figure figure;  // the lowest that is in it, or with `less_equal` the highest
};

// A figure over the judgements of a rule, the events of a kind, a field at an event, or the time between two events.
struct Kpi {
  Title title;
  ClauseId clause;
  std::vector<CaseKindId> cases;
  Aggregate measure = Aggregate::share;
  std::string rule;                 // whose judgements; empty: events
  std::string state;
  FactId fact;                      // taken at `event`
  std::optional<EventMatch> event;  // counted, taken at, or timed from
  std::optional<EventMatch> to;     // timed until
  ConditionId when;
  std::int64_t percentile = 0;
  std::vector<FactId> by;
  Window over = Window::all;
  CalendarId calendar;              // whose zone the periods are in; none: the rule set's
  std::optional<Figure> target;
  std::optional<Figure> growth;     // per cent against the period before
  std::vector<Band> bands;
  std::vector<ConditionId> exclude;
};

struct RatingPart {
  std::size_t kpi = 0;              // of the tree's KPIs
  std::optional<Figure> weight;     // per cent
};

struct Rating {
  Title title;
  ClauseId clause;
  std::vector<RatingPart> of;
  std::vector<Band> bands;
};

}  // namespace bylaw::check
