#include "compile/calendars.hpp"

#include <algorithm>

#include "calendar/from_definition.hpp"
#include "program/local_time.hpp"

namespace bylaw::compiler {

namespace {

using check::CalendarId;
using program::none;

constexpr diag::Phrase editions_of_calendars{"the calendars of this duty times their editions", "该义务的日历数乘以版本数"};
constexpr diag::Phrase values_of_a_choice{"the number of values of the fact that chooses here", "此处用于选择的要素的取值个数"};
constexpr std::size_t most_values = 4096;

bool is_empty(const check::CalendarChoice& choice) {
  return !choice.calendar && !choice.fact && choice.arms.empty();
}

CalendarId chosen(const check::CalendarChoice& choice, std::int64_t value) {
  for (const auto& [keys, calendar] : choice.arms) {
    if (std::find(keys.begin(), keys.end(), value) != keys.end()) return calendar;
  }
  for (const auto& [keys, calendar] : choice.arms) {
    if (keys.empty()) return calendar;
  }
  return choice.calendar;
}

CalendarId pack_calendar(const check::Tree& tree) {
  for (const check::Handbook& handbook : tree.handbooks) {
    if (handbook.calendar) return handbook.calendar;
  }
  return tree.calendars.empty() ? CalendarId() : CalendarId(0);
}

}  // namespace

void write_calendars(Context& context) {
  for (const check::Calendar& calendar : context.tree.calendars) {
    context.first_calendar.push_back(index_of(context.out.calendars.size()));
    for (const calendar::Definition& edition : calendar.editions) {
      context.out.calendars.push_back(calendar::from_definition(edition));
      std::vector<program::DayNote>& notes = context.out.day_notes.emplace_back();
      for (const calendar::Exception& exception : edition.exceptions) {
        notes.push_back(
            {exception.first, exception.last, exception.kind == calendar::ExceptionKind::off, exception.label});
      }
    }
  }
  const CalendarId pack = pack_calendar(context.tree);
  context.out.zone_name = "UTC";
  if (pack && !context.tree.calendars[pack.value].editions.empty()) {
    context.out.zone_calendar = context.first_calendar[pack.value];
    context.out.zone_name = context.out.calendars[context.out.zone_calendar].zone;
  }
}

std::int64_t instant_of(const Context& context, const check::LocalInstant& local, CalendarId calendar) {
  if (local.offset_seconds) {
    return program::instant_at_offset(local.day, local.time_of_day_us, *local.offset_seconds);
  }
  std::uint32_t table = context.out.zone_calendar;
  if (calendar && !context.tree.calendars[calendar.value].editions.empty()) {
    table = context.first_calendar[calendar.value];
  }
  if (table == none) return program::instant_at_offset(local.day, local.time_of_day_us, 0);
  return program::instant_of_local(context.out.calendars[table].offsets, local.day, local.time_of_day_us);
}

CalendarPlan::CalendarPlan(const Context& context, const check::Duty& duty,
                           const std::vector<check::LadderId>& ladders)
    : context_(context) {
  check::CalendarChoice own = duty.calendar;
  if (is_empty(own) && duty.clause) {
    const check::HandbookId handbook = context.tree.clauses[duty.clause.value].handbook;
    if (handbook) own.calendar = context.tree.handbooks[handbook.value].calendar;
  }
  std::vector<check::CalendarChoice> columns{own};
  for (const check::LadderId ladder : ladders) {
    const check::CalendarChoice& choice = context.tree.ladders[ladder.value].calendar;
    columns.push_back(is_empty(choice) ? own : choice);
  }
  choose(duty, columns);
  for (const Row& row : choices_) {
    for (const CalendarId calendar : row) {
      if (!calendar) continue;
      for (const calendar::Definition& edition : context.tree.calendars[calendar.value].editions) {
        if (&edition != &context.tree.calendars[calendar.value].editions.front() && edition.published) {
          published_.push_back(*edition.published);
        }
      }
    }
  }
  std::sort(published_.begin(), published_.end());
  published_.erase(std::unique(published_.begin(), published_.end()), published_.end());
  if (choices_.size() * editions() > limits::calendars_of_a_duty) {
    context.refuse(duty.title.span, editions_of_calendars, limits::calendars_of_a_duty);
  }
}

// INVARIANT: the checker has seen that at most one fact chooses among the calendars of a duty and its ladders.
void CalendarPlan::choose(const check::Duty& duty, const std::vector<check::CalendarChoice>& columns) {
  for (const check::CalendarChoice& column : columns) {
    if (column.fact && !fact_) fact_ = column.fact;
    if (column.fact && column.fact != fact_) {
      context_.sink.report(diag::Kind::two_choosing_facts, duty.title.span,
                           {context_.fact(fact_).title.name, context_.fact(column.fact).title.name});
    }
  }
  Row row(columns.size());
  if (!fact_) {
    for (std::size_t i = 0; i < columns.size(); ++i) row[i] = columns[i].calendar;
    choices_.push_back(row);
    return;
  }
  const ValueRange range = values_of(context_.tree, context_.fact(fact_).type);
  const std::size_t count = range.count(most_values);
  if (count == 0) context_.refuse(duty.title.span, values_of_a_choice, most_values);
  first_ = range.first;
  for (std::size_t v = 0; v < count; ++v) {
    bool complete = true;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      row[i] = chosen(columns[i], first_ + static_cast<std::int64_t>(v));
      complete = complete && (row[i] || is_empty(columns[i]));
    }
    by_value_.push_back(complete ? intern(row) : none);
  }
  if (choices_.empty()) choices_.push_back(row);
}

std::uint32_t CalendarPlan::intern(const Row& row) {
  const auto found = std::find(choices_.begin(), choices_.end(), row);
  if (found != choices_.end()) return index_of(static_cast<std::size_t>(found - choices_.begin()));
  choices_.push_back(row);
  return index_of(choices_.size() - 1);
}

std::uint32_t CalendarPlan::table_of(CalendarId calendar, std::size_t edition) const {
  if (!calendar) return none;
  const std::vector<calendar::Definition>& editions = context_.tree.calendars[calendar.value].editions;
  if (editions.empty()) return none;
  std::size_t in_force = 0;
  for (std::size_t i = 1; i < editions.size(); ++i) {
    if (edition > 0 && editions[i].published && *editions[i].published <= published_[edition - 1]) in_force = i;
  }
  return context_.first_calendar[calendar.value] + index_of(in_force);
}

std::vector<std::uint32_t> CalendarPlan::column(std::size_t column) const {
  std::vector<std::uint32_t> tables;
  if (!any_calendar(column)) return tables;
  for (const Row& row : choices_) {
    for (std::size_t edition = 0; edition < editions(); ++edition) tables.push_back(table_of(row[column], edition));
  }
  return tables;
}

bool CalendarPlan::any_calendar(std::size_t column) const { return !definitions(column).empty(); }

bool CalendarPlan::any_hours(std::size_t column) const {
  for (const std::uint32_t table : this->column(column)) {
    if (table != none && context_.out.calendars[table].has_hours) return true;
  }
  return false;
}

std::vector<const calendar::Definition*> CalendarPlan::definitions(std::size_t column) const {
  std::vector<const calendar::Definition*> all;
  for (const Row& row : choices_) {
    if (!row[column]) continue;
    for (const calendar::Definition& edition : context_.tree.calendars[row[column].value].editions) {
      all.push_back(&edition);
    }
  }
  return all;
}

std::optional<calendar::Count> CalendarPlan::count(std::size_t column) const {
  const std::vector<const calendar::Definition*> all = definitions(column);
  if (all.empty() || counts_differ(column)) return std::nullopt;
  return all.front()->count;
}

std::optional<calendar::Roll> CalendarPlan::roll(std::size_t column) const {
  const std::vector<const calendar::Definition*> all = definitions(column);
  if (all.empty() || counts_differ(column)) return std::nullopt;
  return all.front()->roll;
}

bool CalendarPlan::counts_differ(std::size_t column) const {
  const std::vector<const calendar::Definition*> all = definitions(column);
  return std::any_of(all.begin(), all.end(), [&](const calendar::Definition* definition) {
    return definition->count != all.front()->count || definition->roll != all.front()->roll;
  });
}

}  // namespace bylaw::compiler
