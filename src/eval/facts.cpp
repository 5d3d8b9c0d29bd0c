#include "eval/facts.hpp"

#include <algorithm>
#include <cstring>

namespace bylaw::eval {

using program::Atom;
using program::AtomKind;
using program::Code;
using program::FactSlot;
using program::Op;

std::uint32_t count_at_or_before(const View& view, program::Range instants, std::int64_t at) {
  if (instants.count == 0) return 0;
  const auto begin = view.program.constants.begin() + instants.first;
  return static_cast<std::uint32_t>(std::upper_bound(begin, begin + instants.count, at) - begin);
}

namespace {

// Unknown when a fact in it is unknown or the arithmetic overflows.
Truth judge_expression(const View& view, const Atom& atom) {
  std::int64_t stack[program::code_stack];
  std::size_t depth = 0;
  for (std::uint32_t i = 0; i < atom.code.count; ++i) {
    const Code& code = view.program.code[atom.code.first + i];
    switch (code.op) {
      case Op::push_constant:
        stack[depth++] = code.constant;
        break;
      case Op::push_fact:
        if (!fact(view, view.program.slots[code.slot], stack[depth])) return Truth::unknown;
        ++depth;
        break;
      case Op::add:
        --depth;
        if (__builtin_add_overflow(stack[depth - 1], stack[depth], &stack[depth - 1])) return Truth::unknown;
        break;
      case Op::subtract:
        --depth;
        if (__builtin_sub_overflow(stack[depth - 1], stack[depth], &stack[depth - 1])) return Truth::unknown;
        break;
    }
  }
  return compare(atom.op, stack[0], stack[1]) ? Truth::yes : Truth::no;
}

Truth judge(const View& view, const Atom& atom, bool known, std::int64_t value) {
  switch (atom.kind) {
    case AtomKind::known: return known ? Truth::yes : Truth::no;
    case AtomKind::expression: return judge_expression(view, atom);
    case AtomKind::has: return Truth::unknown;  // set by events, never by facts
    case AtomKind::compare:
      if (!known) return Truth::unknown;
      return compare(atom.op, value, atom.constant) ? Truth::yes : Truth::no;
    case AtomKind::member: {
      if (!known) return Truth::unknown;
      if (atom.values.count == 0) return (value & atom.constant) != 0 ? Truth::yes : Truth::no;
      const auto begin = view.program.constants.begin() + atom.values.first;
      return std::binary_search(begin, begin + atom.values.count, value) ? Truth::yes : Truth::no;
    }
  }
  return Truth::unknown;
}

void set_atom(const View& view, const Atom& atom, Truth truth) {
  std::uint64_t& value = view.atom_values()[atom.word];
  std::uint64_t& known = view.atoms_known()[atom.word];
  value = truth == Truth::yes ? value | atom.bit : value & ~atom.bit;
  known = truth == Truth::unknown ? known & ~atom.bit : known | atom.bit;
}

}  // namespace

void refresh_atoms(const View& view, const FactSlot& slot, bool known, std::int64_t value) {
  for (std::uint32_t i = 0; i < slot.atoms.count; ++i) {
    const Atom& atom = view.program.atoms[view.program.atom_lists[slot.atoms.first + i]];
    set_atom(view, atom, judge(view, atom, known, value));
  }
}

bool clear_fact(const View& view, const FactSlot& slot) {
  std::uint64_t& known = view.known()[slot.known_word];
  if ((known & slot.known_bit) == 0) return false;
  known &= ~slot.known_bit;
  store_value(view, slot, 0);
  refresh_atoms(view, slot, false, 0);
  return true;
}

namespace {

// `known` and `values` are functions from a word's number to the word.
template <class Known, class Values>
Truth judge_guard(const View& view, const program::Guard& g, Known known, Values values) {
  const program::Range terms = g.terms;
  bool any_unknown = false;
  for (std::uint32_t t = 0; t < terms.count; ++t) {
    const program::Range masks = view.program.guard_terms[terms.first + t].masks;
    bool failed = false;
    bool missing = false;
    for (std::uint32_t m = 0; m < masks.count; ++m) {
      const program::Mask& mask = view.program.masks[masks.first + m];
      failed |= ((values(mask.word) ^ mask.want) & mask.mask & known(mask.word)) != 0;
      missing |= (mask.mask & ~known(mask.word)) != 0;
    }
    if (!failed && !missing) return Truth::yes;
    any_unknown |= !failed;
  }
  return any_unknown ? Truth::unknown : Truth::no;
}

}  // namespace

Truth holds_in_full(const View& view, const program::Guard& guard) {
  const std::uint64_t* known = view.atoms_known();
  const std::uint64_t* values = view.atom_values();
  return judge_guard(
      view, guard, [known](std::uint32_t word) { return known[word]; },
      [values](std::uint32_t word) { return values[word]; });
}

Truth holds_latched(const View& view, std::uint32_t guard, const DutyProgram& duty, const LatchState* latches) {
  if (guard == program::none) return Truth::yes;
  // INVARIANT: the duty has a latch for every word that its triggers' conditions read.
  const auto latch = [&](std::uint32_t word) {
    std::uint32_t i = 0;
    while (i + 1 < duty.latches.count && view.program.masks[duty.latches.first + i].word != word) ++i;
    return latches[i];
  };
  return judge_guard(
      view, view.program.guards[guard], [&](std::uint32_t word) { return latch(word).known; },
      [&](std::uint32_t word) { return latch(word).values; });
}

void latch_atoms(const View& view, const DutyProgram& duty, LatchState* latches) {
  for (std::uint32_t i = 0; i < duty.latches.count; ++i) {
    const program::Mask& mask = view.program.masks[duty.latches.first + i];
    const std::uint64_t fresh = mask.mask & view.atoms_known()[mask.word] & ~latches[i].known;
    latches[i].known |= fresh;
    latches[i].values |= view.atom_values()[mask.word] & fresh;
  }
}

}  // namespace bylaw::eval
