// What tells whether a rule of another rule set is the same one: its text as a printer writes it, without labels, with what it is
// counted by. Not its dates in force, nor what it names otherwise: facts and events are compared where a state is moved.
#include <algorithm>
#include <string_view>

#include "check/context.hpp"
#include "parse/print.hpp"

namespace bylaw::check {

namespace {

std::uint64_t mixed(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return (hash ^ 0xffu) * 0x100000001b3u;
}

template <class Ast>
std::string text_of(const Item<Ast>& item) {
  Ast ast = *item.ast;
  ast.label = {};
  parse::File file;
  file.exprs = item.file->exprs;
  if constexpr (std::is_same_v<Ast, parse::Calendar>) file.declarations.emplace_back(std::move(ast));
  else file.declarations.emplace_back(parse::Rule{std::move(ast)});
  return parse::print(file, base::Language::english);
}

class Fingerprints {
 public:
  explicit Fingerprints(Context& c) : c_(c) {}

  template <class Ast, class Rule>
  void note(const std::vector<Item<Ast>>& items, const std::vector<Rule>& rules) {
    for (std::size_t i = 0; i < items.size() && i < rules.size(); ++i) {
      std::uint64_t hash = mixed(start, text_of(items[i]));
      hash = counted_by(hash, rules[i]);
      for (const ParameterUse& use : c_.tree.parameter_uses) {
        if (use.rule != rules[i].title.name) continue;
        const Parameter& parameter = c_.tree.parameters[use.parameter.value];
        hash = mixed(mixed(hash, parameter.title.name), parameter.value);
      }
      c_.tree.fingerprints.push_back({rules[i].title.name, rules[i].clause, hash});
    }
  }

 private:
  static constexpr std::uint64_t start = 0xcbf29ce484222325u;

  std::uint64_t counted_by(std::uint64_t hash, const Duty& duty) const {
    hash = counted_by(hash, duty.calendar);
    for (const Ladder& ladder : c_.tree.ladders) {
      if (!ladder.duty || &c_.tree.duties[ladder.duty.value] != &duty) continue;
      for (const Item<parse::Ladder>& item : c_.ladders) {
        if (item.ast->name.text == ladder.title.name && item.clause == ladder.clause) hash = mixed(hash, text_of(item));
      }
      hash = counted_by(hash, ladder.calendar);
    }
    return hash;
  }
  template <class Rule>
  std::uint64_t counted_by(std::uint64_t hash, const Rule& rule) const {
    if constexpr (requires { rule.calendar; }) return calendar(hash, rule.calendar);
    else return hash;
  }
  std::uint64_t counted_by(std::uint64_t hash, const CalendarChoice& choice) const {
    hash = calendar(hash, choice.calendar);
    for (const auto& [keys, id] : choice.arms) hash = calendar(hash, id);
    return hash;
  }
  std::uint64_t calendar(std::uint64_t hash, CalendarId id) const {
    if (!id) return hash;
    for (const Item<parse::Calendar>& item : c_.calendars) {
      if (item.ast->name.text == c_.tree.calendars[id.value].title.name) hash = mixed(hash, text_of(item));
    }
    return hash;
  }

  Context& c_;
};

}  // namespace

void note_fingerprints(Context& c) {
  Fingerprints fingerprints(c);
  fingerprints.note(c.duties, c.tree.duties);
  fingerprints.note(c.disclosures, c.tree.disclosures);
  fingerprints.note(c.records, c.tree.records);
  fingerprints.note(c.prohibitions, c.tree.prohibitions);
  fingerprints.note(c.sequences, c.tree.sequences);
  fingerprints.note(c.routines, c.tree.routines);
}

}  // namespace bylaw::check
