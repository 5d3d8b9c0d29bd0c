#include "explain/to_text.hpp"

#include <algorithm>

#include "explain/telling.hpp"

namespace bylaw::explainer {

WallClock Telling::wall(std::uint32_t calendar) const {
  return {calendar == program::none ? nullptr : &program().calendars[calendar], language};
}

std::string Telling::event(std::size_t index) const {
  if (index >= from.events.size()) return say(Phrase::time_passes);
  const program::Program& p = program();
  const Event& event = from.events[index];
  const std::string name = event.kind.value < p.events.size() ? named(p.events[event.kind.value].title, language) : "?";
  const std::string host = names.name == nullptr ? std::string() : names.name(event.id, names.context);
  return host.empty() ? name : say(Phrase::event_named, {name, host});
}

void Telling::line(std::string_view content, int indent) {
  text.append(static_cast<std::size_t>(indent) * 2, ' ');
  text += content;
  text.erase(text.find_last_not_of(' ') + 1);
  text += '\n';
}

void Telling::parameters(std::uint32_t rule) {
  const program::Program& p = program();
  if (rule >= p.parameter_notes.size()) return;
  for (const program::ParameterNote& note : p.parameter_notes[rule]) {
    const std::string name = named(note.title, language);
    const std::string& value = language == Language::chinese ? note.value_zh : note.value;
    if (note.set) line(say(Phrase::parameter_set, {name, value, p.profile, note.because}));
    else if (note.because.empty()) line(say(Phrase::parameter_default, {name, value}));
    else line(say(Phrase::parameter_default_because, {name, value, note.because}));
  }
}

void Telling::head(const RuleExplanation& rule) {
  const program::Program& p = program();
  const program::Rule& meta = p.rules[rule.rule];
  std::string title = meta.title.name;
  const std::string& label = language == Language::chinese && !meta.title.zh.empty() ? meta.title.zh
                             : language == Language::english && !meta.title.en.empty() ? meta.title.en
                                                                                       : meta.title.label;
  if (!label.empty()) title += " " + label;
  line(title, 0);
  if (meta.clause < p.clauses.size()) {
    const program::Clause& clause = p.clauses[meta.clause];
    std::string place = say(Phrase::clause, {clause.title.name});
    for (const program::Handbook& handbook : p.handbooks) {
      if (handbook.title.name != clause.handbook) continue;
      place += say(Phrase::of_handbook, {named(handbook.title, language)});
      if (rule.edition < handbook.editions.size()) place += say(Phrase::of_edition, {handbook.editions[rule.edition]});
    }
    line(place);
  }
  parameters(rule.rule);
}

void Telling::consequence(std::uint32_t rule) {
  const program::Rule& meta = program().rules[rule];
  std::string told;
  if (meta.bearer < program().roles.size()) told = say(Phrase::bearer, {named(program().roles[meta.bearer], language)});
  if (meta.violation) {
    if (!told.empty()) told += language == Language::chinese ? "；" : "; ";
    told += meta.violation_grade == 0 ? say(Phrase::violation) : say(Phrase::violation_graded, {std::to_string(meta.violation_grade)});
  }
  if (!told.empty()) line(told);
}

void tell_lines(Telling& t, const WallClock& wall, const std::vector<Line>& lines) {
  std::size_t width = 0;
  for (const Line& line : lines) width = std::max(width, wall.instant(line.at).size());
  for (const Line& line : lines) {
    const std::string when = wall.instant(line.at);
    t.line(when + std::string(width - when.size() + 2, ' ') + line.text, 2);
  }
}

void tell_table(Telling& t, const RuleExplanation& rule) {
  t.head(rule);
  const WallClock wall = t.wall(rule.zone);
  if (rule.results.empty()) t.line(t.say(Phrase::table_never, {readings_text(t.program(), rule.inputs, t.language)}), 2);
  for (const TableResult& result : rule.results) {
    const std::string given = reading_text(t.program(), result.given, t.language);
    const std::string from = readings_text(t.program(), result.from, t.language);
    t.line(wall.instant(result.at) + "  " + t.say(Phrase::table_gives, {t.event(result.event), t.say(Phrase::table_from, {given, from})}), 2);
  }
  t.text += '\n';
}

namespace {

// What is to be noted of the case, and of no rule in it.
void tell_case(Telling& t) {
  const Explanation& from = t.from;
  if (from.remarks.empty() && static_cast<int>(from.refused.status) >= 0) return;
  t.line(t.say(Phrase::of_the_case), 0);
  std::vector<Line> lines;
  for (const Entry& remark : from.remarks) {
    const std::string cause = t.say(Phrase::ended_as, {t.event(remark.event), cause_word(t.language, remark.decision.cause)});
    lines.push_back({remark.at, t.say(Phrase::remark, {cause})});
  }
  if (static_cast<int>(from.refused.status) < 0) {
    const std::int64_t at = from.refused.event < from.events.size() ? from.events[from.refused.event].at.us : from.now;
    lines.push_back({at, t.say(Phrase::refused, {t.event(from.refused.event), word(from.refused.status)})});
  }
  tell_lines(t, t.wall(t.program().zone_calendar), lines);
  t.text += '\n';
}

}  // namespace

std::string to_text(const RuleSet& rules, const Explanation& explanation, Language language, const EventNames& names, bool all) {
  Telling telling{rules, explanation, language, names, {}};
  for (const RuleExplanation& rule : explanation.rules) {
    if (!rule.concerned && !all) continue;
    switch (rules.program()->rules[rule.rule].kind) {
      case RuleKind::duty: tell_duty(telling, rule); break;
      case RuleKind::table: tell_table(telling, rule); break;
      case RuleKind::routine: tell_routine(telling, rule); break;
      case RuleKind::disclosure:
      case RuleKind::record:
      case RuleKind::forbid:
      case RuleKind::sequence: tell_notes(telling, rule); break;
      case RuleKind::ladder:
      case RuleKind::allow:
      case RuleKind::kpi:
      case RuleKind::rating: break;  // have no explanation of their own in a case
    }
  }
  tell_case(telling);
  return telling.text;
}

}  // namespace bylaw::explainer
