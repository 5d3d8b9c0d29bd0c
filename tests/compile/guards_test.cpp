// A compiled guard has the value of its condition, by Kleene's strong tables, whatever is known and unknown.
#include <cstddef>
#include <optional>
#include <random>

#include "catch.hpp"
#include "eval/facts.hpp"
#include "eval/step.hpp"
#include "trees.hpp"

using namespace bylaw;
using eval::Truth;

namespace {

using Values = std::vector<std::optional<std::int64_t>>;  // by fact

// The oracle: the condition itself, evaluated over three values.
class Kleene {
 public:
  Kleene(const check::Tree& tree, const Values& values) : tree_(tree), values_(values) {}

  Truth of(check::ConditionId id) const {
    const check::Condition& c = tree_.conditions[id.value];
    switch (c.kind) {
      case check::ConditionKind::always: return Truth::yes;
      case check::ConditionKind::negation: return negated(of(c.parts.front()));
      case check::ConditionKind::conjunction: {
        Truth all = Truth::yes;
        for (const check::ConditionId part : c.parts) all = lesser(all, of(part));
        return all;
      }
      case check::ConditionKind::disjunction: {
        Truth any = Truth::no;
        for (const check::ConditionId part : c.parts) any = negated(lesser(negated(any), negated(of(part))));
        return any;
      }
      case check::ConditionKind::compare: {
        const auto left = of(c.left);
        const auto right = of(c.right);
        if (!left || !right) return Truth::unknown;
        return truth(program::compare(static_cast<program::Compare>(c.op), *left, *right));
      }
      case check::ConditionKind::member: {
        const auto value = values_[c.fact.value];
        if (!value) return Truth::unknown;
        bool any = false;
        const bool set = tree_.facts[c.fact.value].type.kind == check::TypeKind::set;
        for (const std::int64_t one : c.values) any |= set ? (*value >> one & 1) != 0 : one == *value;
        return truth(any);
      }
      case check::ConditionKind::known: return truth(values_[c.fact.value].has_value());
      case check::ConditionKind::has: return Truth::no;
    }
    return Truth::unknown;
  }

 private:
  static Truth truth(bool value) { return value ? Truth::yes : Truth::no; }
  static Truth negated(Truth t) { return t == Truth::unknown ? t : truth(t == Truth::no); }
  static Truth lesser(Truth a, Truth b) {
    if (a == Truth::no || b == Truth::no) return Truth::no;
    return a == Truth::yes ? b : a;
  }
  std::optional<std::int64_t> of(check::TermId id) const {
    const check::Term& t = tree_.terms[id.value];
    if (t.kind == check::TermKind::constant) return t.constant;
    if (t.kind == check::TermKind::fact) return values_[t.fact.value];
    const auto left = of(t.left);
    const auto right = of(t.right);
    if (!left || !right) return std::nullopt;
    std::int64_t result = 0;
    const bool overflow = t.kind == check::TermKind::add ? __builtin_add_overflow(*left, *right, &result)
                                                         : __builtin_sub_overflow(*left, *right, &result);
    if (overflow) return std::nullopt;
    return result;
  }

  const check::Tree& tree_;
  const Values& values_;
};

// Two yes-no facts, a small and a large number, a set; conditions over them at random.
struct Sample : trees::Builder {
  explicit Sample(std::uint32_t seed) : random(seed) {
    kind = case_kind("case");
    facts = {yes_no("a"), yes_no("b"), number("n", 0, 2), number("m", -1'000'000, 1'000'000),
             one_of("s", {"x", "y"}, check::TypeKind::set)};
    legal = {{0, 1}, {0, 1}, {0, 1, 2}, {-1'000'000, 0, 2}, {0, 1, 2, 3}};
    done = event("x.done");
  }

  std::uint32_t pick(std::uint32_t below) { return static_cast<std::uint32_t>(random() % below); }

  check::ConditionId atom() {
    check::Condition condition;
    switch (pick(7)) {
      case 0: return always();
      case 1:
        condition.kind = check::ConditionKind::known;
        condition.fact = facts[pick(5)];
        return add(condition);
      case 2:
        condition.kind = check::ConditionKind::member;
        condition.fact = pick(2) == 0 ? facts[2] : facts[4];
        condition.values = {pick(2)};
        if (pick(2) == 0) condition.values.push_back(pick(2));
        return add(condition);
      case 3:
        condition.kind = check::ConditionKind::has;
        condition.event = done;
        return add(condition);
      case 4: {
        const check::TermKind op = pick(2) == 0 ? check::TermKind::add : check::TermKind::subtract;
        const check::TermId both = sum(read(facts[3]), read(facts[2]), op);
        return compare(both, any_operator(), constant(pick(4)));
      }
      case 5: return compare(constant(pick(3)), any_operator(), read(facts[2 + pick(2)]));
      default: return compare(read(facts[pick(4)]), any_operator(), constant(pick(3)));
    }
  }

  check::Compare any_operator() { return static_cast<check::Compare>(pick(6)); }

  check::ConditionId condition(int depth) {
    if (depth == 0 || pick(5) == 0) return atom();
    if (pick(4) == 0) return negation(condition(depth - 1));
    std::vector<check::ConditionId> parts;
    for (std::uint32_t i = 0; i < 2 + pick(2); ++i) parts.push_back(condition(depth - 1));
    return join(pick(2) == 0 ? check::ConditionKind::disjunction : check::ConditionKind::conjunction, parts);
  }

  std::mt19937 random;
  check::CaseKindId kind;
  std::vector<check::FactId> facts;
  std::vector<std::vector<std::int64_t>> legal;
  check::EventId done;
};

// What `derive` made of the guard where it is asked.
program::Test test_of(const program::Program& program, std::uint32_t guard) {
  for (const program::Reaction& reaction : program.reactions) {
    if (reaction.effect == program::Effect::start && reaction.guard == guard) return reaction.test;
  }
  return {};
}

}  // namespace

TEST_CASE("a guard equals its condition in every three-valued assignment") {
  std::size_t compared = 0;
  std::size_t conjunctions = 0, disjunctions = 0, in_full = 0;  // how the event path asks them
  for (std::uint32_t seed = 1; seed <= 150; ++seed) {
    Sample sample(seed);
    const check::ConditionId condition = sample.condition(4);
    check::Duty& duty = sample.duty("d", sample.done, sample.done, trees::hours(1));
    duty.triggers.front().when = condition;
    const auto program = sample.compile();
    REQUIRE(program);
    const program::CaseProgram& layout = program->cases.front();
    std::vector<std::uint64_t> memory(layout.size / 8);
    eval::Out out;
    eval::View view{*program, layout, reinterpret_cast<std::byte*>(memory.data()), &out};
    eval::open(view, 0, 1, {});
    const std::uint32_t guard = program->index_lists[program->duties.front().trigger_guards.first];
    const program::Test test = test_of(*program, guard);
    ++(test.values == program::none ? in_full : test.negated ? disjunctions : conjunctions);
    Values values(sample.facts.size());
    // Counts through all assignments; one step changes few facts, so that stale bits would show.
    std::vector<std::size_t> digits(values.size(), 0);
    for (bool more = true; more;) {
      for (std::size_t f = 0; f < values.size(); ++f) {
        values[f] = digits[f] == 0 ? std::nullopt : std::optional(sample.legal[f][digits[f] - 1]);
        for (std::uint32_t s = 0; s < layout.slots.count; ++s) {
          const program::FactSlot& slot = program->slots[layout.slots.first + s];
          if (slot.fact != f) continue;
          if (values[f]) eval::set_fact(view, slot, *values[f]);
          else eval::clear_fact(view, slot);
        }
      }
      const Truth expected = Kleene(sample.tree, values).of(condition);
      if (eval::holds(view, guard) != expected || eval::holds(view, guard, test) != expected) {
        INFO("seed " << seed);
        CHECK(eval::holds(view, guard) == expected);
        CHECK(eval::holds(view, guard, test) == expected);
      }
      ++compared;
      more = false;
      for (std::size_t f = 0; f < digits.size() && !more; ++f) {
        digits[f] = digits[f] == sample.legal[f].size() ? 0 : digits[f] + 1;
        more = digits[f] != 0;
      }
    }
  }
  CHECK(compared == std::size_t{150} * 3 * 3 * 4 * 4 * 5);
  CHECK(conjunctions >= 5);
  CHECK(disjunctions >= 5);
  CHECK(in_full >= 5);
}

TEST_CASE("`a and not a` is unknown where a is, and false where it is known") {
  trees::Builder b;
  b.case_kind("case");
  const check::FactId a = b.yes_no("a");
  const check::EventId done = b.event("x.done");
  const check::ConditionId yes = b.is(a, 1);
  check::Duty& duty = b.duty("d", done, done, trees::hours(1));
  duty.triggers.front().when = b.join(check::ConditionKind::conjunction, {yes, b.negation(yes)});
  const auto program = b.compile();
  REQUIRE(program);
  const program::CaseProgram& layout = program->cases.front();
  std::vector<std::uint64_t> memory(layout.size / 8);
  eval::Out out;
  eval::View view{*program, layout, reinterpret_cast<std::byte*>(memory.data()), &out};
  eval::open(view, 0, 1, {});
  const std::uint32_t guard = program->index_lists[program->duties.front().trigger_guards.first];
  CHECK(eval::holds(view, guard) == Truth::unknown);
  eval::set_fact(view, program->slots[layout.slots.first], 1);
  CHECK(eval::holds(view, guard) == Truth::no);
}

TEST_CASE("a condition with too many alternatives is refused, and soon") {
  trees::Builder b;
  b.case_kind("case");
  const check::EventId done = b.event("x.done");
  std::vector<check::ConditionId> pairs;
  for (int i = 0; i < 24; ++i) {
    const check::ConditionId left = b.is(b.yes_no("l" + std::to_string(i)), 1);
    const check::ConditionId right = b.is(b.yes_no("r" + std::to_string(i)), 1);
    pairs.push_back(b.join(check::ConditionKind::disjunction, {left, right}));
  }
  check::Duty& duty = b.duty("d", done, done, trees::hours(1));
  duty.triggers.front().when = b.join(check::ConditionKind::conjunction, pairs);
  diag::Sink sink;
  CHECK_FALSE(b.compile(sink));
  REQUIRE(sink.error_count() == 1);
  CHECK(diag::message_of(sink.all().front(), base::Language::english) ==
        "the number of alternatives of this condition goes past the maximum of 256");
}
