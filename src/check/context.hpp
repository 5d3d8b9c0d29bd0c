// What is known while the files are checked: declarations by name, and where they were written. Private to check.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"
#include "check/tree.hpp"
#include "diag/sink.hpp"
#include "parse/ast.hpp"

namespace bylaw::check {

enum class Symbol : std::uint8_t {
  calendar, role, scale, case_kind, event, handbook, clause, duty, ladder, table, parameter, field,
  disclosure, record, prohibition, sequence, routine, kpi, rating, profile, other_rule
};

// "a duty", for messages.
diag::Phrase phrase_of(Symbol symbol);

// A declaration of the syntax tree with the file it stands in and the clause it stands under.
template <class Ast>
struct Item {
  const Ast* ast = nullptr;
  const parse::File* file = nullptr;
  ClauseId clause;
};

// A rule of a clause asks for a fact.
struct Asking {
  std::string rule;
  ClauseId clause;
  FactId fact;
  base::Span span;
};

struct Entry {
  Symbol symbol = Symbol::other_rule;
  std::uint32_t index = 0;  // of the tree's vector for this kind of thing
  base::Span span;
};

// What one profile says, by the names it uses (profiles.cpp). Without a profile everything is in force.
struct Selection {
  const parse::Profile* profile = nullptr;
  std::map<std::string, std::string, std::less<>> handbook_of;  // by clause
  std::optional<std::int32_t> as_of;  // see Tree

  bool leaves_out(std::string_view clause) const;
  bool prefers(std::string_view clause, std::string_view over) const;  // also through others
};

// With a profile the files are read twice: first all rules, to find what is wrong in any of them; then those in force, and only
// then a parameter must have a value and no two rules may contradict each other (`judged`).
struct Context {
  Context(std::span<const parse::File> f, diag::Sink& s, const Selection& chosen, bool in_force_only, bool judges)
      : files(f), sink(s), selection(chosen), filtered(in_force_only), judged(judges) {}

  std::span<const parse::File> files;
  diag::Sink& sink;
  const Selection& selection;
  bool filtered;
  bool judged;
  Tree tree;
  std::map<std::string, std::string, std::less<>> left_out;  // by rule: the clause that the profile leaves out
  std::map<std::string, std::vector<ClauseId>, std::less<>> defined;  // rules under clauses; several: in other editions
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> editions;  // of a rule: in the tree's vector of its kind
  std::set<std::pair<std::string, std::string>> yielding;    // rules with the clause whose definition the profile does not prefer
  std::vector<const parse::Value*> values;                   // by parameter: set, or the default; null: none
  std::string rule;                                          // in hand, for messages and for who uses which parameter
  ClauseId under;                                            // of the rule in hand; none: it has no editions
  std::vector<Asking> askings;                               // for facts, by rules of clauses
  std::map<std::string, Entry, std::less<>> names;  // of all but the three below, each with names of its own: what stands
  std::map<std::string, Entry, std::less<>> calendar_names;  // before a name tells which of them is meant
  std::map<std::string, Entry, std::less<>> handbook_names;
  std::map<std::string, Entry, std::less<>> profile_names;
  std::map<std::string, FactId, std::less<>> facts;  // fields, and the results of tables

  // In the order of the tree's vectors of the same kind.
  std::vector<Item<parse::CaseKind>> case_kinds;
  std::vector<Item<parse::Event>> events;
  std::vector<Item<parse::Handbook>> handbooks;
  std::vector<Item<parse::Clause>> clauses;
  std::vector<Item<parse::Parameter>> parameters;
  std::vector<Item<parse::Duty>> duties;
  std::vector<Item<parse::Ladder>> ladders;
  std::vector<Item<parse::Matrix>> matrices;  // the first tables of the tree
  std::vector<Item<parse::Table>> tables;     // the rest
  std::vector<Item<parse::Disclosure>> disclosures;
  std::vector<Item<parse::Record>> records;
  std::vector<Item<parse::Prohibition>> prohibitions;
  std::vector<Item<parse::Sequence>> sequences;
  std::vector<Item<parse::Routine>> routines;
  std::vector<Item<parse::Kpi>> kpis;
  std::vector<Item<parse::Rating>> ratings;
  std::vector<Item<parse::Calendar>> calendars;
  std::vector<Item<parse::Test>> tests;
  std::vector<Item<parse::Profile>> profiles;

  // Of the duty in hand; null outside one.
  const std::vector<Trigger>* triggers = nullptr;

  std::map<std::string, Entry, std::less<>>& names_of(Symbol symbol);  // those that things of this kind are found among
  void declare(Symbol symbol, const parse::Name& name, std::size_t index);
  void take_up(const std::string& name, ClauseId of);  // the rule that is read from now on

  // The thing of this kind with this name; nothing after a message.
  std::optional<std::uint32_t> find(Symbol symbol, const parse::Name& name);
  FactId find_fact(const parse::Name& name);
  EventId find_event(const parse::Name& name);
  std::vector<RoleId> find_roles(const std::vector<parse::Name>& names);

  // The value of the parameter with this name, noted as used by the rule in hand; null if it has none, or after a message.
  const parse::Value* parameter_value(const parse::Name& name, std::uint32_t index);
  bool is_parameter(const parse::Name& name) const;
  const std::string& clause_name(ClauseId clause) const { return tree.clauses[clause.value].title.name; }

  void report_unknown(const parse::Name& name, Symbol wanted, const std::vector<std::string>& candidates);
};

Title title_of(const parse::Name& name, const parse::Text& label);

// ---- One function a subject ---------------------------------------------------------------------------------------

void collect(Context& c);  // declarations.cpp: every name, before anything is looked up
void check_uses(Context& c, std::span<const base::SourceFile> sources);
void check_vocabulary(Context& c);  // declarations.cpp: fields, events, cases, handbooks, clauses, parameters
void check_calendars(Context& c);   // calendars.cpp
void check_editions(Context& c);    // editions.cpp: when clauses are in force
void check_askings(Context& c);     // editions.cpp: whether what they ask for is there in each of their editions
void check_tables(Context& c);      // tables.cpp
void check_duties(Context& c);      // duties.cpp
void check_ladders(Context& c);     // ladders.cpp
void check_disclosures(Context& c);   // disclosures.cpp
void check_records(Context& c);       // records.cpp
void check_prohibitions(Context& c);  // prohibitions.cpp
void check_sequences(Context& c);     // sequences.cpp
void check_routines(Context& c);      // routines.cpp
void check_kpis(Context& c);          // kpis.cpp
void check_clauses(Context& c);       // clauses.cpp
void check_profiles(Context& c);      // profiles.cpp
void check_precedence(Context& c);    // precedence.cpp: which of two duties yields
void check_contradictions(Context& c);  // contradictions.cpp
void note_fingerprints(Context& c);   // fingerprints.cpp
void check_tests(Context& c);       // tests.cpp

// editions.cpp
// Whether two clauses that define one name, or have one id, belong to different editions of a handbook. A message if they share one.
bool in_other_editions(Context& c, std::string_view name, const parse::Clause& a, const parse::Clause& b, base::Span at);
bool ever_together(const Tree& tree, ClauseId a, ClauseId b);    // some day both are in force
bool always_together(const Tree& tree, ClauseId a, ClauseId b);  // on the same days
// The edition of the rule of that name that is in force with the clause, if there are several.
std::optional<std::uint32_t> find_edition(Context& c, Symbol symbol, const parse::Name& name, ClauseId clause);
inline constexpr diag::Phrase at_other_times{"it is in force on other days: define the other one in each edition apart",
                                             "两者生效日期不同：请为每个版次分别定义另一规则"};

// profiles.cpp
Selection selection_of(std::span<const parse::File> files, std::string_view profile, diag::Sink& sink);
void read_parameters(Context& c);
bool same_event(const EventMatch& a, const EventMatch& b);  // precedence.cpp

// values.cpp
std::optional<std::int64_t> convert(const Tree& tree, const parse::Value& value, const Type& type);
Type type_of(Context& c, const parse::Type& type);
std::optional<std::int64_t> value_of(Context& c, const parse::Value& value, const Type& type, std::string_view of);
EventMatch match_of(Context& c, const parse::EventRef& event);

// conditions.cpp: `id` may be none, and so is the result then.
ConditionId condition_of(Context& c, const parse::File& file, parse::ExprId id);
void facts_read(const Tree& tree, ConditionId condition, std::vector<FactId>& facts);
// False if the condition cannot hold where the fact has this value, whatever else is the case.
bool can_hold(const Tree& tree, ConditionId condition, FactId fact, std::int64_t value);
// The kinds of case that have all these facts.
std::vector<CaseKindId> cases_with(const Tree& tree, const std::vector<FactId>& facts);

// The kinds of case that all these events happen to and that have all these facts.
std::vector<CaseKindId> cases_common(const Tree& tree, const std::vector<EventId>& events, const std::vector<FactId>& facts);
// For rules judged at events: the kinds of case, or a message.
std::vector<CaseKindId> cases_of_rule(Context& c, const parse::Name& rule, const std::vector<EventId>& events,
                                      const std::vector<FactId>& facts);
Violation violation_of(const std::optional<parse::Breach>& breach);

// spans.cpp
TimeSpan span_of(Context& c, const parse::TimeSpan& span);
std::int64_t quantity_of(Context& c, const parse::Quantity& quantity);  // 0 after a message
// kpis.cpp: a figure in what the KPI measures; nothing after a message.
std::optional<Figure> figure_of(Context& c, const parse::Value& value, const Kpi& kpi, base::Span span);
TimeSpan amount_of(Context& c, const parse::Amount& amount);
Limit limit_of(Context& c, const parse::Limit& limit);
Anchor anchor_of(Context& c, const parse::Anchor& anchor);
Phase phase_of(Context& c, const parse::Phase& phase);
CalendarChoice calendar_of(Context& c, const std::optional<parse::CalendarChoice>& written, ClauseId clause);
LocalInstant local_of(const parse::InstantLiteral& instant);
std::vector<std::int64_t> keys_of(Context& c, const std::vector<parse::Value>& keys, FactId fact);
// Reports the values of the fact that no arm has, unless there is an arm for the others or the duty never starts with them.
void check_arms(Context& c, const std::vector<std::vector<std::int64_t>>& arms, FactId fact, base::Span span);

}  // namespace bylaw::check
