#include "compile/conditions.hpp"

#include <algorithm>

#include "compile/expressions.hpp"
#include "compile/reads.hpp"
#include "program/compare.hpp"

namespace bylaw::compiler {

namespace {

using program::AtomKind;
using program::none;

constexpr diag::Phrase alternatives{"the number of alternatives of this condition", "该条件展开后的分支数"};
constexpr diag::Phrase expression_depth{"the depth of this expression", "该算式的嵌套层数"};

program::Compare operator_of(check::Compare op) {
  switch (op) {
    case check::Compare::equal: return program::Compare::equal;
    case check::Compare::not_equal: return program::Compare::not_equal;
    case check::Compare::less: return program::Compare::less;
    case check::Compare::less_equal: return program::Compare::less_equal;
    case check::Compare::greater: return program::Compare::greater;
    case check::Compare::greater_equal: return program::Compare::greater_equal;
  }
  return program::Compare::equal;
}

// a op b as b op a.
program::Compare turned(program::Compare op) {
  switch (op) {
    case program::Compare::less: return program::Compare::greater;
    case program::Compare::less_equal: return program::Compare::greater_equal;
    case program::Compare::greater: return program::Compare::less;
    case program::Compare::greater_equal: return program::Compare::less_equal;
    default: return op;
  }
}

// Leaves equal, less and less_equal; true if the comparison has become its opposite.
bool take_negation(program::Compare& op) {
  switch (op) {
    case program::Compare::not_equal: op = program::Compare::equal; return true;
    case program::Compare::greater: op = program::Compare::less_equal; return true;
    case program::Compare::greater_equal: op = program::Compare::less; return true;
    default: return false;
  }
}

bool judge(const AtomDraft& atom, std::int64_t value) {
  switch (atom.kind) {
    case AtomKind::compare: return program::compare(atom.op, value, atom.constant);
    case AtomKind::member:
      if (atom.values.empty()) return (value & atom.constant) != 0;
      return std::binary_search(atom.values.begin(), atom.values.end(), value);
    default: return true;  // known: the fact has a value
  }
}

}  // namespace

bool operator==(const AtomDraft& a, const AtomDraft& b) {
  const auto same_code = [](const program::Code& x, const program::Code& y) {
    return x.op == y.op && x.slot == y.slot && x.constant == y.constant;
  };
  return a.kind == b.kind && a.op == b.op && a.fact == b.fact && a.constant == b.constant && a.values == b.values &&
         a.event == b.event && std::equal(a.code.begin(), a.code.end(), b.code.begin(), b.code.end(), same_code);
}

std::uint32_t Conditions::atom(AtomDraft draft) {
  const auto found = std::find(atoms_.begin(), atoms_.end(), draft);
  if (found != atoms_.end()) return index_of(static_cast<std::size_t>(found - atoms_.begin()));
  atoms_.push_back(std::move(draft));
  return index_of(atoms_.size() - 1);
}

NormalForm Conditions::normal_comparison(const check::Condition& condition, bool positive) {
  const check::Tree& tree = context_.tree;
  program::Compare op = operator_of(condition.op);
  const check::Term* left = &tree.terms[condition.left.value];
  const check::Term* right = &tree.terms[condition.right.value];
  if (left->kind == check::TermKind::constant && right->kind == check::TermKind::constant) {
    return constant_form(program::compare(op, left->constant, right->constant) == positive);
  }
  AtomDraft draft;
  if (left->kind == check::TermKind::constant && right->kind == check::TermKind::fact) {
    std::swap(left, right);
    op = turned(op);
  }
  if (take_negation(op)) positive = !positive;
  draft.op = op;
  if (left->kind == check::TermKind::fact && right->kind == check::TermKind::constant) {
    draft.fact = left->fact;
    draft.constant = right->constant;
    if (op == program::Compare::less_equal && draft.constant != INT64_MAX) {
      draft.op = program::Compare::less;
      ++draft.constant;
    }
    return literal_form({atom(std::move(draft)), positive});
  }
  draft.kind = AtomKind::expression;
  Expression expression = expression_of(tree, slots_, condition.left, condition.right);
  if (expression.depth > program::code_stack) {
    context_.refuse(condition.span, expression_depth, program::code_stack);
    return constant_form(false);
  }
  draft.code = std::move(expression.code);
  draft.facts = std::move(expression.facts);
  return literal_form({atom(std::move(draft)), positive});
}

NormalForm Conditions::normal(check::ConditionId id, bool positive) {
  if (budget_.full) return {};
  const check::Condition& condition = context_.tree.conditions[id.value];
  switch (condition.kind) {
    case check::ConditionKind::always: return constant_form(positive);
    case check::ConditionKind::negation: return normal(condition.parts.front(), !positive);
    case check::ConditionKind::disjunction:
    case check::ConditionKind::conjunction: {
      const bool any = (condition.kind == check::ConditionKind::disjunction) == positive;
      NormalForm form = constant_form(!any);
      for (const check::ConditionId part : condition.parts) {
        const NormalForm next = normal(part, positive);
        form = any ? either(form, next, budget_) : both(form, next, budget_);
      }
      return form;
    }
    case check::ConditionKind::compare: return normal_comparison(condition, positive);
    case check::ConditionKind::member: {
      AtomDraft draft;
      draft.kind = AtomKind::member;
      draft.fact = condition.fact;
      if (context_.fact(condition.fact).type.kind == check::TypeKind::set) {
        std::uint64_t mask = 0;
        for (const std::int64_t value : condition.values) mask |= std::uint64_t{1} << (value & 63);
        draft.constant = static_cast<std::int64_t>(mask);
      } else {
        draft.values = condition.values;
        std::sort(draft.values.begin(), draft.values.end());
        draft.values.erase(std::unique(draft.values.begin(), draft.values.end()), draft.values.end());
        if (draft.values.empty()) return constant_form(!positive);
      }
      return literal_form({atom(std::move(draft)), positive});
    }
    case check::ConditionKind::known: {
      AtomDraft draft;
      draft.kind = AtomKind::known;
      draft.fact = condition.fact;
      return literal_form({atom(std::move(draft)), positive});
    }
    case check::ConditionKind::has: {
      AtomDraft draft;
      draft.kind = AtomKind::has;
      draft.event = condition.event;
      return literal_form({atom(std::move(draft)), positive});
    }
  }
  return {};
}

std::uint32_t Conditions::guard(check::ConditionId condition) {
  if (!condition) return none;
  const auto known = guards_.find(condition.value);
  if (known != guards_.end()) return known->second;
  NormalForm form = normal(condition, true);
  if (budget_.full) {
    budget_.full = false;
    context_.refuse(context_.tree.conditions[condition.value].span, alternatives, limits::guard_terms);
    form.clear();
  }
  std::uint32_t guard = none;
  if (form.size() != 1 || !form.front().empty()) {
    const auto same =
        std::find_if(forms_.begin(), forms_.end(), [&](const auto& other) { return other.second == form; });
    if (same != forms_.end()) {
      guard = same->first;
    } else {
      guard = index_of(context_.out.guards.size());
      context_.out.guards.emplace_back();
      forms_.emplace_back(guard, std::move(form));
    }
  }
  guards_.emplace(condition.value, guard);
  return guard;
}

void Conditions::finish(program::CaseProgram& layout) {
  place_atoms(layout);
  write_slots(layout);
  write_guards();
}

// Atoms of one fact are kept in one word where they fit, so that the fact can set them all at once.
void Conditions::place_atoms(program::CaseProgram& layout) {
  std::vector<std::uint32_t> order;
  std::map<std::uint32_t, std::vector<std::uint32_t>> by_fact;  // the last group: atoms of no single fact
  for (std::uint32_t i = 0; i < atoms_.size(); ++i) by_fact[atoms_[i].fact.value].push_back(i);
  placed_.resize(atoms_.size());
  std::uint32_t used = 0;
  for (const auto& [fact, group] : by_fact) {
    const std::uint32_t left = (64 - used % 64) % 64;
    if (fact != none && group.size() > left && group.size() <= 64) used += left;
    for (const std::uint32_t index : group) {
      program::Atom& atom = placed_[index];
      atom.word = used / 64;
      atom.bit = std::uint64_t{1} << used % 64;
      ++used;
      order.push_back(index);
    }
  }
  layout.atom_words = (used + 63) / 64;
  layout.atoms = {index_of(context_.out.atoms.size()), index_of(atoms_.size())};
  std::vector<std::uint64_t> always(layout.atom_words, 0);
  for (std::uint32_t i = 0; i < atoms_.size(); ++i) {
    const AtomDraft& draft = atoms_[i];
    program::Atom& atom = placed_[i];
    atom.kind = draft.kind;
    atom.op = draft.op;
    atom.constant = draft.constant;
    if (draft.fact) atom.slot = slots_[draft.fact.value];
    atom.values = append(context_.out.constants, draft.values);
    atom.code = append(context_.out.code, draft.code);
    if (draft.kind == AtomKind::known || draft.kind == AtomKind::has) always[atom.word] |= atom.bit;
    if (draft.kind == AtomKind::has && draft.event.value < layout.plans.count) {
      program::EventPlan& plan = context_.out.plans[layout.plans.first + draft.event.value];
      plan.has_word = atom.word;
      plan.has_bit = atom.bit;
    }
    context_.out.atoms.push_back(atom);
  }
  layout.always_known = append(context_.out.small, always);
}

void Conditions::write_slots(const program::CaseProgram& layout) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> readers;  // by fact: its atoms
  for (std::uint32_t i = 0; i < atoms_.size(); ++i) {
    if (atoms_[i].fact) readers[atoms_[i].fact.value].push_back(i);
    for (const check::FactId fact : atoms_[i].facts) readers[fact.value].push_back(i);
  }
  for (const auto& [fact, atoms] : readers) {
    if (slots_[fact] == none) continue;
    program::FactSlot& slot = context_.out.slots[slots_[fact]];
    std::vector<std::uint32_t> list;
    for (const std::uint32_t atom : atoms) list.push_back(layout.atoms.first + atom);
    slot.atoms = append(context_.out.atom_lists, list);
    write_small(slot, atoms);
  }
}

// The legal values at which some atom may change, ascending. False if there are too many, or the fact is a set.
bool Conditions::cut(const program::FactSlot& slot, const std::vector<std::uint32_t>& atoms, std::vector<std::int64_t>& cuts) const {
  const auto at = [&](std::int64_t value) {
    if (value > slot.first && value <= slot.last) cuts.push_back(value);
  };
  const auto around = [&](std::int64_t value) {
    at(value);
    if (value < slot.last) at(value + 1);
  };
  for (const std::uint32_t atom : atoms) {
    const AtomDraft& draft = atoms_[atom];
    if (draft.kind == AtomKind::compare) around(draft.constant);
    if (draft.kind == AtomKind::member && draft.values.empty()) return false;
    if (draft.kind == AtomKind::member) std::for_each(draft.values.begin(), draft.values.end(), around);
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  // A comparison changes on one side of its constant alone: what differs nowhere is no cut.
  const auto same_as_before = [&](std::int64_t value) {
    return std::all_of(atoms.begin(), atoms.end(),
                       [&](std::uint32_t atom) { return judge(atoms_[atom], value) == judge(atoms_[atom], value - 1); });
  };
  cuts.erase(std::remove_if(cuts.begin(), cuts.end(), same_as_before), cuts.end());
  return cuts.size() <= 64;
}

void Conditions::write_small(program::FactSlot& slot, const std::vector<std::uint32_t>& atoms) {
  const std::size_t count = ValueRange{slot.first, slot.last}.count(64);
  const std::uint32_t word = placed_[atoms.front()].word;
  std::uint64_t mask = 0;
  for (const std::uint32_t atom : atoms) {
    if (atoms_[atom].kind == AtomKind::expression || placed_[atom].word != word) return;
    mask |= placed_[atom].bit;
  }
  std::vector<std::int64_t> firsts;  // of bands, or every legal value
  if (count == 0 && !cut(slot, atoms, firsts)) return;
  slot.cuts = append(context_.out.constants, firsts);
  slot.by_band = count == 0;
  if (count == 0) firsts.insert(firsts.begin(), slot.first);
  for (std::size_t i = 0; i < count; ++i) firsts.push_back(slot.first + static_cast<std::int64_t>(i));
  slot.atom_word = word;
  slot.atom_mask = mask;
  slot.small_first = index_of(context_.out.small.size());
  slot.small_count = index_of(firsts.size());
  for (const std::int64_t value : firsts) {
    std::uint64_t bits = 0;
    for (const std::uint32_t atom : atoms) {
      if (judge(atoms_[atom], value)) bits |= placed_[atom].bit;
    }
    context_.out.small.push_back(bits);
  }
}

// A word in which a term wants an atom both ways gets two masks.
void Conditions::write_guards() {
  program::Program& out = context_.out;
  for (const auto& [guard, form] : forms_) {
    std::vector<program::GuardTerm> terms;
    for (const Conjunction& conjunction : form) {
      std::map<std::uint32_t, std::pair<std::uint64_t, std::uint64_t>> words;  // wanted, unwanted
      for (const Literal literal : conjunction) {
        auto& [wanted, unwanted] = words[placed_[literal.atom].word];
        (literal.positive ? wanted : unwanted) |= placed_[literal.atom].bit;
      }
      std::vector<program::Mask> masks;
      for (const auto& [word, bits] : words) {
        if ((bits.first & bits.second) == 0) {
          masks.push_back({word, bits.first | bits.second, bits.first});
        } else {
          masks.push_back({word, bits.first, bits.first});
          masks.push_back({word, bits.second, 0});
        }
      }
      terms.push_back({append(out.masks, masks)});
    }
    out.guards[guard].terms = append(out.guard_terms, terms);
  }
}

}  // namespace bylaw::compiler
