#include "compile/expressions.hpp"

#include <algorithm>

namespace bylaw::compiler {

namespace {

// Appends the code of a term that begins with `below` values on the stack.
void write_term(const check::Tree& tree, const std::vector<std::uint32_t>& slots, check::TermId id, std::size_t below,
                Expression& out) {
  const check::Term& term = tree.terms[id.value];
  out.depth = std::max(out.depth, below + 1);
  switch (term.kind) {
    case check::TermKind::constant:
      out.code.push_back({program::Op::push_constant, program::none, term.constant});
      return;
    case check::TermKind::fact:
      out.code.push_back({program::Op::push_fact, slots[term.fact.value], 0});
      out.facts.push_back(term.fact);
      return;
    case check::TermKind::add:
    case check::TermKind::subtract:
      write_term(tree, slots, term.left, below, out);
      write_term(tree, slots, term.right, below + 1, out);
      out.code.push_back(
          {term.kind == check::TermKind::add ? program::Op::add : program::Op::subtract, program::none, 0});
      return;
  }
}

}  // namespace

Expression expression_of(const check::Tree& tree, const std::vector<std::uint32_t>& slots, check::TermId left,
                         check::TermId right) {
  Expression out;
  write_term(tree, slots, left, 0, out);
  write_term(tree, slots, right, 1, out);
  std::sort(out.facts.begin(), out.facts.end());
  out.facts.erase(std::unique(out.facts.begin(), out.facts.end()), out.facts.end());
  return out;
}

}  // namespace bylaw::compiler
