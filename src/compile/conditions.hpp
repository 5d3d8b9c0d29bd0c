// Conditions of one kind of case: guards over atoms that all its rules share.
#pragma once
#include <map>
#include <vector>

#include "compile/context.hpp"
#include "compile/normal_form.hpp"

namespace bylaw::compiler {

// An atom before its bit is known. Written so that equal comparisons are one atom: only equal, less, and less_equal of
// the greatest integer are left of the operators.
struct AtomDraft {
  program::AtomKind kind = program::AtomKind::compare;
  program::Compare op = program::Compare::equal;
  check::FactId fact;                  // compare, member, known
  std::int64_t constant = 0;
  std::vector<std::int64_t> values;    // member of a list
  check::EventId event;                // has
  std::vector<check::FactId> facts;    // expression: those it reads
  std::vector<program::Code> code;     // expression

  friend bool operator==(const AtomDraft& a, const AtomDraft& b);
};

class Conditions {
 public:
  // `slots`: by fact, index of Program::slots, none where the case has no place for it.
  Conditions(const Context& context, const std::vector<std::uint32_t>& slots) : context_(context), slots_(slots) {}

  // Index of Program::guards; none where there is no condition, or it always holds.
  std::uint32_t guard(check::ConditionId condition);

  // Gives every atom its bit and writes atoms, masks and the atoms' side of the slots. The case's atom_words, atoms and
  // always_known are set, and has_word, has_bit of its plans. No guard can be asked for afterwards.
  void finish(program::CaseProgram& layout);

 private:
  std::uint32_t atom(AtomDraft draft);
  NormalForm normal(check::ConditionId condition, bool positive);
  NormalForm normal_comparison(const check::Condition& condition, bool positive);
  void place_atoms(program::CaseProgram& layout);
  void write_slots(const program::CaseProgram& layout);
  bool cut(const program::FactSlot& slot, const std::vector<std::uint32_t>& atoms, std::vector<std::int64_t>& cuts) const;
  void write_small(program::FactSlot& slot, const std::vector<std::uint32_t>& atoms);
  void write_guards();

  const Context& context_;
  const std::vector<std::uint32_t>& slots_;
  Budget budget_{limits::guard_terms};  // of terms: each condition; of work: all conditions together
  std::vector<AtomDraft> atoms_;
  std::vector<program::Atom> placed_;                   // by atom
  std::map<std::uint32_t, std::uint32_t> guards_;       // by condition: guard
  std::vector<std::pair<std::uint32_t, NormalForm>> forms_;  // of each guard
};

}  // namespace bylaw::compiler
