// Conditions, and the tables that are made of them.
// Every comparison in a condition is an atom of the case: one bit `value` and one bit `known` (0 where unknown, and then
// `value` is 0 too). A condition is a disjunction of terms, a term a conjunction of atoms as masks over words of atoms.
// Kleene's strong tables distribute, so this normal form has the condition's value in all three cases.
#pragma once
#include <cstdint>

#include "program/range.hpp"

namespace bylaw::program {

// Instants [from, until) at which what happens is judged by the rule, or worked out by the table.
struct InForce {
  std::int64_t from = INT64_MIN;
  std::int64_t until = INT64_MAX;

  bool at(std::int64_t instant) const { return instant >= from && instant < until; }
};

struct Mask {
  std::uint32_t word = 0;
  std::uint64_t mask = 0;
  std::uint64_t want = 0;  // subset of mask
};

struct GuardTerm {
  Range masks;
};

struct Guard {
  Range terms;            // no term: false
  bool plain = false;     // one term over one word: `mask` says it all
  Mask mask;
};

// A guard where it is asked on the event path: its mask and where the atoms stand in the case's bytes, so that one test needs no
// other table. Made by `derive` for guards over one word of atoms that are a conjunction, or a disjunction (that is no conjunction of
// the opposites), and for no guard at all, whose mask is empty.
struct Test {
  std::uint64_t mask = 0;
  std::uint64_t want = 0;
  std::uint32_t values = none;  // offset of the word; none: the guard has to be asked in full
  std::uint32_t known = 0;      // offset of the word
  bool negated = false;         // the guard holds where the conjunction does not
};

enum class Compare : std::uint8_t { equal, not_equal, less, less_equal, greater, greater_equal };

enum class AtomKind : std::uint8_t {
  compare,    // fact op constant
  member,     // the fact's value is one of `values`; a set: it contains any of the mask `constant`, and `values` is empty
  known,      // the fact is known (the atom itself is always known)
  has,        // the event has happened before (always known)
  expression  // `code` leaves left and right on the stack; compared by op
};

struct Atom {
  AtomKind kind = AtomKind::compare;
  Compare op = Compare::equal;
  std::uint32_t word = 0;
  std::uint64_t bit = 0;      // one bit set
  std::uint32_t slot = none;  // index of Program::slots
  std::int64_t constant = 0;
  Range values;               // of Program::constants, sorted
  Range code;                 // of Program::code
};

enum class Op : std::uint8_t { push_constant, push_fact, add, subtract };

struct Code {
  Op op = Op::push_constant;
  std::uint32_t slot = none;
  std::int64_t constant = 0;
};

inline constexpr std::uint32_t code_stack = 16;  // deepest stack an expression may need; compile refuses more

// ---- Tables -------------------------------------------------------------------------------------------------------

struct TableRow {
  std::uint32_t guard = none;  // none: always
  std::int64_t then = 0;
  Test test;                   // of `guard`
};

struct TableProgram {
  std::uint32_t rule = none;
  std::uint32_t result = none;                  // index of Program::slots
  bool matrix = false;
  std::uint32_t rows_slot = none, cols_slot = none;
  std::int64_t rows_first = 0, cols_first = 0;  // value of the first row, column
  std::uint32_t row_count = 0, col_count = 0;
  std::uint32_t grid = 0;                       // of Program::constants, row-major
  Range rows;                                   // of Program::table_rows
  bool unique = false;                          // hit policy; else the first row
  bool has_otherwise = false;
  std::int64_t otherwise = 0;                   // no row hits, or an input is unknown
  Range overrides;                              // of Program::table_rows; the first that holds wins over everything
  Range moves;                                  // of Program::table_rows; the first that holds: `then` is added (signed along the numbers)
  bool clamp = false;
  std::int64_t first = 0, last = 0;             // results are clamped to this
  Range editions;                               // of Program::constants: instants at which the handbook's editions come into force
  InForce in_force;                             // of the events at which this one of the table's editions is worked out
};

}  // namespace bylaw::program
