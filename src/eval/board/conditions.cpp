// Three-valued by Kleene's strong tables; a sum that does not fit is unknown.
#include "eval/board/conditions.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace bylaw::eval::board {

namespace {

struct Cell {
  bool known = false;
  std::int64_t value = 0;
};

Cell both(const Cell& a, const Cell& b) {
  if ((a.known && a.value == 0) || (b.known && b.value == 0)) return {true, 0};
  return {a.known && b.known, 1};
}

Cell negated(const Cell& a) { return {a.known, a.value == 0}; }

Cell sum(const Cell& a, const Cell& b, bool add) {
  Cell out{a.known && b.known, 0};
  const bool overflow = add ? __builtin_add_overflow(a.value, b.value, &out.value) : __builtin_sub_overflow(a.value, b.value, &out.value);
  if (overflow) out.known = false;
  return out;
}

}  // namespace

Answer ask(const program::Program& program, program::Range code, const CaseNotes& notes, const Order& at) {
  using program::KpiOp;
  std::array<Cell, 66> stack;  // compile refuses deeper ones
  std::size_t top = 0;
  for (std::uint32_t i = 0; i < code.count; ++i) {
    const program::KpiCode& c = program.kpi_code[code.first + i];
    Cell cell;
    switch (c.op) {
      case KpiOp::always: cell = {true, 1}; break;
      case KpiOp::constant: cell = {true, c.value}; break;
      case KpiOp::fact: cell.known = notes.fact(c.index, at, cell.value); break;
      case KpiOp::known: {
        std::int64_t value = 0;
        cell = {true, notes.fact(c.index, at, value)};
        break;
      }
      case KpiOp::has: cell = {true, notes.has(c.index, at)}; break;
      case KpiOp::member: {
        std::int64_t value = 0;
        cell.known = notes.fact(c.index, at, value);
        const auto values = program.constants.begin() + c.values.first;
        cell.value = (value & c.value) != 0 || std::find(values, values + c.values.count, value) != values + c.values.count;
        break;
      }
      case KpiOp::negate:
        stack[top - 1] = negated(stack[top - 1]);
        continue;
      default: {
        const Cell right = stack[--top];
        const Cell left = stack[--top];
        if (c.op == KpiOp::both) cell = both(left, right);
        else if (c.op == KpiOp::either) cell = negated(both(negated(left), negated(right)));
        else if (c.op == KpiOp::compare) cell = {left.known && right.known, compare(c.compare, left.value, right.value)};
        else cell = sum(left, right, c.op == KpiOp::add);
      }
    }
    stack[top++] = cell;
  }
  if (top == 0) return Answer::yes;
  if (!stack[0].known) return Answer::unknown;
  return stack[0].value != 0 ? Answer::yes : Answer::no;
}

}  // namespace bylaw::eval::board
