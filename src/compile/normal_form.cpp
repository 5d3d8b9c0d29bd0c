#include "compile/normal_form.hpp"

#include <algorithm>
#include <iterator>

namespace bylaw::compiler {

namespace {

bool is_part_of(const Conjunction& small, const Conjunction& large) {
  return std::includes(large.begin(), large.end(), small.begin(), small.end());
}

// Adds a term, unless one that is part of it is there already; drops the terms it is part of.
void insert(NormalForm& form, Conjunction term, Budget& budget) {
  if (budget.full) return;
  const std::size_t cost = (2 * form.size() + 1) * (term.size() + 1);
  if (budget.work < cost) {
    budget.full = true;
    return;
  }
  budget.work -= cost;
  for (const Conjunction& other : form) {
    if (is_part_of(other, term)) return;
  }
  form.erase(
      std::remove_if(form.begin(), form.end(), [&](const Conjunction& other) { return is_part_of(term, other); }),
      form.end());
  form.push_back(std::move(term));
  if (form.size() > budget.terms) budget.full = true;
}

}  // namespace

NormalForm constant_form(bool value) {
  NormalForm form;
  if (value) form.emplace_back();
  return form;
}

NormalForm literal_form(Literal literal) { return {Conjunction{literal}}; }

NormalForm either(const NormalForm& a, const NormalForm& b, Budget& budget) {
  NormalForm form = a;
  for (const Conjunction& term : b) insert(form, term, budget);
  return form;
}

NormalForm both(const NormalForm& a, const NormalForm& b, Budget& budget) {
  NormalForm form;
  for (const Conjunction& left : a) {
    for (const Conjunction& right : b) {
      if (budget.full) return form;
      Conjunction term;
      std::set_union(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(term));
      insert(form, std::move(term), budget);
    }
  }
  return form;
}

}  // namespace bylaw::compiler
