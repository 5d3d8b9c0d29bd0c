#include "through_bylaw.hpp"

#include <algorithm>

namespace bench {

namespace {

constexpr std::int64_t second = 1000000;

}  // namespace

ThroughBylaw::ThroughBylaw(const std::vector<std::string>& texts, const std::vector<Event>& events) {
  std::vector<bylaw::Source> sources;
  for (const std::string& text : texts) sources.push_back({"rules", text});
  const bylaw::Compiled compiled = bylaw::compile(sources);
  if (!compiled.rules) {
    problem = compiled.text;
    return;
  }
  rules_ = compiled.rules;
  kind_ = rules_.case_kind("ticket");
  static const char* const names[kind_count] = {"complaint.received", "complaint.acknowledged", "customer.awaiting",
                                                "customer.replied",   "disclosure.made",        "sale.completed",
                                                "complaint.responded", "complaint.resolved",    "ticket.closed"};
  bylaw::EventKindId kinds[kind_count];
  for (std::size_t i = 0; i < kind_count; ++i) kinds[i] = rules_.event(names[i]);
  received_ = kinds[0];
  closed_ = kinds[kind_count - 1];
  const bylaw::FieldId channel = rules_.field("channel"), product = rules_.field("product"),
                       customer = rules_.field("customer"), impact = rules_.field("impact"),
                       likelihood = rules_.field("likelihood"), amount = rules_.field("amount"), item = rules_.field("item");
  const bylaw::FieldId closing[] = {rules_.field("category"), rules_.field("resolution-code"), rules_.field("root-cause"),
                                    rules_.field("redress"), rules_.field("owner")};
  all_ = static_cast<bool>(rules_.rule("prohibited-0"));
  fields_.reserve(events.size() * 6);  // spans into it are kept
  events_.reserve(events.size());
  for (const Event& e : events) {
    const std::size_t first = fields_.size();
    if (e.kind == Kind::received) {
      fields_.insert(fields_.end(), {{channel, e.channel}, {product, e.product}, {customer, e.customer},
                                     {impact, e.impact - 1}, {likelihood, e.likelihood - 1}, {amount, e.amount}});
    }
    if (all_ && e.kind == Kind::disclosed) fields_.push_back({item, e.item - 1});
    for (int i = 0; all_ && e.kind == Kind::closed && i < 5; ++i) {
      if (e.present >> i & 1) fields_.push_back({closing[i], 1});
    }
    const std::size_t count = fields_.size() - first;
    events_.push_back({e.ticket, kind_,
                       {kinds[static_cast<std::size_t>(e.kind)], bylaw::Instant{e.at * second}, 0, 0,
                        {fields_.data() + first, count}}});
  }
  code_.assign(rules_.rule_count(), 0);
  const auto number = [&](const char* name, std::uint32_t count, std::uint32_t code) {
    for (std::uint32_t i = 0; i < count; ++i) {
      const bylaw::RuleId rule = rules_.rule(name + std::to_string(i));
      if (rule) code_[rule.value] = code + i;
    }
  };
  number("limit-", 6, 0);
  number("ladder-", 6, 0);
  number("disclosure-", 5, disclosure);
  number("field-", 5, field);
  number("prohibited-", 4, prohibited);
  grade_ = rules_.rule("ticket-risk");
  std::size_t open = 0;
  for (const Event& e : events) {
    if (e.kind == Kind::received) ++open;
    most_open_ = std::max(most_open_, open);
    if (e.kind == Kind::closed) --open;
  }
}

void ThroughBylaw::clear() {
  rows_.clear();
  case_bytes_ = rules_.case_bytes(kind_);
  memory_.resize(case_bytes_ / 8 * most_open_);
  bylaw::DeskOptions options;
  options.cases = most_open_;
  options.events = 0;
  options.fields = 0;
  options.tolerance_us = INT64_MAX;
  desk_ = std::make_unique<bylaw::Desk>(rules_, options);
  desk_bytes_per_case_ = desk_->reserved_bytes() / options.cases;
}

inline bylaw::Case ThroughBylaw::case_of(std::uint32_t row) {
  const std::size_t bytes = case_bytes_;
  return bylaw::Case(rules_, kind_, {reinterpret_cast<std::byte*>(memory_.data()) + bytes * row, bytes});
}

std::size_t ThroughBylaw::run_cases(bylaw::Decision* out, std::size_t room) {
  std::size_t written = 0;
  for (const bylaw::CaseEvent& e : events_) {
    const auto ticket = static_cast<std::uint32_t>(e.case_number);
    bylaw::Case ticket_case = case_of(rows_.row_of(rows_.get(ticket)));
    if (e.event.kind == received_) ticket_case.open(e.case_number);
    written += ticket_case.apply(e.event, {out + written, room - written}).written;
    if (e.event.kind == closed_) rows_.erase(ticket);
  }
  const bylaw::Instant end = events_.back().event.at;
  rows_.each([&](std::uint32_t, Row& row) {
    written += case_of(rows_.row_of(row)).advance(end, {out + written, room - written}).written;
  });
  return written;
}

std::size_t ThroughBylaw::run_desk(bylaw::Decision* out, std::size_t room) {
  bylaw::Desk& desk = *desk_;
  std::size_t written = 0;
  for (const bylaw::CaseEvent& e : events_) {
    if (desk.next_due() <= e.event.at) written += desk.advance(e.event.at, {out + written, room - written}).written;
    written += desk.apply(e, {out + written, room - written}).written;
    if (e.event.kind == closed_) desk.close(e.case_number, kind_);
  }
  written += desk.advance(events_.back().event.at, {out + written, room - written}).written;
  return written;
}

Summary ThroughBylaw::summarise(const bylaw::Decision* decisions, std::size_t count) const {
  Summary summary;
  for (std::size_t i = 0; i < count; ++i) {
    const bylaw::Decision& d = decisions[i];
    const auto ticket = static_cast<std::uint32_t>(d.case_number);
    const std::int64_t at = d.at.us / second;
    if (d.rule == grade_) {
      summary.add(at, ticket, grade + static_cast<std::uint32_t>(d.value) - 1);
    } else if (d.kind == bylaw::DecisionKind::level) {
      summary.add(at, ticket, level + (d.level - 1u) * 6 + code_[d.rule.value]);
    } else if (code_[d.rule.value] >= disclosure) {
      // Of rules judged at events the workload counts what was not in order.
      if (d.state == bylaw::State::breached) summary.add(at, ticket, code_[d.rule.value]);
    } else if (d.kind == bylaw::DecisionKind::state && d.state == bylaw::State::met) {
      summary.add(at, ticket, met + code_[d.rule.value]);
    } else if (d.kind == bylaw::DecisionKind::state && d.state == bylaw::State::breached) {
      summary.add(at, ticket, breach + code_[d.rule.value]);
    }
  }
  return summary;
}

std::size_t ThroughBylaw::case_bytes() const { return case_bytes_; }

}  // namespace bench
