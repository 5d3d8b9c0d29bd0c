#include "check/to_json.hpp"

#include <nlohmann/json.hpp>
#include <optional>

namespace bylaw::check {

namespace {

using Json = nlohmann::ordered_json;

template <class Tag>
Json of(base::Id<Tag> id) {
  return id ? Json(id.value) : Json(nullptr);
}

template <class T>
Json of(const std::vector<T>& items);
template <class T>
Json of(const std::optional<T>& item);

Json of(std::int64_t value) { return value; }

Json of(const Title& t) { return {{"name", t.name}, {"label", t.label}, {"en", t.en}, {"zh", t.zh}}; }

template <class Enum, std::size_t n>
Json word(Enum value, const char* const (&words)[n]) {
  return words[static_cast<std::size_t>(value)];
}

constexpr const char* type_kinds[] = {"enumeration", "set", "yes_no", "number", "money", "date", "instant", "id", "text", "grade"};
constexpr const char* compares[] = {"equal", "not_equal", "less", "less_equal", "greater", "greater_equal"};
constexpr const char* term_kinds[] = {"constant", "fact", "add", "subtract"};
constexpr const char* condition_kinds[] = {"always", "disjunction", "conjunction", "negation", "compare", "member", "known", "has"};
constexpr const char* span_kinds[] = {"elapsed", "working", "dates", "working_dates", "months"};
constexpr const char* anchor_kinds[] = {"trigger", "event"};
constexpr const char* limit_kinds[] = {"amount", "at_once", "by_fact", "promised"};
constexpr const char* day_ends[] = {"by_rule", "end_of_day", "close_of_business"};
constexpr const char* combines[] = {"single", "earliest", "latest"};
constexpr const char* phase_kinds[] = {"elapsed_percent", "elapsed_span", "remaining_span", "remaining_percent", "breached", "unanswered"};
constexpr const char* regrades[] = {"retarget", "restart", "unchanged", "tighten_only"};
constexpr const char* reopens[] = {"resume", "new_cycle", "from_start"};
constexpr const char* triggers[] = {"ignore", "each", "restart"};
constexpr const char* counts[] = {"civil", "clock", "inclusive"};
constexpr const char* rolls[] = {"wide", "narrow", "none"};
constexpr const char* exception_kinds[] = {"off", "work"};

Json of(calendar::Count c) { return word(c, counts); }
Json of(calendar::Roll r) { return word(r, rolls); }
Json of(const calendar::Hours& h) { return {{"from", h.from}, {"to", h.to}}; }
Json of(const calendar::Weekday& w) { return {{"works", w.works}, {"hours", of(w.hours)}}; }
Json of(const calendar::Exception& e) {
  return {{"kind", word(e.kind, exception_kinds)}, {"first", e.first}, {"last", e.last}, {"statutory", e.statutory},
          {"hours", of(e.hours)}, {"label", e.label}};
}
Json of(const calendar::Definition& d) {
  Json week = Json::array();
  for (const calendar::Weekday& day : d.week) week.push_back(of(day));
  const auto date = [](const std::optional<std::int32_t>& day) { return day ? Json(*day) : Json(nullptr); };
  return {{"name", d.name}, {"zone", d.zone}, {"week", std::move(week)}, {"exceptions", of(d.exceptions)},
          {"covers_first", date(d.covers_first)}, {"covers_last", date(d.covers_last)}, {"count", of(d.count)},
          {"roll", of(d.roll)}, {"published", of(d.published)}};
}
Json of(const Calendar& c) { return {{"title", of(c.title)}, {"editions", of(c.editions)}}; }

Json of(const Role& r) { return {{"title", of(r.title)}}; }
Json of(const Scale& s) { return {{"title", of(s.title)}, {"first", s.first}, {"last", s.last}, {"highest", s.highest}}; }
Json of(const Enumeration& e) { return {{"values", of(e.values)}}; }
Json of(const Type& t) {
  return {{"kind", word(t.kind, type_kinds)}, {"enumeration", of(t.enumeration)}, {"scale", of(t.scale)}, {"first", t.first},
          {"last", t.last}, {"decimals", t.decimals}, {"currency", t.currency}};
}
Json of(const Fact& f) {
  return {{"title", of(f.title)}, {"type", of(f.type)}, {"table", of(f.table)}, {"optional", f.optional}};
}
Json of(const Term& t) {
  return {{"kind", word(t.kind, term_kinds)}, {"constant", t.constant}, {"fact", of(t.fact)}, {"left", of(t.left)},
          {"right", of(t.right)}};
}
Json of(const Condition& c) {
  return {{"kind", word(c.kind, condition_kinds)}, {"parts", of(c.parts)}, {"op", word(c.op, compares)},
          {"left", of(c.left)}, {"right", of(c.right)}, {"fact", of(c.fact)}, {"values", of(c.values)},
          {"event", of(c.event)}};
}
Json of(const Where& w) { return {{"field", of(w.field)}, {"op", word(w.op, compares)}, {"value", w.value}}; }
Json of(const EventMatch& m) { return {{"event", of(m.event)}, {"where", of(m.where)}}; }
Json of(const CaseKind& k) {
  return {{"title", of(k.title)}, {"fields", of(k.fields)}, {"ends", of(k.ends)}, {"withdrawn", of(k.withdrawn)},
          {"merged", of(k.merged)}};
}
Json of(const Event& e) { return {{"title", of(e.title)}, {"cases", of(e.cases)}, {"fields", of(e.fields)}}; }
Json of(const Edition& e) {
  return {{"name", e.name}, {"from", e.from}, {"to", e.to ? Json(*e.to) : Json(nullptr)}};
}
Json of(const Handbook& h) {
  return {{"title", of(h.title)}, {"english", h.english}, {"editions", of(h.editions)}, {"calendar", of(h.calendar)},
          {"lateness_us", h.lateness_us}, {"withdrawn", h.withdrawn ? Json(*h.withdrawn) : Json(nullptr)}};
}
Json of(const Clause& c) {
  return {{"title", of(c.title)}, {"handbook", of(c.handbook)}, {"texts", c.texts},
          {"not_encoded_because", c.not_encoded_because}, {"shared", c.shared},
          {"shares", c.shares}, {"first_edition", c.first_edition}, {"last_edition", c.last_edition},
          {"from", c.from ? Json(*c.from) : Json(nullptr)}, {"until", c.until ? Json(*c.until) : Json(nullptr)},
          {"retroactive", c.retroactive}, {"in_force", c.in_force}};
}
Json of(const Parameter& p) {
  return {{"title", of(p.title)}, {"clause", of(p.clause)}, {"because", p.because}, {"value", p.value}, {"set", p.set}};
}

Json of(const TimeSpan& s) { return {{"kind", word(s.kind, span_kinds)}, {"amount", s.amount}}; }
Json of(const LocalInstant& i) {
  return {{"day", i.day}, {"time_of_day_us", i.time_of_day_us},
          {"offset_seconds", i.offset_seconds ? Json(*i.offset_seconds) : Json(nullptr)}};
}
Json of(const DatedSpan& d) { return {{"values", of(d.values)}, {"untils", of(d.untils)}}; }
Json of(const Anchor& a) { return {{"kind", word(a.kind, anchor_kinds)}, {"event", of(a.event)}}; }
Json of(const LimitArm& a) { return {{"keys", of(a.keys)}, {"amount", of(a.amount)}}; }
Json of(const LimitTerm& t) {
  return {{"kind", word(t.kind, limit_kinds)}, {"amount", of(t.amount)}, {"fact", of(t.fact)}, {"arms", of(t.arms)},
          {"from", of(t.from)}};
}
Json of(const Limit& l) {
  return {{"none", l.none}, {"none_because", l.none_because}, {"combine", word(l.combine, combines)}, {"terms", of(l.terms)},
          {"day_end", word(l.day_end, day_ends)}, {"including_day_of_receipt", l.including_day_of_receipt},
          {"count", of(l.count)}, {"roll", of(l.roll)}};
}
Json of(const CalendarChoice& c) {
  Json arms = Json::array();
  for (const auto& [keys, calendar] : c.arms) arms.push_back({{"keys", of(keys)}, {"calendar", of(calendar)}});
  return {{"calendar", of(c.calendar)}, {"fact", of(c.fact)}, {"arms", std::move(arms)}};
}
Json of(const Phase& p) {
  return {{"kind", word(p.kind, phase_kinds)}, {"time", of(p.time)}, {"percent_mantissa", p.percent_mantissa},
          {"percent_scale", p.percent_scale}, {"level", p.level}};
}
Json of(const Warn& w) { return {{"phase", of(w.phase)}, {"notify", of(w.notify)}}; }
Json of(const Pause& p) { return {{"from", of(p.from)}, {"until", of(p.until)}, {"at_most", of(p.at_most)}}; }
Json of(const Extend& e) {
  return {{"to", e.to}, {"amount", of(e.amount)}, {"upon", of(e.upon)}, {"within", of(e.within)}, {"cap", of(e.cap)},
          {"when", of(e.when)}};
}
Json of(const Waiver& w) {
  return {{"upon", of(w.upon)}, {"by", of(w.by)}, {"because", of(w.because)}, {"when", of(w.when)}};
}
Json of(const Trigger& t) { return {{"event", of(t.event)}, {"when", of(t.written)}}; }
Json of(const Duty& d) {
  return {{"title", of(d.title)}, {"clause", of(d.clause)}, {"cases", of(d.cases)}, {"triggers", of(d.triggers)},
          {"bearer", of(d.bearer)}, {"must", of(d.must)}, {"must_any", d.must_any}, {"must_when", of(d.must_when)},
          {"must_or_before", d.must_or_before}, {"maintain", of(d.maintain)}, {"limit", of(d.limit)},
          {"calendar", of(d.calendar)}, {"not_before", of(d.not_before)}, {"not_before_from", of(d.not_before_from)},
          {"warns", of(d.warns)}, {"pauses", of(d.pauses)}, {"cancels", of(d.cancels)}, {"extensions", of(d.extensions)},
          {"waiver", of(d.waiver)},
          {"violation", d.violation}, {"violation_grade", d.violation_grade}, {"regrade", word(d.regrade, regrades)},
          {"reopen_upon", of(d.reopen_upon)}, {"reopen", word(d.reopen, reopens)},
          {"triggers_mode", word(d.triggers_mode, triggers)}, {"slots", d.slots},
          {"after_breach_continues", d.after_breach_continues}, {"cut_off_minute", d.cut_off_minute},
          {"exception_to", of(d.exception_to)}, {"yields_to", of(d.yields_to)}};
}
Json of(const Level& l) {
  return {{"number", l.number}, {"notify", of(l.notify)}, {"phase", of(l.phase)}, {"reply_limit", of(l.reply_limit)}};
}
Json of(const Ladder& l) {
  return {{"title", of(l.title)}, {"clause", of(l.clause)}, {"duty", of(l.duty)}, {"levels", of(l.levels)},
          {"answered_by", of(l.answered_by)}, {"stops", of(l.stops)}, {"repeat_every", of(l.repeat_every)},
          {"repeat_at_most", l.repeat_at_most}, {"highest_only", l.highest_only}, {"at_any_hour", l.at_any_hour},
          {"calendar", of(l.calendar)}};
}
Json of(const TableRow& r) { return {{"label", r.label}, {"when", of(r.when)}, {"then", r.then}}; }
Json of(const Move& m) { return {{"by", m.by}, {"when", of(m.when)}}; }
Json of(const Table& t) {
  return {{"title", of(t.title)}, {"clause", of(t.clause)}, {"cases", of(t.cases)}, {"gives", of(t.gives)},
          {"is_matrix", t.is_matrix}, {"rows_fact", of(t.rows_fact)}, {"cols_fact", of(t.cols_fact)}, {"columns", t.columns},
          {"grid", of(t.grid)}, {"hit", t.hit == Hit::unique ? "unique" : "first"}, {"rows", of(t.rows)},
          {"otherwise", of(t.otherwise)}, {"moves", of(t.moves)}, {"overrides", of(t.overrides)}};
}

Json of(const Violation& v) { return {{"is", v.is}, {"grade", v.grade}}; }
Json of(const Disclosure& d) {
  return {{"title", of(d.title)}, {"clause", of(d.clause)}, {"cases", of(d.cases)}, {"gate", of(d.gate)}, {"scope", of(d.scope)},
          {"show", of(d.show)}, {"show_when", of(d.show_when)}, {"confirm", of(d.confirm)}, {"confirm_when", of(d.confirm_when)},
          {"confirm_after_show", d.confirm_after_show}, {"valid", of(d.valid)}, {"calendar", of(d.calendar)},
          {"version", d.version}, {"language", d.language}, {"record", of(d.record)}, {"breach", of(d.breach)}};
}
Json of(const Record& r) {
  return {{"title", of(r.title)}, {"clause", of(r.clause)}, {"cases", of(r.cases)}, {"at", of(r.at)}, {"when", of(r.when)},
          {"fields", of(r.fields)}, {"keep", of(r.keep)}, {"keep_from", of(r.keep_from)}, {"calendar", of(r.calendar)},
          {"destroyed_by", of(r.destroyed_by)}, {"breach", of(r.breach)}};
}
Json of(const Prohibition& p) {
  return {{"title", of(p.title)}, {"clause", of(p.clause)}, {"cases", of(p.cases)}, {"forbid", p.forbid}, {"event", of(p.event)},
          {"when", of(p.when)}, {"more_than", p.more_than}, {"within", p.more_than > 0 ? of(p.within) : Json(nullptr)},
          {"calendar", of(p.calendar)}, {"except", of(p.except)}, {"exception_to", of(p.exception_to)}, {"breach", of(p.breach)}};
}
Json of(const Skip& s) { return {{"may", s.may}, {"when", of(s.when)}}; }
Json of(const Sequence& s) {
  return {{"title", of(s.title)}, {"clause", of(s.clause)}, {"cases", of(s.cases)}, {"steps", of(s.steps)},
          {"skips", of(s.skips)}, {"strict", s.strict}, {"breach", of(s.breach)}};
}
Json of(const Routine& r) {
  return {{"title", of(r.title)}, {"clause", of(r.clause)}, {"cases", of(r.cases)}, {"every", of(r.every)},
          {"since_last", r.since_last}, {"from", of(r.from)}, {"must", of(r.must)}, {"limit", of(r.limit)},
          {"day_end", word(r.day_end, day_ends)}, {"count", of(r.count)}, {"roll", of(r.roll)}, {"bearer", of(r.bearer)},
          {"calendar", of(r.calendar)}, {"breach", of(r.breach)}};
}

constexpr const char* aggregates[] = {"share", "mean", "count", "percentile"};
constexpr const char* windows[] = {"all", "day", "month", "quarter", "year"};
Json of(const Figure& f) { return {{"op", word(f.op, compares)}, {"mantissa", f.mantissa}, {"scale", f.scale}}; }
Json of(const Band& b) { return {{"name", b.name}, {"figure", of(b.figure)}}; }
Json of(const Kpi& k) {
  return {{"title", of(k.title)}, {"clause", of(k.clause)}, {"cases", of(k.cases)}, {"measure", word(k.measure, aggregates)},
          {"rule", k.rule}, {"state", k.state}, {"fact", of(k.fact)}, {"event", of(k.event)}, {"to", of(k.to)},
          {"when", of(k.when)}, {"percentile", k.percentile}, {"by", of(k.by)}, {"over", word(k.over, windows)},
          {"calendar", of(k.calendar)}, {"target", of(k.target)}, {"growth", of(k.growth)}, {"bands", of(k.bands)},
          {"exclude", of(k.exclude)}};
}
Json of(const RatingPart& p) { return {{"kpi", p.kpi}, {"weight", of(p.weight)}}; }
Json of(const Rating& r) {
  return {{"title", of(r.title)}, {"clause", of(r.clause)}, {"of", of(r.of)}, {"bands", of(r.bands)}};
}

template <class T>
Json of(const std::vector<T>& items) {
  Json list = Json::array();
  for (const T& item : items) list.push_back(of(item));
  return list;
}
template <class T>
Json of(const std::optional<T>& item) {
  return item ? of(*item) : Json(nullptr);
}

}  // namespace

std::string to_json(const Tree& tree) {
  const Json json = {{"profile", tree.profile},
                     {"calendars", of(tree.calendars)},   {"roles", of(tree.roles)},
                     {"scales", of(tree.scales)},         {"enumerations", of(tree.enumerations)},
                     {"facts", of(tree.facts)},           {"case_kinds", of(tree.case_kinds)},
                     {"events", of(tree.events)},         {"handbooks", of(tree.handbooks)},
                     {"clauses", of(tree.clauses)},       {"parameters", of(tree.parameters)},
                     {"duties", of(tree.duties)},         {"ladders", of(tree.ladders)},
                     {"tables", of(tree.tables)},         {"disclosures", of(tree.disclosures)},
                     {"records", of(tree.records)},       {"prohibitions", of(tree.prohibitions)},
                     {"sequences", of(tree.sequences)},   {"routines", of(tree.routines)},
                     {"kpis", of(tree.kpis)},             {"ratings", of(tree.ratings)},
                     {"conditions", of(tree.conditions)}, {"terms", of(tree.terms)}};
  return json.dump(1);
}

}  // namespace bylaw::check
