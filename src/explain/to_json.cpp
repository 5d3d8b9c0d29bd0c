#include "explain/to_json.hpp"

#include <nlohmann/json.hpp>

#include "explain/json_parts.hpp"
#include "explain/times.hpp"

namespace bylaw::explainer {

namespace {

using program::MeasureKind;
using program::none;

const char* word_of(Counting how) {
  switch (how) {
    case Counting::counted: return "counted";
    case Counting::start_day: return "start-day";
    case Counting::weekly_closed: return "no-working-day";
    case Counting::day_off: return "day-off";
    case Counting::outside_hours: return "outside-hours";
    case Counting::paused: return "paused";
  }
  return "";
}

const char* word_of(MeasureKind measure) {
  switch (measure) {
    case MeasureKind::elapsed: return "elapsed";
    case MeasureKind::working: return "working";
    case MeasureKind::dates: return "dates";
    case MeasureKind::working_dates: return "working-dates";
    case MeasureKind::months: return "months";
    case MeasureKind::clock_dates: return "clock-dates";
    case MeasureKind::clock_working_dates: return "clock-working-dates";
    case MeasureKind::clock_months: return "clock-months";
    case MeasureKind::at_once: return "at-once";
    case MeasureKind::promised: return "promised";
  }
  return "";
}

const char* unit_of(MeasureKind measure) {
  switch (measure) {
    case MeasureKind::elapsed:
    case MeasureKind::working: return "microseconds";
    case MeasureKind::dates:
    case MeasureKind::working_dates:
    case MeasureKind::clock_dates:
    case MeasureKind::clock_working_dates: return "dates";
    case MeasureKind::months:
    case MeasureKind::clock_months: return "months";
    case MeasureKind::at_once:
    case MeasureKind::promised: break;
  }
  return "";
}

const char* word_of(Happening what) {
  switch (what) {
    case Happening::starts: return "starts";
    case Happening::would_start: return "would-start";
    case Happening::reopens: return "reopens";
    case Happening::pauses: return "pauses";
    case Happening::resumes: return "resumes";
    case Happening::pause_used_up: return "pause-used-up";
    case Happening::limit_changed: return "limit-changed";
    case Happening::limit_extended: return "limit-extended";
    case Happening::answers_ladder: return "answers-ladder";
    case Happening::ends_ladder: return "ends-ladder";
    case Happening::decided: return "decided";
    case Happening::stands: return "stands";
  }
  return "";
}

const char* word_of(Noted what) {
  switch (what) {
    case Noted::shown: return "shown";
    case Noted::confirmed: return "confirmed";
    case Noted::judged: return "judged";
    case Noted::not_judged: return "not-judged";
    case Noted::not_in_force: return "not-in-force";
    case Noted::kept_until: return "kept-until";
    case Noted::remarked: return "remark";
  }
  return "";
}

class Writer {
 public:
  Writer(const RuleSet& rules, const Explanation& from, const EventNames& names)
      : rules_(rules), p_(*rules.program()), from_(from), names_(names) {}

  Json whole(std::string_view case_name, bool all) const {
    Json out;
    out["schema"] = "bylaw-explanation-1";
    if (!case_name.empty()) out["case"] = std::string(case_name);
    out["case_kind"] = p_.cases[from_.kind.value].title.name;
    out["rule_set"] = rule_set_json(rules_);
    out["until"] = instant(from_.now);
    out["events"] = list(from_.events, [&](const Event& e) { return event(e); });
    if (static_cast<int>(from_.refused.status) < 0) {
      out["refused"] = {{"status", word(from_.refused.status)}};
      by(out["refused"], from_.refused.event);
    }
    out["rules"] = Json::array();
    for (const RuleExplanation& one : from_.rules) {
      if (one.concerned || all) out["rules"].push_back(rule(one));
    }
    out["remarks"] = list(from_.remarks, [&](const Entry& e) { return entry(e); });
    return out;
  }

 private:
  // ---- Parts of all kinds

  template <class Items, class Write>
  static Json list(const Items& items, const Write& write) {
    Json out = Json::array();
    for (const auto& item : items) out.push_back(write(item));
    return out;
  }

  Json instant(std::int64_t at) const { return instant_json(rules_, at); }
  Json value(std::uint32_t fact, std::int64_t number) const { return value_json(rules_, fact, number); }

  Json event(const Event& e) const {
    Json out;
    out["id"] = event_id(e.id);
    if (e.kind.value < p_.events.size()) out["event"] = p_.events[e.kind.value].title.name;
    out["at"] = instant(e.at.us);
    for (const FieldValue& field : e.fields) {
      if (field.field.value < p_.facts.size()) out["fields"][p_.facts[field.field.value].title.name] = value(field.field.value, field.value);
    }
    return out;
  }

  Json event_id(std::uint64_t id) const {
    const std::string host = names_.name == nullptr ? std::string() : names_.name(id, names_.context);
    return host.empty() ? Json(id) : Json(host);
  }

  // The event that did it, as its number among `events`; time did it where there is none.
  static void by(Json& out, std::size_t event, const char* member = "event") {
    if (event != no_event) out[member] = event;
  }

  Json reading(const Reading& r) const {
    if (r.fact == none) return {{"event", r.event == none ? Json(nullptr) : Json(p_.events[r.event].title.name)}, {"happened", r.happened}};
    Json out{{"fact", p_.facts[r.fact].title.name}, {"known", r.known}};
    if (r.known) out["value"] = value(r.fact, r.value);
    return out;
  }
  Json readings(const std::vector<Reading>& all) const {
    return list(all, [&](const Reading& r) { return reading(r); });
  }

  Json side(const std::vector<Summand>& summands) const {
    return list(summands, [&](const Summand& s) {
      Json out{{"sign", s.subtracted ? "-" : "+"}};
      if (s.fact == none) out["number"] = s.number;
      else out["fact"] = p_.facts[s.fact].title.name;
      return out;
    });
  }

  Json need(const Need& n) const {
    Json out;
    switch (n.kind) {
      case program::AtomKind::has:
        out["event"] = n.event == none ? Json(nullptr) : Json(p_.events[n.event].title.name);
        out["happened"] = n.wanted;
        break;
      case program::AtomKind::expression:
        out["left"] = side(n.left);
        out["op"] = sign_word(n.op);
        out["right"] = side(n.right);
        break;
      case program::AtomKind::known:
        out["fact"] = p_.facts[n.fact].title.name;
        out["known"] = n.wanted;
        break;
      case program::AtomKind::member:
        out["fact"] = p_.facts[n.fact].title.name;
        out[n.wanted ? "one_of" : "none_of"] = list(n.values, [&](std::int64_t v) { return value(n.fact, v); });
        break;
      case program::AtomKind::compare:
        out["fact"] = p_.facts[n.fact].title.name;
        out["op"] = sign_word(n.op);
        out["value"] = value(n.fact, n.value);
        break;
    }
    out["way"] = n.way + 1;
    return out;
  }
  Json needs(const std::vector<Need>& all) const {
    return list(all, [&](const Need& n) { return need(n); });
  }

  // ---- Sums

  static Json amount(const Amount& a) {
    Json out{{"measure", word_of(a.measure)}};
    if (*unit_of(a.measure) != '\0') out[unit_of(a.measure)] = a.amount;
    return out;
  }

  Json stretch(const Stretch& s) const {
    Json out{{"from", instant(s.from)}, {"to", instant(s.to)}};
    if (s.dated) {
      out["first_day"] = iso_date(s.first);
      out["last_day"] = iso_date(s.last);
      out["days"] = s.days;
      out["working_day"] = s.working_day;
    }
    out["counting"] = word_of(s.how);
    out["adds"] = s.each * s.days;
    out["total"] = s.total;
    if (!s.label.empty()) out["label"] = s.label;
    if (s.stop != SIZE_MAX) out["stop"] = s.stop;
    if (s.intervals.empty()) return out;
    out["intervals"] = list(s.intervals, [&](const Interval& i) {
      Json one{{"from", instant(i.from)}, {"to", instant(i.to)}, {"counting", word_of(i.how)}};
      if (i.stop != SIZE_MAX) one["stop"] = i.stop;
      return one;
    });
    return out;
  }
  Json stretches(const std::vector<Stretch>& all) const {
    return list(all, [&](const Stretch& s) { return stretch(s); });
  }

  Json sum(const Sum& s) const {
    Json out = amount(s.target);
    if (s.calendar != none) out["calendar"] = p_.calendars[s.calendar].name;
    out["start"] = instant(s.start);
    if (s.opening != INT64_MAX && s.opening != s.start) out["opening"] = instant(s.opening);
    out["stretches"] = stretches(s.stretches);
    out["total"] = s.total;
    if (s.has_nominal) out["nominal"] = instant(s.nominal);
    if (!s.moved.empty()) out["moved"] = list(s.moved, [](const Moved& m) { return Json{{"stop", m.stop}, {"dates", m.dates}}; });
    if (s.has_last_day) {
      out["last_day"] = iso_date(s.last_day);
      out["rolled_to"] = iso_date(s.rolled_to);
    }
    if (!s.open.empty()) out["open"] = {{"microseconds", s.open_target}, {"stretches", stretches(s.open)}};
    if (s.held_by != SIZE_MAX) out["held_by"] = s.held_by;
    out["comes_to"] = instant(s.due);
    return out;
  }

  // What was measured until an instant, of what.
  Json measured(const Sum& s) const {
    Json out{{"measure", word_of(s.target.measure)}, {unit_of(s.target.measure), s.total}};
    if (s.calendar != none) out["calendar"] = p_.calendars[s.calendar].name;
    out["start"] = instant(s.start);
    out["stretches"] = stretches(s.stretches);
    return out;
  }

  // ---- What happened

  Json decision(const Decision& d) const {
    Json out{{"kind", word(d.kind)}};
    if (d.rule.value < p_.rules.size()) out["rule"] = p_.rules[d.rule.value].title.name;
    if (d.state != State::none) out["state"] = word(d.state);
    if (d.cause != Cause::none) out["cause"] = word(d.cause);
    out["at"] = instant(d.at.us);
    if (d.due != never) out["due"] = instant(d.due.us);
    if (d.level != 0) out["level"] = d.level;
    if (d.level != 0 && d.rule.value < p_.rules.size()) {
      Json told = Json::array();
      for (const RoleId role : rules_.notify(d.rule, d.level)) told.push_back(std::string(rules_.name(role)));
      if (!told.empty()) out["told"] = std::move(told);
    }
    if (d.instance != 0) out["instance"] = d.instance;
    if ((d.flags & std::uint8_t(DecisionFlag::overdue)) != 0) out["overdue"] = true;
    if ((d.flags & std::uint8_t(DecisionFlag::provisional)) != 0) out["provisional"] = true;
    return out;
  }

  Json entry(const Entry& e) const {
    Json out{{"at", instant(e.at)}, {"what", word_of(e.what)}};
    by(out, e.event);
    if (e.what == Happening::limit_changed || e.what == Happening::limit_extended) out["limit"] = e.limit;
    if (e.ladder != none) out["ladder"] = p_.rules[e.ladder].title.name;
    if (e.what == Happening::decided) out["decision"] = decision(e.decision);
    if (e.summed) out["sum"] = sum(e.sum);
    if (e.to_opening) out["to_opening"] = true;
    if (!e.margin.given) return out;
    out[e.decision.state == State::met_late ? "late" : "early"] = {{"microseconds", e.margin.elapsed}};
    if (e.margin.has_open) out["late"]["open"] = measured(e.margin.open);
    return out;
  }
  Json history(const std::vector<Entry>& all) const {
    return list(all, [&](const Entry& e) { return entry(e); });
  }

  // ---- Rules

  Json rule(const RuleExplanation& r) const {
    Json out = rule_json(rules_, r.rule, r.edition);
    const program::Rule& meta = p_.rules[r.rule];
    switch (meta.kind) {
      case RuleKind::duty: duty(r.duty, out); break;
      case RuleKind::table: table(r, out); break;
      case RuleKind::routine: routine(r.routine, out); break;
      default: out["notes"] = list(r.notes, [&](const Note& n) { return note(n); });
    }
    return out;
  }

  void duty(const DutyExplanation& d, Json& out) const {
    out["instances"] = list(d.instances, [&](const Instance& i) { return instance(d, i); });
    out["not_started"] = list(d.missed, [&](const Missed& m) {
      Json one;
      by(one, m.event);
      one["why"] = m.other_kind ? "other-kind" : m.not_in_force ? "not-in-force" : m.already_open ? "already-open" : "condition";
      if (!m.needs.empty()) one["needs"] = needs(m.needs);
      if (!m.readings.empty()) one["read"] = readings(m.readings);
      return one;
    });
    if (!d.unkept.empty()) out["not_followed"] = history(d.unkept);
    out["triggers"] = list(d.triggers, [&](std::uint32_t e) { return Json(p_.events[e].title.name); });
  }

  Json instance(const DutyExplanation& d, const Instance& i) const {
    const State state = static_cast<State>(i.state.state);
    Json out{{"instance", i.state.ordinal}, {"state", word(state)}};
    if (i.state.cause != 0) out["cause"] = word(static_cast<Cause>(i.state.cause));
    out["since"] = instant(i.state.at);
    by(out, i.begun_by, "begun_by");
    if (i.reopened) out["reopened"] = true;
    if (i.dated_by_stop) out["dated_by_stop"] = true;
    out["due"] = instant(i.deadline);
    if (i.provisional) out["provisional"] = true;
    out["read"] = readings(i.readings);
    if (!i.undecided.empty()) out["undecided"] = readings(i.undecided);
    if (d.no_limit) out["no_limit"] = true;
    out["limits"] = list(i.limits, [&](const Limit& l) { return limit(l); });
    if (!i.limits.empty()) out["due_limit"] = i.due_limit;
    if (i.terms.size() > 1) out["combined"] = d.combine == program::Combine::latest ? "latest" : "earliest";
    out["terms"] = list(i.terms, [&](const Term& t) { return term(t, i.deadline); });
    out["stops"] = list(i.stops, [&](const Stop& s) {
      Json one{{"from", instant(s.from)}, {"to", instant(s.to)}};
      by(one, s.begun_by, "begun_by");
      by(one, s.ended_by, "ended_by");
      if (s.done_meanwhile) one["done_meanwhile"] = true;
      return one;
    });
    out["history"] = history(i.history);
    if (!i.in_progress) return out;
    Json& so_far = out["so_far"];
    so_far["at"] = instant(from_.now);
    if (i.has_used) {
      so_far["used"] = measured(i.used);
      so_far["of"] = amount(i.used.target);
    }
    so_far["waits_for"] = list(i.waits_for, [&](std::uint32_t e) { return Json(p_.events[e].title.name); });
    return out;
  }

  Json limit(const Limit& l) const {
    Json out{{"at", instant(l.at)}};
    by(out, l.event);
    out["terms"] = list(l.terms, amount);
    if (l.extended) out["extended"] = true;
    if (l.chosen_by.fact != none) out["chosen_by"] = reading(l.chosen_by);
    return out;
  }

  Json term(const Term& t, std::int64_t deadline) const {
    Json out = amount(t.amount);
    out["started"] = t.started;
    if (!t.started) return out;
    if (t.promised_by != none) out["promised_by"] = p_.facts[t.promised_by].title.name;
    if (t.summed) out["sum"] = sum(t.sum);
    out["decides"] = t.sum.due == deadline;
    return out;
  }

  Json note(const Note& n) const {
    Json out{{"at", instant(n.at)}, {"what", word_of(n.what)}};
    by(out, n.event);
    if (n.what == Noted::judged || n.what == Noted::remarked || n.what == Noted::kept_until) out["decision"] = decision(n.decision);
    if (!n.missing.empty()) out["missing"] = list(n.missing, [&](std::uint32_t f) { return Json(p_.facts[f].title.name); });
    if (n.step != none) out["step"] = p_.events[n.step].title.name;
    if (!n.needs.empty()) out["needs"] = needs(n.needs);
    if (!n.readings.empty()) out["read"] = readings(n.readings);
    if (n.lasting) {
      out["lasts"] = amount(n.lasts);
      out["since"] = instant(n.since);
    }
    if (n.summed) out["sum"] = sum(n.sum);
    if (!n.counted.empty()) out["counted"] = list(n.counted, [&](std::int64_t at) { return instant(at); });
    return out;
  }

  void routine(const RoutineExplanation& r, Json& out) const {
    out["every"] = amount(r.every);
    if (r.since_last) out["since_last"] = true;
    if (r.not_in_force) out["not_in_force"] = true;
    if (r.has_grace) out["within"] = amount(r.grace);
    out["periods"] = list(r.periods, [&](const Period& p) {
      Json one{{"period", p.ordinal}, {"state", word(p.verdict)}};
      if (p.known) {
        one["from"] = instant(p.state.start);
        one["to"] = instant(p.state.end);
        one["due"] = instant(p.state.due);
        if ((p.state.flags & program::routine_provisional) != 0) one["provisional"] = true;
        one["multiple"] = p.state.step;
        one["counted_from"] = instant(p.state.base);
        one["end"] = sum(p.end);
        if (r.has_grace) one["grace"] = sum(p.grace);
      }
      one["history"] = history(p.history);
      return one;
    });
  }

  void table(const RuleExplanation& r, Json& out) const {
    out["results"] = list(r.results, [&](const TableResult& result) {
      Json one{{"at", instant(result.at)}};
      by(one, result.event);
      one["given"] = reading(result.given);
      one["read"] = readings(result.from);
      return one;
    });
    out["read"] = readings(r.inputs);
  }

  const RuleSet& rules_;
  const program::Program& p_;
  const Explanation& from_;
  const EventNames& names_;
};

}  // namespace

std::string to_json(const RuleSet& rules, const Explanation& explanation, std::string_view case_name, const EventNames& names, bool all) {
  return Writer(rules, explanation, names).whole(case_name, all).dump();
}

}  // namespace bylaw::explainer
