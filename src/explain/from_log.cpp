#include "explain/from_log.hpp"

#include "explain/conditions.hpp"

namespace bylaw::explainer {

void Telling::line(std::string_view content, int indent) {
  text.append(static_cast<std::size_t>(indent) * 2, ' ');
  text += content;
  text.erase(text.find_last_not_of(' ') + 1);
  text += '\n';
}

std::string Telling::name_of(const Event& event) const {
  const program::Program& p = program();
  const std::string name = event.kind.value < p.events.size() ? named(p.events[event.kind.value].title, language()) : "?";
  const std::string host = event_name == nullptr ? std::string() : event_name(event.id, context);
  return host.empty() ? name : say(language(), Phrase::event_named, {name, host});
}

void Telling::parameters(std::uint32_t rule) {
  const program::Program& p = program();
  if (rule >= p.parameter_notes.size()) return;
  for (const program::ParameterNote& note : p.parameter_notes[rule]) {
    const std::string name = named(note.title, language());
    const std::string& value = language() == Language::chinese ? note.value_zh : note.value;
    if (note.set) line(say(language(), Phrase::parameter_set, {name, value, p.profile, note.because}));
    else if (note.because.empty()) line(say(language(), Phrase::parameter_default, {name, value}));
    else line(say(language(), Phrase::parameter_default_because, {name, value, note.because}));
  }
}

void Telling::head(std::uint32_t rule, std::uint32_t edition) {
  const program::Program& p = program();
  const program::Rule& meta = p.rules[rule];
  std::string title = meta.title.name;
  const std::string& label = language() == Language::chinese && !meta.title.zh.empty() ? meta.title.zh
                             : language() == Language::english && !meta.title.en.empty() ? meta.title.en
                                                                                        : meta.title.label;
  if (!label.empty()) title += " " + label;
  line(title, 0);
  if (meta.clause >= p.clauses.size()) return parameters(rule);
  const program::Clause& clause = p.clauses[meta.clause];
  std::string place = say(language(), Phrase::clause, {clause.title.name});
  for (const program::Handbook& handbook : p.handbooks) {
    if (handbook.title.name != clause.handbook) continue;
    place += say(language(), Phrase::of_handbook, {named(handbook.title, language())});
    if (edition < handbook.editions.size()) place += say(language(), Phrase::of_edition, {handbook.editions[edition]});
  }
  line(place);
  parameters(rule);
}

std::string from_log(Telling& telling, RuleId rule) {
  const program::Program& p = telling.program();
  for (std::uint32_t i = 0; i < p.rules.size(); ++i) {
    // A ladder is told with its duty.
    const bool wanted = !rule || rule.value == i || (rule.value < p.rules.size() && p.rules[rule.value].of == i &&
                                                     p.rules[rule.value].kind == RuleKind::ladder);
    if (!wanted) continue;
    switch (p.rules[i].kind) {
      case RuleKind::duty: tell_duty(telling, i, !rule); break;
      case RuleKind::table: tell_table(telling, i, !rule); break;
      case RuleKind::disclosure:
      case RuleKind::record:
      case RuleKind::forbid:
      case RuleKind::sequence: tell_finding(telling, i, !rule); break;
      case RuleKind::routine: tell_routine(telling, i, !rule); break;
      case RuleKind::ladder:
      case RuleKind::allow: break;  // told with the rule they belong to
      case RuleKind::kpi:
      case RuleKind::rating: break;  // over many cases
    }
  }
  return telling.text;
}

}  // namespace bylaw::explainer
