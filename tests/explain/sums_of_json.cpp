#include "explain/sums_of_json.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "cli/time_text.hpp"

namespace bylaw::tests {

namespace {

using Json = nlohmann::json;

class Adder {
 public:
  Adder(const Json& explanation, const RuleSet& rules, AddedUp& out) : whole_(explanation), rules_(rules), out_(out) {}

  void add_up() {
    for (const Json& rule : whole_["rules"]) {
      where_ = rule["rule"].get<std::string>();
      if (rule["kind"] == "duty") duty(rule);
      else if (rule["kind"] == "routine") routine(rule);
      else if (rule.contains("notes")) notes(rule);
    }
  }

 private:
  void hold(bool right, const std::string& what, const Json& shown = nullptr) {
    if (!right) out_.faults.push_back(where_ + ": " + what + (shown.is_null() ? "" : "\n" + shown.dump()));
  }

  std::int64_t at(const Json& text) {
    if (text.is_null()) return INT64_MAX;
    Instant instant;
    if (const char* wrong = cli::parse_instant(text.get<std::string>(), rules_, instant)) hold(false, wrong, text);
    return instant.us;
  }

  // ---- Stretches

  struct Added {
    std::int64_t total = 0, from = INT64_MAX, to = INT64_MIN;
    std::int64_t last_counted = INT64_MIN;  // end of what counted last
  };

  Added stretches(const Json& all, bool time) {
    Added added;
    for (const Json& s : all) {
      const std::int64_t from = at(s["from"]), to = at(s["to"]), adds = s["adds"].get<std::int64_t>();
      const std::int64_t days = s.value("days", std::int64_t{1});
      hold(from < to, "a stretch that ends before it begins", s);
      if (added.from == INT64_MAX) added.from = from;
      else hold(from == added.to, "a gap before a stretch", s);
      added.to = to;
      added.total += adds;
      hold(added.total == s["total"], "the total so far", s);
      if (s.contains("intervals")) {
        std::int64_t counted = 0, reached = from;
        for (const Json& i : s["intervals"]) {
          ++out_.intervals;
          hold(at(i["from"]) == reached && at(i["to"]) > reached, "a gap before an interval", s);
          reached = at(i["to"]);
          paused(i);
          if (i["counting"] != "counted") continue;
          counted += reached - at(i["from"]);
          added.last_counted = days == 1 ? reached : to;
        }
        hold(days > 1 || reached == to, "intervals that stop short", s);
        hold(counted * days == adds, "intervals that do not make what a stretch adds", s);
      } else if (time) {
        hold(adds == (s["counting"] == "counted" ? to - from : 0), "a stretch of elapsed time", s);
        if (adds > 0) added.last_counted = to;
      } else {
        hold(adds == (s["counting"] == "counted" ? days : 0), "dates that a stretch adds", s);
      }
      if (s["counting"] == "paused") paused(s);
    }
    return added;
  }

  // What is paused lies in the stop that it names.
  void paused(const Json& of) {
    if (of["counting"] != "paused") return;
    hold(of.contains("stop") && stops_ != nullptr && of["stop"] < stops_->size(), "a pause without its stop", of);
  }

  // ---- Sums

  void sum(const Json& s, std::int64_t due, const std::string& what) {
    const std::string measure = s["measure"];
    const bool time = measure == "elapsed" || measure == "working";
    const Added added = stretches(s["stretches"], time);
    hold(added.total == s["total"], what + ": its total", s);
    if (due != INT64_MAX) {
      ++out_.figures;
      hold(at(s["comes_to"]) == due, what + ": what it comes to", s);
    }
    if (s["comes_to"].is_null() || s["stretches"].empty()) return nominal(s, what);
    if (time) {
      hold(added.total == s["microseconds"], what + ": the target", s);
      hold(added.from == at(s["start"]), what + ": where it begins", s);
      if (!s.contains("held_by")) hold(added.last_counted == at(s["comes_to"]), what + ": the last interval that counts", s);
      else held(s, added.last_counted, what);
    } else {
      hold(added.total == s["dates"], what + ": the target", s);
      if (s.contains("last_day")) hold(s["last_day"] == s["stretches"].back()["last_day"], what + ": the last day", s);
    }
    nominal(s, what);
  }

  // The target was reached as a stop began, or before an instance was reopened.
  void held(const Json& s, std::int64_t reached, const std::string& what) {
    const Json& stop = (*stops_)[s["held_by"].get<std::size_t>()];
    hold(at(stop["to"]) == at(s["comes_to"]), what + ": when the stop ends", s);
    hold(stop.contains("done_meanwhile") ? reached < at(stop["to"]) : at(stop["from"]) <= reached && reached < at(stop["to"]), what + ": the stop that holds it", s);
  }

  static std::array<int, 3> civil(const std::string& text) {
    std::array<int, 3> date{};
    std::sscanf(text.c_str(), "%d-%d-%d", &date[0], &date[1], &date[2]);
    return date;
  }

  // Months: the same day of a later month, or its end.
  void nominal(const Json& s, const std::string& what) {
    if (s["measure"] == "months" && s.contains("nominal")) {
      const std::array<int, 3> from = civil(s["start"].get<std::string>());
      Instant last{at(s["nominal"]) - 1};
      const std::array<int, 3> to = civil(cli::iso_text(last, rules_));
      hold((from[0] * 12 + from[1]) + s["months"].get<std::int64_t>() == to[0] * 12 + to[1], what + ": the month", s);
      hold(to[2] == from[2] || (to[2] < from[2] && to[2] >= 28), what + ": the day of the month", s);
    }
    if (s.contains("open")) {
      const Added open = stretches(s["open"]["stretches"], true);
      hold(open.total == s["open"]["microseconds"], what + ": opening time", s);
    }
  }

  // What was measured until an instant.
  void measured(const Json& m, std::int64_t until, const std::string& what) {
    ++out_.figures;
    const bool dates = m.contains("dates");
    const Added added = stretches(m["stretches"], !dates);
    hold(added.total == m[dates ? "dates" : "microseconds"], what, m);
    if (!dates && !m["stretches"].empty()) hold(added.from == at(m["start"]) && added.to == until, what + ": from start to end", m);
  }

  // ---- Rules

  void history(const Json& entries) {
    for (const Json& e : entries) {
      if (e["what"] != "decided" || !(e.contains("late") || e.contains("early"))) continue;
      const Json& margin = e[e.contains("late") ? "late" : "early"];
      const std::int64_t then = at(e["decision"]["at"]), due = at(e["decision"]["due"]);
      ++out_.figures;
      hold(margin["microseconds"] == std::max(then, due) - std::min(then, due), "how late or early", e);
      if (margin.contains("open")) measured(margin["open"], then, "opening time after the deadline");
    }
  }

  void duty(const Json& rule) {
    for (const Json& instance : rule["instances"]) {
      where_ = rule["rule"].get<std::string>() + " instance " + instance["instance"].dump();
      stops_ = &instance["stops"];
      bool decides = false;
      for (const Json& term : instance["terms"]) {
        decides = decides || term.value("decides", false);
        if (term.contains("sum")) sum(term["sum"], term.value("decides", false) ? at(instance["due"]) : INT64_MAX, "limit");
      }
      const bool dated_by_sum = !instance.value("dated_by_stop", false);
      if (dated_by_sum && !instance["due"].is_null() && !instance["terms"].empty()) hold(decides, "no sum comes to the deadline", instance);
      if (instance.contains("so_far") && instance["so_far"].contains("used")) {
        measured(instance["so_far"]["used"], at(instance["so_far"]["at"]), "what is used so far");
      }
      history(instance["history"]);
      stops_ = nullptr;
    }
  }

  void routine(const Json& rule) {
    for (const Json& period : rule["periods"]) {
      where_ = rule["rule"].get<std::string>() + " period " + period["period"].dump();
      if (period.contains("end")) sum(period["end"], at(period["to"]), "the period's end");
      if (period.contains("grace")) sum(period["grace"], at(period["due"]), "after the period's end");
      history(period["history"]);
    }
  }

  void notes(const Json& rule) {
    for (const Json& note : rule["notes"]) {
      if (note.contains("sum")) sum(note["sum"], at(note["decision"]["due"]), "how long it is valid");
      if (rule["kind"] == "disclosure" && note.contains("lasts")) hold(note.contains("sum"), "nothing adds up to how long it is valid", note);
    }
  }

  const Json& whole_;
  const RuleSet& rules_;
  AddedUp& out_;
  const Json* stops_ = nullptr;
  std::string where_;
};

}  // namespace

void add_up(const nlohmann::json& explanation, const RuleSet& rules, AddedUp& out) { Adder(explanation, rules, out).add_up(); }

}  // namespace bylaw::tests
