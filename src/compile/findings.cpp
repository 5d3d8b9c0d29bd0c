#include "compile/findings.hpp"

#include <algorithm>

#include "compile/calendars.hpp"
#include "compile/editions.hpp"
#include "compile/reads.hpp"

namespace bylaw::compiler {

namespace {

constexpr diag::Phrase number_of_facts{"the number of fields that one rule names", "一条规则所用字段的数目"};

}  // namespace

namespace {

program::MeasureKind measure_of(check::SpanKind kind, bool by_clock) {
  using program::MeasureKind;
  switch (kind) {
    case check::SpanKind::elapsed: return MeasureKind::elapsed;
    case check::SpanKind::working: return MeasureKind::working;
    case check::SpanKind::dates: return by_clock ? MeasureKind::clock_dates : MeasureKind::dates;
    case check::SpanKind::working_dates: return by_clock ? MeasureKind::clock_working_dates : MeasureKind::working_dates;
    case check::SpanKind::months: break;
  }
  return by_clock ? MeasureKind::clock_months : MeasureKind::months;
}

}  // namespace

program::FindingProgram finding_of(const Context& context, std::uint32_t rule, check::ClauseId clause,
                                   const std::vector<check::FactId>& facts, base::Span span, std::uint32_t words,
                                   const CaseParts& parts, program::CaseProgram& layout) {
  program::FindingProgram finding;
  finding.rule = rule;
  finding.state = layout.finding_count++;
  finding.words = layout.word_count;
  layout.word_count += words;
  if (facts.size() > limits::facts_of_finding) context.refuse(span, number_of_facts, limits::facts_of_finding);
  std::vector<std::uint32_t> slots;
  for (const check::FactId fact : facts) slots.push_back(parts.slots[fact.value]);
  finding.facts = append(context.out.index_lists, slots);
  finding.editions = editions_of(context, clause);
  finding.in_force = in_force_of(context, clause);
  return finding;
}

program::Lasting lasting_of(const Context& context, const check::TimeSpan& span, check::CalendarId calendar,
                            std::optional<calendar::Count> other_count, std::optional<calendar::Roll> other_roll) {
  program::Lasting lasting;
  lasting.amount = span.amount;
  if (span.kind == check::SpanKind::elapsed || !calendar) return lasting;
  const check::Calendar& of = context.tree.calendars[calendar.value];
  std::vector<std::uint32_t> tables;
  std::vector<std::int64_t> published;
  for (std::size_t i = 0; i < of.editions.size(); ++i) {
    tables.push_back(context.first_calendar[calendar.value] + index_of(i));
    if (i > 0) published.push_back(of.editions[i].published.value_or(INT64_MIN));
  }
  lasting.calendars = append(context.out.index_lists, tables);
  lasting.published = append(context.out.constants, published);
  if (!other_count && !of.editions.empty()) other_count = of.editions.front().count;
  if (!other_roll && !of.editions.empty()) other_roll = of.editions.front().roll;
  const calendar::Count count = other_count.value_or(calendar::Count::civil);
  lasting.measure = measure_of(span.kind, count == calendar::Count::clock);
  lasting.inclusive = count == calendar::Count::inclusive;
  const bool rolls = span.kind != check::SpanKind::working_dates && count != calendar::Count::clock;
  lasting.roll = static_cast<std::uint8_t>(rolls ? other_roll.value_or(calendar::Roll::none) : calendar::Roll::none);
  return lasting;
}

program::Lasting kept_for(const Context& context, const check::TimeSpan& span, check::CalendarId calendar) {
  program::Lasting kept = lasting_of(context, span, calendar);
  if (span.kind == check::SpanKind::dates) kept.measure = program::MeasureKind::dates;
  if (span.kind == check::SpanKind::months) kept.measure = program::MeasureKind::months;
  return kept;
}

void write_findings(const Context& context, check::CaseKindId kind, CaseParts& parts, program::CaseProgram& layout) {
  program::Program& out = context.out;
  const check::Tree& tree = context.tree;
  const auto each = [&](const auto& rules, const auto& written, program::Range& range, auto write) {
    range.first = index_of(written.size());
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (contains(rules[i].cases, kind)) write(i);
    }
    range.count = index_of(written.size()) - range.first;
  };
  each(tree.disclosures, out.disclosures, layout.disclosures,
       [&](std::size_t i) { write_disclosure(context, check::DisclosureId(i), parts, layout); });
  each(tree.records, out.records, layout.records,
       [&](std::size_t i) { write_record(context, check::RecordId(i), parts, layout); });
  each(tree.prohibitions, out.prohibitions, layout.prohibitions,
       [&](std::size_t i) { write_prohibition(context, check::ProhibitionId(i), parts, layout); });
  each(tree.sequences, out.sequences, layout.sequences,
       [&](std::size_t i) { write_sequence(context, check::SequenceId(i), parts, layout); });
}

}  // namespace bylaw::compiler
