// Calendars of the program, and which of them a duty uses when.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "compile/context.hpp"

namespace bylaw::compiler {

// Builds every edition of every calendar, in the order of the tree, and names the pack's zone.
void write_calendars(Context& context);

// Microseconds since 1970-01-01T00:00Z; local times are those of the calendar's zone, or else of the pack's.
std::int64_t instant_of(const Context& context, const check::LocalInstant& local, check::CalendarId calendar);

// The calendars of one duty and its ladders. Column 0 is the duty's own, column 1 + i its ladder i's. One fact may
// choose among several rows of calendars ("choices"); with the choices' editions merged by publication, a calendar in
// force is choice * editions + edition, for all columns alike.
class CalendarPlan {
 public:
  CalendarPlan(const Context& context, const check::Duty& duty, const std::vector<check::LadderId>& ladders);

  check::FactId chosen_by() const { return fact_; }
  std::int64_t chosen_first() const { return first_; }
  const std::vector<std::uint32_t>& choice_by_value() const { return by_value_; }
  std::size_t choices() const { return choices_.size(); }
  std::size_t editions() const { return published_.size() + 1; }
  const std::vector<std::int64_t>& published() const { return published_; }
  // The calendar that local times of the duty are read in; none: the pack's.
  check::CalendarId main() const { return choices_.front().front(); }

  // A column as indices of Program::calendars; empty where no choice has a calendar.
  std::vector<std::uint32_t> column(std::size_t column) const;
  bool any_calendar(std::size_t column) const;
  bool any_hours(std::size_t column) const;

  // What all calendars of a column say; nothing where they differ, or there is none.
  std::optional<calendar::Count> count(std::size_t column) const;
  std::optional<calendar::Roll> roll(std::size_t column) const;
  // Whether two of them count dates differently.
  bool counts_differ(std::size_t column) const;

 private:
  using Row = std::vector<check::CalendarId>;

  void choose(const check::Duty& duty, const std::vector<check::CalendarChoice>& columns);
  std::uint32_t intern(const Row& row);
  std::uint32_t table_of(check::CalendarId calendar, std::size_t edition) const;
  std::vector<const calendar::Definition*> definitions(std::size_t column) const;

  const Context& context_;
  check::FactId fact_;
  std::int64_t first_ = 0;
  std::vector<std::uint32_t> by_value_;
  std::vector<Row> choices_;
  std::vector<std::int64_t> published_;
};

}  // namespace bylaw::compiler
