#include <algorithm>

#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

class TestReader {
 public:
  TestReader(Context& c, const parse::Test& test) : c_(c), a_(test) {}

  Test read() {
    out_.name = a_.name.text;
    out_.span = a_.name.span;
    out_.profile = a_.profile.text;
    c_.take_up(out_.name, {});
    if (a_.profile) c_.find(Symbol::profile, a_.profile);
    for (const parse::Given& given : a_.given) {
      const auto kind = c_.find(Symbol::case_kind, given.case_kind);
      if (kind) out_.given.push_back({CaseKindId{*kind}, given.case_name.text, fields_of(given.fields, nullptr)});
      else incomplete_ = true;
    }
    if (out_.given.empty() && !incomplete_) c_.sink.report(Kind::test_without_case, a_.name.span);
    for (const parse::TestStep& step : a_.steps) {
      out_.steps.emplace_back();
      std::visit([&](const auto& s) { read_step(s, out_.steps.back()); }, step);
    }
    const bool expects = std::any_of(out_.steps.begin(), out_.steps.end(), [](const Step& s) { return s.kind == StepKind::expect; });
    if (!expects) c_.sink.report(Kind::test_without_expectation, a_.name.span);
    return std::move(out_);
  }

 private:
  std::vector<FieldValue> fields_of(const std::vector<std::pair<parse::Name, parse::Value>>& written, const Event* event) {
    std::vector<FieldValue> fields;
    for (const auto& [name, value] : written) {
      const FactId fact = c_.find_fact(name);
      if (!fact) continue;
      if (event != nullptr && std::find(event->fields.begin(), event->fields.end(), fact) == event->fields.end()) {
        c_.sink.report(Kind::field_not_carried, name.span, {event->title.name, name.text});
        continue;
      }
      const Fact& f = c_.tree.facts[fact.value];
      if (const auto v = value_of(c_, value, f.type, f.title.name)) fields.push_back({fact, *v});
    }
    return fields;
  }

  std::uint32_t case_named(const parse::Name& name, base::Span place) {
    if (!name) {
      if (out_.given.size() > 1) c_.sink.report(Kind::which_case, place);
      return 0;
    }
    for (std::size_t i = 0; i < out_.given.size(); ++i) {
      if (out_.given[i].name == name.text) return static_cast<std::uint32_t>(i);
    }
    if (!incomplete_) c_.sink.report(Kind::unknown_case, name.span, {name.text});
    return 0;
  }

  void read_step(const parse::TestEvent& event, Step& step) {
    step.kind = StepKind::event;
    step.span = event.span;
    step.at = local_of(event.at);
    step.given = case_named(event.case_name, event.span);
    step.event = c_.find_event(event.event);
    if (!step.event) return;
    const Event& declared = c_.tree.events[step.event.value];
    step.fields = fields_of(event.fields, &declared);
    if (step.given < out_.given.size()) {
      const CaseKindId kind = out_.given[step.given].kind;
      if (std::find(declared.cases.begin(), declared.cases.end(), kind) == declared.cases.end()) {
        c_.sink.report(Kind::event_of_other_case, event.event.span, {event.event.text, c_.tree.case_kinds[kind.value].title.name});
      }
    }
  }

  void read_step(const parse::Until& until, Step& step) {
    step.kind = StepKind::until;
    step.at = local_of(until.at);
    step.span = until.at.span;
  }

  // Its verdicts are told by decisions, several to a case.
  bool judges_often(const parse::Name& name) const {
    const auto entry = c_.names.find(name.text);
    if (entry == c_.names.end()) return false;
    switch (entry->second.symbol) {
      case Symbol::disclosure:
      case Symbol::record:
      case Symbol::prohibition:
      case Symbol::sequence:
      case Symbol::routine: return true;
      default: return false;
    }
  }

  std::string rule_named(const parse::Name& name) {
    if (judges_often(name) || c_.find(Symbol::duty, name)) return name.text;
    return {};
  }

  void read_figure(const parse::Expect& expect, Step& step) {
    step.expect = ExpectKind::figure;
    step.rule = expect.rule.text;
    step.given = 0;
    Kpi points;  // a rating of several KPIs
    points.measure = Aggregate::count;
    const Kpi* kpi = &points;
    const auto entry = c_.names.find(expect.rule.text);
    if (entry != c_.names.end() && entry->second.symbol == Symbol::rating) {
      if (entry->second.index >= c_.tree.ratings.size()) return;
      const Rating& rating = c_.tree.ratings[entry->second.index];
      if (rating.of.size() == 1 && !rating.of.front().weight) kpi = &c_.tree.kpis[rating.of.front().kpi];
    } else {
      const auto index = c_.find(Symbol::kpi, expect.rule);
      if (!index) return;
      kpi = &c_.tree.kpis[*index];
    }
    if (expect.figure) step.expected = figure_of(c_, *expect.figure, *kpi, expect.span);
    if (expect.period) {
      step.dated = true;
      step.at.day = base::day_number(expect.period->date);
    }
    step.group = fields_of(expect.group, nullptr);
    step.reached = expect.reached;
    step.band = expect.band.text;
  }

  void read_step(const parse::Expect& expect, Step& step) {
    step.kind = StepKind::expect;
    step.span = expect.span;
    step.given = expect.case_name || (expect.rule && expect.kind != parse::ExpectKind::figure && expect.kind != parse::ExpectKind::no_cases) ? case_named(expect.case_name, expect.span) : 0;
    if (expect.dated) step.dated = true, step.at = local_of(*expect.dated);
    step.state = expect.state.text;
    step.because = expect.because.text;
    if (expect.number) step.number = expect.number->mantissa;
    switch (expect.kind) {
      case parse::ExpectKind::figure:
      case parse::ExpectKind::no_cases: return read_figure(expect, step);
      case parse::ExpectKind::no_rule:
        step.expect = ExpectKind::no_verdict;
        step.rule = rule_named(expect.rule);
        return;
      case parse::ExpectKind::retain_until:
        step.expect = ExpectKind::retain_until;
        if (c_.find(Symbol::record, expect.rule)) step.rule = expect.rule.text;
        return;
      case parse::ExpectKind::state:
        if (judges_often(expect.rule)) {
          step.expect = ExpectKind::verdict;
          step.rule = expect.rule.text;
          return;
        }
        step.expect = expect.state.text == "waived" ? ExpectKind::waived : ExpectKind::duty_state;
        if (const auto duty = c_.find(Symbol::duty, expect.rule)) step.duty = DutyId{*duty};
        return;
      case parse::ExpectKind::warned:
        step.expect = ExpectKind::warned;
        if (const auto duty = c_.find(Symbol::duty, expect.rule)) step.duty = DutyId{*duty};
        return;
      case parse::ExpectKind::level:
      case parse::ExpectKind::no_level:
        step.expect = expect.kind == parse::ExpectKind::level ? ExpectKind::level : ExpectKind::no_level;
        if (expect.rule) {
          if (const auto ladder = c_.find(Symbol::ladder, expect.rule)) step.ladder = LadderId{*ladder};
        }
        return;
      case parse::ExpectKind::no_breach: step.expect = ExpectKind::no_breach; return;
      case parse::ExpectKind::no_forbidden: step.expect = ExpectKind::no_forbidden; return;
      case parse::ExpectKind::grade:
      case parse::ExpectKind::fact: break;
    }
    step.expect = ExpectKind::fact;
    step.fact = c_.find_fact(expect.rule);
    if (!step.fact) return;
    const Fact& fact = c_.tree.facts[step.fact.value];
    const auto value = expect.number ? value_of(c_, parse::Value{*expect.number}, fact.type, fact.title.name)
                                     : value_of(c_, parse::Value{expect.state}, fact.type, fact.title.name);
    step.number = value.value_or(0);
  }

  Context& c_;
  const parse::Test& a_;
  Test out_;
  bool incomplete_ = false;  // a given case could not be read: do not complain of its name
};

}  // namespace

namespace {

bool speaks_of_left_out(const Context& c, const parse::Test& test) {
  return std::any_of(test.steps.begin(), test.steps.end(), [&](const parse::TestStep& step) {
    const auto* expect = std::get_if<parse::Expect>(&step);
    return expect != nullptr && c.left_out.contains(expect->rule.text);
  });
}

}  // namespace

// With a profile: its own tests, and those of no profile that speak only of what is in force.
void check_tests(Context& c) {
  for (const Item<parse::Test>& item : c.tests) {
    const parse::Test& test = *item.ast;
    const bool own = test.profile && test.profile.text == c.tree.profile;
    if (c.filtered && !own && (test.profile || speaks_of_left_out(c, test))) continue;
    c.tree.tests.push_back(TestReader(c, test).read());
  }
}

}  // namespace bylaw::check
