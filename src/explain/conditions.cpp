#include "explain/conditions.hpp"

#include <algorithm>

#include "eval/facts.hpp"

namespace bylaw::explainer {

namespace {

// The event whose happening sets the atom.
std::uint32_t event_of(const eval::View& view, const program::Atom& atom) {
  for (std::uint32_t e = 0; e < view.layout.plans.count; ++e) {
    const program::EventPlan& plan = view.program.plans[view.layout.plans.first + e];
    if (plan.has_word == atom.word && plan.has_bit == atom.bit) return e;
  }
  return program::none;
}

void add(std::vector<Reading>& out, const Reading& reading) {
  const bool seen = std::any_of(out.begin(), out.end(), [&](const Reading& r) { return r.fact == reading.fact && r.event == reading.event; });
  if (!seen) out.push_back(reading);
}

// What one comparison reads.
void read_atom(const eval::View& view, const program::Atom& atom, std::vector<Reading>& out) {
  if (atom.kind == program::AtomKind::has) {
    Reading reading;
    reading.event = event_of(view, atom);
    reading.happened = (view.atom_values()[atom.word] & atom.bit) != 0;
    return add(out, reading);
  }
  if (atom.kind != program::AtomKind::expression) return add(out, reading_of(view, atom.slot));
  for (std::uint32_t c = 0; c < atom.code.count; ++c) {
    const program::Code& code = view.program.code[atom.code.first + c];
    if (code.op == program::Op::push_fact) add(out, reading_of(view, code.slot));
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

// The two sides of a comparison with arithmetic, as it was compiled: `a - b` beside `c`.
std::vector<std::vector<Summand>> sides_of(const program::Program& p, const program::Atom& atom) {
  std::vector<std::vector<Summand>> stack;
  for (std::uint32_t c = 0; c < atom.code.count; ++c) {
    const program::Code& code = p.code[atom.code.first + c];
    if (code.op == program::Op::push_constant) {
      stack.push_back({{false, program::none, code.constant}});
    } else if (code.op == program::Op::push_fact) {
      stack.push_back({{false, p.slots[code.slot].fact, 0}});
    } else if (stack.size() >= 2) {
      const std::vector<Summand> right = std::move(stack.back());
      stack.pop_back();
      for (Summand summand : right) {
        summand.subtracted = summand.subtracted != (code.op == program::Op::subtract);
        stack.back().push_back(summand);
      }
    }
  }
  return stack;
}

Need need_of(const eval::View& view, const program::Atom& atom, bool wanted, std::uint32_t way) {
  const program::Program& p = view.program;
  Need need;
  need.kind = atom.kind;
  need.wanted = wanted;
  need.way = way;
  need.op = wanted ? atom.op : contrary(atom.op);
  need.value = atom.constant;
  switch (atom.kind) {
    case program::AtomKind::has: need.event = event_of(view, atom); return need;
    case program::AtomKind::expression: {
      std::vector<std::vector<Summand>> sides = sides_of(p, atom);
      if (sides.size() != 2) return need;
      need.left = std::move(sides[0]);
      need.right = std::move(sides[1]);
      return need;
    }
    case program::AtomKind::member:
      for (std::uint32_t i = 0; i < atom.values.count; ++i) need.values.push_back(p.constants[atom.values.first + i]);
      if (need.values.empty()) need.values.push_back(atom.constant);
      [[fallthrough]];
    case program::AtomKind::known:
    case program::AtomKind::compare: need.fact = p.slots[atom.slot].fact; return need;
  }
  return need;
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

Reading reading_of(const eval::View& view, std::uint32_t slot) {
  Reading reading;
  reading.fact = view.program.slots[slot].fact;
  reading.known = eval::fact(view, view.program.slots[slot], reading.value);
  return reading;
}

std::vector<Reading> readings_of(const eval::View& view, std::uint32_t guard) {
  std::vector<Reading> out;
  each_atom(view, guard, [&](const program::Atom& atom, const program::Mask&, std::uint32_t) { read_atom(view, atom, out); });
  return out;
}

Unmet unmet_by(const eval::View& view, std::uint32_t guard) {
  Unmet out;
  each_atom(view, guard, [&](const program::Atom& atom, const program::Mask& mask, std::uint32_t way) {
    const bool wanted = (atom.bit & mask.want) != 0;
    const bool known = (view.atoms_known()[atom.word] & atom.bit) != 0;
    const bool value = (view.atom_values()[atom.word] & atom.bit) != 0;
    if (known && value == wanted) return;
    out.needs.push_back(need_of(view, atom, wanted, way));
    read_atom(view, atom, out.readings);
  });
  return out;
}

}  // namespace bylaw::explainer
