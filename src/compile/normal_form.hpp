// A condition as a disjunction of conjunctions of literals. Kleene's strong tables are those of a lattice in which
// `and` and `or` distribute and absorb, so the form has the condition's value whatever is unknown. A term that holds
// both a literal and its negation is kept: it is unknown, not false, where the atom is.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace bylaw::compiler {

struct Literal {
  std::uint32_t atom = 0;
  bool positive = true;

  friend auto operator<=>(const Literal&, const Literal&) = default;
};

using Conjunction = std::vector<Literal>;       // sorted, without repeats; empty: true
using NormalForm = std::vector<Conjunction>;    // empty: false

// Bounds the size of a form and the work of making it. Once `full`, results mean nothing.
struct Budget {
  std::size_t terms = 256;
  std::size_t work = 500'000'000;  // literals compared, used up
  bool full = false;
};

NormalForm constant_form(bool value);
NormalForm literal_form(Literal literal);
NormalForm either(const NormalForm& a, const NormalForm& b, Budget& budget);
NormalForm both(const NormalForm& a, const NormalForm& b, Budget& budget);

}  // namespace bylaw::compiler
