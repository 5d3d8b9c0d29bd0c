// What a field of a program's record may be, other than a plain value (fields.hpp tells of each field which it is).
#pragma once
#include <cstdint>
#include <type_traits>
#include <vector>

#include "program/program.hpp"

namespace bylaw::program::fields {

// Told to people alone: written, not hashed.
template <class T>
struct Note {
  T& value;
};

// Follows from other fields: neither written nor hashed. `derive` (program/derived.hpp) makes it.
template <class T>
struct Derived {
  T& value;
};

// An index of a vector of the program.
template <class T, class Item>
struct Index {
  T& value;
  std::vector<Item> Program::*of;
  bool may_be_none;
};

// A range of a vector of the program.
template <class T, class Item>
struct Run {
  T& value;
  std::vector<Item> Program::*of;
};

// A range of Program::index_lists, all of whose entries are indices of another vector.
template <class T, class Item>
struct List {
  T& value;
  std::vector<Item> Program::*of;
  bool may_be_none;
};

template <class T>
Note<T> note(T& value) { return {value}; }
template <class T>
Derived<T> derived(T& value) { return {value}; }
template <class T, class Item>
Index<T, Item> index(T& value, std::vector<Item> Program::*of) { return {value, of, false}; }
template <class T, class Item>
Index<T, Item> index_or_none(T& value, std::vector<Item> Program::*of) { return {value, of, true}; }
template <class T, class Item>
Run<T, Item> run(T& value, std::vector<Item> Program::*of) { return {value, of}; }
template <class T, class Item>
List<T, Item> list(T& value, std::vector<Item> Program::*of) { return {value, of, false}; }
template <class T, class Item>
List<T, Item> list_or_none(T& value, std::vector<Item> Program::*of) { return {value, of, true}; }

// The greatest enumerator, for the reader: an enumeration without a row here cannot be a field.
constexpr FieldType last_of(FieldType) { return FieldType::grade; }
constexpr RuleKind last_of(RuleKind) { return RuleKind::rating; }
constexpr Compare last_of(Compare) { return Compare::greater_equal; }
constexpr AtomKind last_of(AtomKind) { return AtomKind::expression; }
constexpr Op last_of(Op) { return Op::subtract; }
constexpr Effect last_of(Effect) { return Effect::merge_case; }
constexpr LookKind last_of(LookKind) { return LookKind::show; }
constexpr MeasureKind last_of(MeasureKind) { return MeasureKind::promised; }
constexpr Activation last_of(Activation) { return Activation::paused; }
constexpr CheckpointKind last_of(CheckpointKind) { return CheckpointKind::in_force; }
constexpr When last_of(When) { return When::at_instant; }
constexpr RegradeMode last_of(RegradeMode) { return RegradeMode::tighten_only; }
constexpr ReopenMode last_of(ReopenMode) { return ReopenMode::from_start; }
constexpr TriggerMode last_of(TriggerMode) { return TriggerMode::restart; }
constexpr Combine last_of(Combine) { return Combine::latest; }
constexpr KpiOp last_of(KpiOp) { return KpiOp::always; }
constexpr KpiMeasure last_of(KpiMeasure) { return KpiMeasure::percentile; }
constexpr KpiWindow last_of(KpiWindow) { return KpiWindow::year; }

}  // namespace bylaw::program::fields
