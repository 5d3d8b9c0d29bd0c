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

// What one comparison reads.
void read_atom(const eval::View& view, const program::Atom& atom, std::vector<Reading>& out) {
  const program::Program& p = view.program;
  if (atom.kind == program::AtomKind::has) {
    const bool seen = std::any_of(out.begin(), out.end(), [&](const Reading& r) { return r.atom == &atom; });
    if (seen) return;
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

program::Compare contrary(program::Compare op) {
  switch (op) {
    case program::Compare::equal: return program::Compare::not_equal;
    case program::Compare::not_equal: return program::Compare::equal;
    case program::Compare::less: return program::Compare::greater_equal;
    case program::Compare::less_equal: return program::Compare::greater;
    case program::Compare::greater: return program::Compare::less_equal;
    case program::Compare::greater_equal: return program::Compare::less;
  }
  return op;
}

const char* sign(program::Compare op) {
  switch (op) {
    case program::Compare::equal: return "=";
    case program::Compare::not_equal: return "≠";
    case program::Compare::less: return "<";
    case program::Compare::less_equal: return "≤";
    case program::Compare::greater: return ">";
    case program::Compare::greater_equal: return "≥";
  }
  return "";
}

std::string between_signs(const std::string& left, program::Compare op, const std::string& right) {
  return left + " " + sign(op) + " " + right;
}

// The two sides of a comparison with arithmetic, as it was compiled: `a - b` beside `c`.
std::vector<std::string> sides_text(const program::Program& p, const program::Atom& atom, Language language) {
  std::vector<std::string> stack;
  for (std::uint32_t c = 0; c < atom.code.count; ++c) {
    const program::Code& code = p.code[atom.code.first + c];
    if (code.op == program::Op::push_constant) {
      stack.push_back(std::to_string(code.constant));
    } else if (code.op == program::Op::push_fact) {
      stack.push_back(named(p.facts[p.slots[code.slot].fact].title, language));
    } else if (stack.size() >= 2) {
      const std::string right = stack.back();
      stack.pop_back();
      stack.back() += (code.op == program::Op::add ? " + " : " - ") + right;
    }
  }
  return stack;
}

std::string one_of_text(const program::Program& p, const program::Atom& atom, const program::Fact& fact, Language language) {
  std::string text;
  const auto add = [&](std::int64_t value) {
    if (!text.empty()) text += language == Language::chinese ? "、" : ", ";
    text += value_text(fact, value, language);
  };
  for (std::uint32_t i = 0; i < atom.values.count; ++i) add(p.constants[atom.values.first + i]);
  if (atom.values.count == 0) text = value_text(fact, atom.constant, language);
  return text;
}

std::string unmet_text(const program::Program& p, const Unmet& unmet, Language language) {
  const program::Atom& atom = *unmet.atom;
  const program::Compare op = unmet.wanted ? atom.op : contrary(atom.op);
  if (atom.kind == program::AtomKind::has) {
    const std::uint32_t event = event_of(p, atom);
    const std::string name = event == program::none ? std::string() : named(p.events[event].title, language);
    return say(language, unmet.wanted ? Phrase::event_has_happened : Phrase::event_has_not_happened, {name});
  }
  if (atom.kind == program::AtomKind::expression) {
    const std::vector<std::string> sides = sides_text(p, atom, language);
    return sides.size() == 2 ? between_signs(sides[0], op, sides[1]) : std::string();
  }
  const program::Fact& fact = p.facts[p.slots[atom.slot].fact];
  const std::string name = named(fact.title, language);
  switch (atom.kind) {
    case program::AtomKind::known: return say(language, unmet.wanted ? Phrase::fact_known : Phrase::fact_unknown, {name});
    case program::AtomKind::member:
      return say(language, unmet.wanted ? Phrase::fact_one_of : Phrase::fact_none_of, {name, one_of_text(p, atom, fact, language)});
    default: break;
  }
  // `not = yes` reads better as `= no`.
  if (fact.type == FieldType::yes_no && op == program::Compare::not_equal) {
    return between_signs(name, program::Compare::equal, value_text(fact, atom.constant == 0 ? 1 : 0, language));
  }
  return between_signs(name, op, value_text(fact, atom.constant, language));
}

// Every atom that a guard reads, with its mask and the number of the term (one of the ways to hold) it stands in.
template <class Visit>
void each_atom(const eval::View& view, std::uint32_t guard, const Visit& visit) {
  if (guard == program::none) return;
  const program::Program& p = view.program;
  const program::Range terms = p.guards[guard].terms;
  for (std::uint32_t t = 0; t < terms.count; ++t) {
    const program::Range masks = p.guard_terms[terms.first + t].masks;
    for (std::uint32_t m = 0; m < masks.count; ++m) {
      const program::Mask& mask = p.masks[masks.first + m];
      for (std::uint32_t a = 0; a < view.layout.atoms.count; ++a) {
        const program::Atom& atom = p.atoms[view.layout.atoms.first + a];
        if (atom.word == mask.word && (atom.bit & mask.mask) != 0) visit(atom, mask, t);
      }
    }
  }
}

}  // namespace

std::vector<Unmet> unmet_by(const eval::View& view, std::uint32_t guard) {
  std::vector<Unmet> out;
  each_atom(view, guard, [&](const program::Atom& atom, const program::Mask& mask, std::uint32_t way) {
    const bool wanted = (atom.bit & mask.want) != 0;
    const bool known = (view.atoms_known()[atom.word] & atom.bit) != 0;
    const bool value = (view.atom_values()[atom.word] & atom.bit) != 0;
    if (!known || value != wanted) out.push_back({&atom, wanted, way});
  });
  return out;
}

std::vector<Reading> readings_of(const eval::View& view, const std::vector<Unmet>& unmet) {
  std::vector<Reading> out;
  for (const Unmet& one : unmet) read_atom(view, *one.atom, out);
  return out;
}

std::string wanted_text(const program::Program& program, const std::vector<Unmet>& unmet, Language language) {
  std::string text;
  for (std::size_t i = 0; i < unmet.size(); ++i) {
    if (i > 0) text += say(language, unmet[i].way == unmet[i - 1].way ? Phrase::and_also : Phrase::or_else);
    text += unmet_text(program, unmet[i], language);
  }
  return text;
}

std::vector<Reading> readings_of(const eval::View& view, std::uint32_t guard) {
  std::vector<Reading> out;
  each_atom(view, guard, [&](const program::Atom& atom, const program::Mask&, std::uint32_t) { read_atom(view, atom, out); });
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
