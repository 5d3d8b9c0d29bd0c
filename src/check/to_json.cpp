#include "check/to_json.hpp"

#include <nlohmann/json.hpp>

namespace bylaw::check {

namespace {

using Json = nlohmann::ordered_json;

// ---- Words of the enumerations ------------------------------------------------------------------------------------

template <std::size_t N, class Enum>
std::string pick(const char* const (&words)[N], Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < N ? words[index] : "";
}

std::string word(TypeKind k) {
  return pick({"enumeration", "set", "yes_no", "number", "money", "date", "instant", "id", "text", "grade"}, k);
}
std::string word(Compare k) {
  return pick({"equal", "not_equal", "less", "less_equal", "greater", "greater_equal"}, k);
}
std::string word(TermKind k) { return pick({"constant", "fact", "add", "subtract"}, k); }
std::string word(ConditionKind k) {
  return pick({"always", "disjunction", "conjunction", "negation", "compare", "member", "known", "has"}, k);
}
std::string word(SpanKind k) { return pick({"elapsed", "working", "dates", "working_dates", "months"}, k); }
std::string word(AnchorKind k) { return pick({"trigger", "event"}, k); }
std::string word(LimitKind k) { return pick({"amount", "at_once", "by_fact", "promised"}, k); }
std::string word(DayEnd k) { return pick({"by_rule", "end_of_day", "close_of_business"}, k); }
std::string word(Combine k) { return pick({"single", "earliest", "latest"}, k); }
std::string word(PhaseKind k) {
  return pick({"elapsed_percent", "elapsed_span", "remaining_span", "remaining_percent", "breached", "unanswered"}, k);
}
std::string word(Regrade k) { return pick({"retarget", "restart", "unchanged", "tighten_only"}, k); }
std::string word(Reopen k) { return pick({"resume", "new_cycle", "from_start"}, k); }
std::string word(Triggers k) { return pick({"ignore", "each", "restart"}, k); }
std::string word(Hit k) { return pick({"unique", "first"}, k); }
std::string word(StepKind k) { return pick({"event", "until", "expect"}, k); }
std::string word(ExpectKind k) {
  return pick({"duty_state", "level", "fact", "no_breach", "no_forbidden", "no_level", "warned"}, k);
}
std::string word(calendar::ExceptionKind k) { return pick({"off", "work"}, k); }
std::string word(calendar::Count k) { return pick({"civil", "clock", "inclusive"}, k); }
std::string word(calendar::Roll k) { return pick({"wide", "narrow", "none"}, k); }

// Members, so that each finds the others whatever their order.
struct Writer {
  // ---- Parts --------------------------------------------------------------------------------------------------------

  template <class Tag>
  static Json json(base::Id<Tag> id) {
    return id ? Json(id.value) : Json(nullptr);
  }
  static Json json(std::int64_t number) { return number; }
  static Json json(std::int32_t number) { return number; }
  static Json json(const std::string& text) { return text; }
  static Json json(base::Span s) { return Json::array({s.file ? Json(s.file.value) : Json(nullptr), s.begin, s.end}); }
  static Json json(const Title& t) { return {{"name", t.name}, {"label", t.label}, {"en", t.en}, {"zh", t.zh}}; }
  static Json json(const TimeSpan& s) { return {{"kind", word(s.kind)}, {"amount", s.amount}}; }

  template <class T>
  static Json json(const std::optional<T>& value) {
    return value ? json(*value) : Json(nullptr);
  }
  template <class Enum>
  static Json word_or_null(const std::optional<Enum>& value) {
    return value ? Json(word(*value)) : Json(nullptr);
  }
  template <class T>
  static Json list(const std::vector<T>& items) {
    Json out = Json::array();
    for (const T& item : items) out.push_back(json(item));
    return out;
  }

  static Json json(const LocalInstant& i) {
    return {{"day", i.day}, {"time_of_day_us", i.time_of_day_us}, {"offset_seconds", json(i.offset_seconds)}};
  }
  static Json json(const DatedSpan& s) { return {{"values", list(s.values)}, {"untils", list(s.untils)}}; }
  static Json json(const Where& w) { return {{"field", json(w.field)}, {"op", word(w.op)}, {"value", w.value}}; }
  static Json json(const EventMatch& m) { return {{"event", json(m.event)}, {"where", json(m.where)}}; }

  // ---- Calendars ----------------------------------------------------------------------------------------------------

  static Json hours(const std::vector<calendar::Hours>& all) {
    Json out = Json::array();
    for (const calendar::Hours& h : all) out.push_back({h.from, h.to});
    return out;
  }
  static Json json(const calendar::Exception& e) {
    return {{"kind", word(e.kind)}, {"first", e.first},           {"last", e.last}, {"statutory", e.statutory},
            {"hours", hours(e.hours)}, {"label", e.label}};
  }
  static Json json(const calendar::Definition& d) {
    Json week = Json::array();
    for (const calendar::Weekday& day : d.week) week.push_back({{"works", day.works}, {"hours", hours(day.hours)}});
    return {{"zone", d.zone},
            {"week", week},
            {"exceptions", list(d.exceptions)},
            {"covers_first", json(d.covers_first)},
            {"covers_last", json(d.covers_last)},
            {"count", word_or_null(d.count)},
            {"roll", word_or_null(d.roll)},
            {"published", json(d.published)}};
  }
  static Json json(const Calendar& c) { return {{"title", json(c.title)}, {"editions", list(c.editions)}}; }

  // ---- Vocabulary ---------------------------------------------------------------------------------------------------

  static Json json(const Role& r) { return Json::object({{"title", json(r.title)}}); }
  static Json json(const Scale& s) {
    return {{"title", json(s.title)}, {"first", s.first}, {"last", s.last}, {"highest", s.highest}};
  }
  static Json json(const Enumeration& e) { return Json::object({{"values", list(e.values)}}); }
  static Json json(const Type& t) {
    return {{"kind", word(t.kind)}, {"enumeration", json(t.enumeration)}, {"scale", json(t.scale)}, {"first", t.first},
            {"last", t.last},       {"decimals", t.decimals},             {"currency", t.currency}};
  }
  static Json json(const Fact& f) {
    return {{"title", json(f.title)}, {"type", json(f.type)}, {"table", json(f.table)}, {"optional", f.optional}};
  }
  static Json json(const CaseKind& k) {
    return {{"title", json(k.title)},
            {"fields", list(k.fields)},
            {"ends", list(k.ends)},
            {"withdrawn", list(k.withdrawn)},
            {"merged", list(k.merged)}};
  }
  static Json json(const Event& e) {
    return {{"title", json(e.title)}, {"cases", list(e.cases)}, {"fields", list(e.fields)}};
  }
  static Json json(const Edition& e) { return {{"name", e.name}, {"from", e.from}, {"to", json(e.to)}}; }
  static Json json(const Handbook& h) {
    return {{"title", json(h.title)},
            {"english", h.english},
            {"editions", list(h.editions)},
            {"calendar", json(h.calendar)},
            {"lateness_us", h.lateness_us}};
  }
  static Json json(const Clause& c) {
    return {{"title", json(c.title)},
            {"handbook", json(c.handbook)},
            {"texts", list(c.texts)},
            {"not_encoded_because", c.not_encoded_because},
            {"shared", c.shared}};
  }
  static Json json(const Parameter& p) {
    return {{"title", json(p.title)}, {"clause", json(p.clause)}, {"because", p.because}, {"value", p.value}};
  }

  // ---- Conditions ---------------------------------------------------------------------------------------------------

  static Json json(const Term& t) {
    return {{"kind", word(t.kind)},
            {"constant", t.constant},
            {"fact", json(t.fact)},
            {"left", json(t.left)},
            {"right", json(t.right)}};
  }
  static Json json(const Condition& c) {
    return {{"kind", word(c.kind)},  {"span", json(c.span)},   {"parts", list(c.parts)},   {"op", word(c.op)},
            {"left", json(c.left)},  {"right", json(c.right)}, {"fact", json(c.fact)},     {"values", list(c.values)},
            {"event", json(c.event)}};
  }

  // ---- Duties and ladders -------------------------------------------------------------------------------------------

  static Json json(const Anchor& a) { return {{"kind", word(a.kind)}, {"event", json(a.event)}}; }
  static Json json(const LimitArm& a) { return {{"keys", list(a.keys)}, {"amount", json(a.amount)}}; }
  static Json json(const LimitTerm& t) {
    return {{"kind", word(t.kind)}, {"amount", json(t.amount)}, {"fact", json(t.fact)},
            {"arms", list(t.arms)}, {"from", json(t.from)},     {"span", json(t.span)}};
  }
  static Json json(const Limit& l) {
    return {{"none", l.none},
            {"none_because", l.none_because},
            {"combine", word(l.combine)},
            {"terms", list(l.terms)},
            {"day_end", word(l.day_end)},
            {"including_day_of_receipt", l.including_day_of_receipt},
            {"count", word_or_null(l.count)},
            {"roll", word_or_null(l.roll)},
            {"span", json(l.span)}};
  }
  static Json json(const CalendarChoice& c) {
    Json arms = Json::array();
    for (const auto& arm : c.arms) arms.push_back({{"keys", list(arm.first)}, {"calendar", json(arm.second)}});
    return {{"calendar", json(c.calendar)}, {"fact", json(c.fact)}, {"arms", arms}};
  }
  static Json json(const Phase& p) {
    return {{"kind", word(p.kind)},
            {"time", json(p.time)},
            {"percent_mantissa", p.percent_mantissa},
            {"percent_scale", p.percent_scale},
            {"level", p.level}};
  }
  static Json json(const Warn& w) { return {{"phase", json(w.phase)}, {"notify", list(w.notify)}}; }
  static Json json(const Pause& p) {
    return {{"from", json(p.from)}, {"until", json(p.until)}, {"at_most", json(p.at_most)}};
  }
  static Json json(const Extend& e) {
    return {{"to", e.to},
            {"amount", json(e.amount)},
            {"upon", json(e.upon)},
            {"within", json(e.within)},
            {"cap", json(e.cap)}};
  }
  static Json json(const Trigger& t) { return {{"event", json(t.event)}, {"when", json(t.when)}}; }
  static Json json(const Duty& d) {
    return {{"title", json(d.title)},
            {"clause", json(d.clause)},
            {"cases", list(d.cases)},
            {"triggers", list(d.triggers)},
            {"bearer", json(d.bearer)},
            {"must", list(d.must)},
            {"must_when", json(d.must_when)},
            {"must_or_before", d.must_or_before},
            {"maintain", json(d.maintain)},
            {"limit", json(d.limit)},
            {"calendar", json(d.calendar)},
            {"not_before", json(d.not_before)},
            {"not_before_from", json(d.not_before_from)},
            {"warns", list(d.warns)},
            {"pauses", list(d.pauses)},
            {"cancels", list(d.cancels)},
            {"extensions", list(d.extensions)},
            {"violation", d.violation},
            {"violation_grade", d.violation_grade},
            {"regrade", word(d.regrade)},
            {"reopen_upon", json(d.reopen_upon)},
            {"reopen", word(d.reopen)},
            {"triggers_mode", word(d.triggers_mode)},
            {"slots", d.slots},
            {"after_breach_continues", d.after_breach_continues},
            {"cut_off_minute", d.cut_off_minute},
            {"exception_to", json(d.exception_to)}};
  }
  static Json json(const Level& l) {
    return {{"number", l.number},
            {"notify", list(l.notify)},
            {"phase", json(l.phase)},
            {"reply_limit", json(l.reply_limit)}};
  }
  static Json json(const Ladder& l) {
    return {{"title", json(l.title)},
            {"clause", json(l.clause)},
            {"duty", json(l.duty)},
            {"levels", list(l.levels)},
            {"answered_by", list(l.answered_by)},
            {"stops", list(l.stops)},
            {"repeat_every", json(l.repeat_every)},
            {"repeat_at_most", l.repeat_at_most},
            {"highest_only", l.highest_only},
            {"at_any_hour", l.at_any_hour},
            {"calendar", json(l.calendar)}};
  }

  // ---- Tables and tests ---------------------------------------------------------------------------------------------

  static Json json(const TableRow& r) {
    return {{"label", r.label}, {"when", json(r.when)}, {"then", r.then}, {"span", json(r.span)}};
  }
  static Json json(const Move& m) { return {{"by", m.by}, {"when", json(m.when)}}; }
  static Json json(const Table& t) {
    return {{"title", json(t.title)},
            {"clause", json(t.clause)},
            {"cases", list(t.cases)},
            {"gives", json(t.gives)},
            {"is_matrix", t.is_matrix},
            {"rows_fact", json(t.rows_fact)},
            {"cols_fact", json(t.cols_fact)},
            {"columns", t.columns},
            {"grid", list(t.grid)},
            {"hit", word(t.hit)},
            {"rows", list(t.rows)},
            {"otherwise", json(t.otherwise)},
            {"moves", list(t.moves)},
            {"overrides", list(t.overrides)}};
  }
  static Json json(const FieldValue& v) { return {{"field", json(v.field)}, {"value", v.value}}; }
  static Json json(const Given& g) { return {{"kind", json(g.kind)}, {"name", g.name}, {"fields", list(g.fields)}}; }
  static Json json(const Step& s) {
    return {{"kind", word(s.kind)},     {"at", json(s.at)},           {"dated", s.dated},
            {"given", s.given},         {"event", json(s.event)},     {"fields", list(s.fields)},
            {"expect", word(s.expect)}, {"duty", json(s.duty)},       {"ladder", json(s.ladder)},
            {"fact", json(s.fact)},     {"number", s.number},         {"state", s.state},
            {"because", s.because},     {"span", json(s.span)}};
  }
  static Json json(const Test& t) { return {{"name", t.name}, {"given", list(t.given)}, {"steps", list(t.steps)}}; }
};

}  // namespace

std::string to_json(const Tree& t) {
  const Json out = {{"calendars", Writer::list(t.calendars)},
                    {"roles", Writer::list(t.roles)},
                    {"scales", Writer::list(t.scales)},
                    {"enumerations", Writer::list(t.enumerations)},
                    {"facts", Writer::list(t.facts)},
                    {"case_kinds", Writer::list(t.case_kinds)},
                    {"events", Writer::list(t.events)},
                    {"handbooks", Writer::list(t.handbooks)},
                    {"clauses", Writer::list(t.clauses)},
                    {"parameters", Writer::list(t.parameters)},
                    {"duties", Writer::list(t.duties)},
                    {"ladders", Writer::list(t.ladders)},
                    {"tables", Writer::list(t.tables)},
                    {"tests", Writer::list(t.tests)},
                    {"conditions", Writer::list(t.conditions)},
                    {"terms", Writer::list(t.terms)}};
  return out.dump(1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace bylaw::check
