#include "explain/conditions.hpp"

#include <algorithm>

#include "eval/facts.hpp"

namespace bylaw::explainer {

namespace {

// The event whose happening sets the atom; none for other atoms.
std::uint32_t event_of(const program::Program& program, const program::Atom& atom) {
  for (const program::CaseProgram& layout : program.cases) {
    const std::uint32_t first = layout.atoms.first;
    const auto index = static_cast<std::uint32_t>(&atom - program.atoms.data());
    if (index < first || index >= first + layout.atoms.count) continue;
    for (std::uint32_t e = 0; e < layout.plans.count; ++e) {
      const program::EventPlan& plan = program.plans[layout.plans.first + e];
      if (plan.has_word == atom.word && plan.has_bit == atom.bit) return e;
    }
  }
  return program::none;
}

void read_slot(const eval::View& view, std::uint32_t slot, const program::Atom& atom, std::vector<Reading>& out) {
  const bool seen = std::any_of(out.begin(), out.end(), [&](const Reading& r) {
    return r.atom->kind != program::AtomKind::has && r.slot == slot;
  });
  if (seen || slot == program::none) return;
  Reading reading;
  reading.atom = &atom;
  reading.slot = slot;
  reading.known = eval::fact(view, view.program.slots[slot], reading.value);
  out.push_back(reading);
}

}  // namespace

std::vector<Reading> readings_of(const eval::View& view, std::uint32_t guard) {
  std::vector<Reading> out;
  if (guard == program::none) return out;
  const program::Program& p = view.program;
  const program::Range terms = p.guards[guard].terms;
  for (std::uint32_t t = 0; t < terms.count; ++t) {
    const program::Range masks = p.guard_terms[terms.first + t].masks;
    for (std::uint32_t m = 0; m < masks.count; ++m) {
      const program::Mask& mask = p.masks[masks.first + m];
      for (std::uint32_t a = 0; a < view.layout.atoms.count; ++a) {
        const program::Atom& atom = p.atoms[view.layout.atoms.first + a];
        if (atom.word != mask.word || (atom.bit & mask.mask) == 0) continue;
        if (atom.kind == program::AtomKind::has) {
          const bool seen = std::any_of(out.begin(), out.end(), [&](const Reading& r) { return r.atom == &atom; });
          if (seen) continue;
          Reading reading;
          reading.atom = &atom;
          reading.happened = (view.atom_values()[atom.word] & atom.bit) != 0;
          out.push_back(reading);
        } else if (atom.kind == program::AtomKind::expression) {
          for (std::uint32_t c = 0; c < atom.code.count; ++c) read_slot(view, p.code[atom.code.first + c].slot, atom, out);
        } else {
          read_slot(view, atom.slot, atom, out);
        }
      }
    }
  }
  return out;
}

std::string named(const program::Title& title, Language language) {
  if (language == Language::english) return title.name;
  if (!title.zh.empty()) return title.zh;
  return title.label.empty() ? title.name : title.label;
}

std::string value_text(const program::Fact& fact, std::int64_t value, Language language) {
  switch (fact.type) {
    case FieldType::enumeration:
      if (value >= 0 && static_cast<std::size_t>(value) < fact.values.size()) {
        return named(fact.values[static_cast<std::size_t>(value)], language);
      }
      break;
    case FieldType::set: {
      std::string text;
      for (std::size_t i = 0; i < fact.values.size() && i < 64; ++i) {
        if ((static_cast<std::uint64_t>(value) >> i & 1) == 0) continue;
        text += (text.empty() ? "" : ", ") + named(fact.values[i], language);
      }
      return text.empty() ? "-" : text;
    }
    case FieldType::yes_no: return say(language, value != 0 ? Phrase::yes : Phrase::no);
    case FieldType::money: {
      std::uint64_t unit = 1;
      for (int i = 0; i < fact.decimals; ++i) unit *= 10;
      const std::uint64_t size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
      std::string text = (value < 0 ? "-" : "") + std::to_string(size / unit);
      if (fact.decimals > 0) text += "." + padded(size % unit, fact.decimals);
      return fact.currency.empty() ? text : text + " " + fact.currency;
    }
    case FieldType::date: return iso_date(static_cast<std::int32_t>(value));
    case FieldType::instant: return WallClock(nullptr, language).instant(value) + " UTC";
    case FieldType::text: return say(language, value != 0 ? Phrase::yes : Phrase::empty_text);
    default: break;
  }
  return std::to_string(value);
}

std::string fact_text(const program::Fact& fact, bool known, std::int64_t value, Language language) {
  const std::string name = named(fact.title, language);
  if (!known) return say(language, Phrase::fact_unknown, {name});
  return say(language, Phrase::fact_is, {name, value_text(fact, value, language)});
}

std::string reading_text(const program::Program& program, const Reading& reading, Language language) {
  if (reading.atom->kind == program::AtomKind::has) {
    const std::uint32_t event = event_of(program, *reading.atom);
    const std::string name = event == program::none ? std::string() : named(program.events[event].title, language);
    return say(language, reading.happened ? Phrase::event_has_happened : Phrase::event_has_not_happened, {name});
  }
  return fact_text(program.facts[program.slots[reading.slot].fact], reading.known, reading.value, language);
}

}  // namespace bylaw::explainer
