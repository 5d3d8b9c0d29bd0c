// RuleSet: names and numbers of a program, which all copies of a rule set share.
#include "bylaw/ruleset.hpp"

#include <algorithm>

#include "eval/snapshot.hpp"
#include "program/local_time.hpp"
#include "program/program.hpp"

namespace bylaw {

namespace {

using program::Program;

constexpr std::uint32_t none = program::none;

const Program* share(const Program* program) noexcept {
  if (program != nullptr) program->sharers.count.fetch_add(1, std::memory_order_relaxed);
  return program;
}

void release(const Program* program) noexcept {
  if (program != nullptr && program->sharers.count.fetch_sub(1, std::memory_order_acq_rel) == 1) delete program;
}

template <class T>
std::uint32_t find(const std::vector<T>& items, const std::vector<std::uint32_t>& by_name,
                   std::string_view name) noexcept {
  const auto found = std::lower_bound(
      by_name.begin(), by_name.end(), name,
      [&](std::uint32_t index, std::string_view wanted) { return std::string_view(items[index].title.name) < wanted; });
  return found != by_name.end() && items[*found].title.name == name ? *found : none;
}

// The element of that number, or null where there is no such number or no program.
template <class T>
const T* element(const Program* program, std::vector<T> Program::*items, std::uint32_t index) noexcept {
  return program != nullptr && index < (program->*items).size() ? &(program->*items)[index] : nullptr;
}

template <class T>
std::string_view name_of(const T* item) noexcept {
  return item != nullptr ? std::string_view(item->title.name) : std::string_view();
}

template <class T>
std::string_view label_of(const T* item) noexcept {
  return item != nullptr ? std::string_view(item->title.label) : std::string_view();
}

const program::Title* value_title(const program::Fact* fact, std::int64_t value) noexcept {
  if (fact == nullptr || value < 0 || static_cast<std::uint64_t>(value) >= fact->values.size()) return nullptr;
  return &fact->values[static_cast<std::size_t>(value)];
}

const program::ZoneOffsets* zone_of(const Program* program) noexcept {
  if (program == nullptr || program->zone_calendar == none) return nullptr;
  return &program->calendars[program->zone_calendar].offsets;
}

constexpr std::array<std::uint8_t, 16> no_hash{};

}  // namespace

RuleSet::RuleSet() noexcept = default;
RuleSet::RuleSet(const RuleSet& other) noexcept : program_(share(other.program_)) {}
RuleSet::RuleSet(RuleSet&& other) noexcept : program_(other.program_) { other.program_ = nullptr; }

RuleSet& RuleSet::operator=(const RuleSet& other) noexcept {
  const Program* old = program_;
  program_ = share(other.program_);
  release(old);
  return *this;
}

RuleSet& RuleSet::operator=(RuleSet&& other) noexcept {
  std::swap(program_, other.program_);
  return *this;
}

RuleSet::~RuleSet() { release(program_); }

RuleSet RuleSet::adopt(const Program* owned) noexcept {
  RuleSet rules;
  rules.program_ = share(owned);
  return rules;
}

CaseKindId RuleSet::case_kind(std::string_view name) const noexcept {
  return {program_ != nullptr ? find(program_->cases, program_->cases_by_name, name) : none};
}
EventKindId RuleSet::event(std::string_view name) const noexcept {
  return {program_ != nullptr ? find(program_->events, program_->events_by_name, name) : none};
}
FieldId RuleSet::field(std::string_view name) const noexcept {
  return {program_ != nullptr ? find(program_->facts, program_->facts_by_name, name) : none};
}
RuleId RuleSet::rule(std::string_view name) const noexcept {
  return {program_ != nullptr ? find(program_->rules, program_->rules_by_name, name) : none};
}

std::size_t RuleSet::case_kind_count() const noexcept { return program_ != nullptr ? program_->cases.size() : 0; }
std::size_t RuleSet::event_count() const noexcept { return program_ != nullptr ? program_->events.size() : 0; }
std::size_t RuleSet::field_count() const noexcept { return program_ != nullptr ? program_->facts.size() : 0; }
std::size_t RuleSet::rule_count() const noexcept { return program_ != nullptr ? program_->rules.size() : 0; }

std::string_view RuleSet::name(CaseKindId kind) const noexcept {
  return name_of(element(program_, &Program::cases, kind.value));
}
std::string_view RuleSet::name(EventKindId event) const noexcept {
  return name_of(element(program_, &Program::events, event.value));
}
std::string_view RuleSet::label(EventKindId event) const noexcept {
  return label_of(element(program_, &Program::events, event.value));
}
std::string_view RuleSet::name(RoleId role) const noexcept {
  const program::Title* title = element(program_, &Program::roles, role.value);
  return title != nullptr ? std::string_view(title->name) : std::string_view();
}
std::string_view RuleSet::label(RoleId role) const noexcept {
  const program::Title* title = element(program_, &Program::roles, role.value);
  return title != nullptr ? std::string_view(title->label) : std::string_view();
}

FieldInfo RuleSet::info(FieldId field) const noexcept {
  FieldInfo info;
  const program::Fact* fact = element(program_, &Program::facts, field.value);
  if (fact == nullptr) return info;
  info.name = fact->title.name;
  info.label = fact->title.label;
  info.type = fact->type;
  info.first = fact->first;
  info.last = fact->last;
  if (fact->type == FieldType::set) {
    info.first = 0;
    info.last = static_cast<std::int64_t>(fact->values.size()) - 1;
  }
  info.decimals = fact->decimals;
  info.currency = fact->currency;
  info.given_by_table = fact->given_by_table;
  return info;
}

RuleInfo RuleSet::info(RuleId rule) const noexcept {
  RuleInfo info;
  const program::Rule* meta = element(program_, &Program::rules, rule.value);
  if (meta == nullptr) return info;
  info.name = meta->title.name;
  info.label = meta->title.label;
  info.english = meta->title.en;
  info.chinese = meta->title.zh;
  if (const program::Clause* clause = element(program_, &Program::clauses, meta->clause)) {
    info.clause = clause->title.name;
    info.clause_title = clause->title.label;
    info.handbook = clause->handbook;
  }
  info.bearer = name(RoleId{meta->bearer});
  info.kind = meta->kind;
  info.violation_grade = meta->violation_grade;
  info.of = RuleId{meta->of};
  info.version = meta->version;
  info.language = meta->language;
  return info;
}

std::string_view RuleSet::value_name(FieldId field, std::int64_t value) const noexcept {
  const program::Title* title = value_title(element(program_, &Program::facts, field.value), value);
  return title != nullptr ? std::string_view(title->name) : std::string_view();
}
std::string_view RuleSet::value_label(FieldId field, std::int64_t value) const noexcept {
  const program::Title* title = value_title(element(program_, &Program::facts, field.value), value);
  return title != nullptr ? std::string_view(title->label) : std::string_view();
}

std::span<const RoleId> RuleSet::notify(RuleId rule, std::uint8_t level) const noexcept {
  const program::Rule* meta = element(program_, &Program::rules, rule.value);
  if (meta == nullptr || level == 0 || level > meta->notify.size()) return {};
  return meta->notify[level - 1u];
}

std::string_view RuleSet::edition(RuleId rule, std::uint8_t edition) const noexcept {
  const program::Rule* meta = element(program_, &Program::rules, rule.value);
  const program::Clause* clause = meta != nullptr ? element(program_, &Program::clauses, meta->clause) : nullptr;
  if (clause == nullptr) return {};
  for (const program::Handbook& handbook : program_->handbooks) {
    if (handbook.title.name == clause->handbook && edition < handbook.editions.size()) return handbook.editions[edition];
  }
  return {};
}

std::span<const FieldId> RuleSet::fields(RuleId rule) const noexcept {
  const program::Rule* meta = element(program_, &Program::rules, rule.value);
  return meta != nullptr ? std::span<const FieldId>(meta->fields) : std::span<const FieldId>();
}

std::span<const EventKindId> RuleSet::steps(RuleId rule) const noexcept {
  const program::Rule* meta = element(program_, &Program::rules, rule.value);
  return meta != nullptr ? std::span<const EventKindId>(meta->steps) : std::span<const EventKindId>();
}

bool RuleSet::happens_to(EventKindId event, CaseKindId kind) const noexcept {
  const program::EventKind* e = element(program_, &Program::events, event.value);
  return e != nullptr && std::binary_search(e->cases.begin(), e->cases.end(), kind.value);
}

bool RuleSet::has_routines(CaseKindId kind) const noexcept {
  const program::CaseProgram* layout = element(program_, &Program::cases, kind.value);
  return layout != nullptr && layout->routines.count != 0;
}

CaseKindId RuleSet::case_kind_of(RuleId routine) const noexcept {
  for (std::uint32_t kind = 0; kind < case_kind_count(); ++kind) {
    const program::Range routines = program_->cases[kind].routines;
    for (std::uint32_t i = 0; i < routines.count; ++i) {
      if (program_->routines[routines.first + i].rule == routine.value) return {kind};
    }
  }
  return {none};
}

bool RuleSet::needs_case(CaseKindId kind) const noexcept {
  const program::CaseProgram* layout = element(program_, &Program::cases, kind.value);
  if (layout == nullptr || layout->routines.count == 0) return false;
  for (std::uint32_t i = 0; i < layout->routines.count; ++i) {
    if (!program_->routines[layout->routines.first + i].from_event) return true;
  }
  for (std::uint32_t p = 0; p < layout->plans.count; ++p) {
    const program::Range reactions = program_->plans[layout->plans.first + p].reactions;
    // The ends of a case are the last of an event's effects.
    if (reactions.count != 0 && program_->reactions[reactions.first + reactions.count - 1].effect >= program::Effect::end_case) return false;
  }
  return true;
}

bool RuleSet::carries(EventKindId event, FieldId field) const noexcept {
  const program::EventKind* e = element(program_, &Program::events, event.value);
  return e != nullptr && std::binary_search(e->fields.begin(), e->fields.end(), field.value);
}

std::string_view RuleSet::zone() const noexcept {
  return program_ != nullptr ? program_->zone_name : std::string_view("UTC");
}

Instant RuleSet::instant_of(std::int32_t day, std::int64_t time_of_day_us) const noexcept {
  const program::ZoneOffsets* zone = zone_of(program_);
  if (zone == nullptr) return Instant{program::instant_at_offset(day, time_of_day_us, 0)};
  return Instant{program::instant_of_local(*zone, day, time_of_day_us)};
}

LocalTime RuleSet::local_of(Instant instant) const noexcept {
  constexpr std::int64_t day_us = 86'400'000'000;
  const program::ZoneOffsets* zone = zone_of(program_);
  LocalTime local;
  local.offset_seconds = zone != nullptr ? program::offset_at(*zone, instant.us) : 0;
  // Apart, so that no sum can overflow: the day and its time, then the offset of less than a day.
  std::int64_t day = instant.us / day_us;
  std::int64_t time = instant.us % day_us + std::int64_t{local.offset_seconds} * 1'000'000;
  while (time < 0) {
    time += day_us;
    --day;
  }
  day += time / day_us;
  local.day = static_cast<std::int32_t>(day);
  local.time_of_day_us = time % day_us;
  return local;
}

std::size_t RuleSet::case_bytes(CaseKindId kind) const noexcept {
  const program::CaseProgram* layout = element(program_, &Program::cases, kind.value);
  return layout != nullptr ? layout->size : 0;
}

std::size_t RuleSet::snapshot_bytes(CaseKindId kind) const noexcept {
  return element(program_, &Program::cases, kind.value) != nullptr ? eval::snapshot_size(*program_, kind.value) : 0;
}

std::size_t RuleSet::max_decisions(CaseKindId kind) const noexcept {
  const program::CaseProgram* layout = element(program_, &Program::cases, kind.value);
  return layout != nullptr ? layout->max_decisions : 0;
}

std::span<const std::uint8_t, 16> RuleSet::hash() const noexcept {
  return program_ != nullptr ? std::span<const std::uint8_t, 16>(program_->hash)
                             : std::span<const std::uint8_t, 16>(no_hash);
}

std::int64_t RuleSet::lateness_us() const noexcept { return program_ != nullptr ? program_->lateness_us : 0; }

std::string_view RuleSet::zone_data_version() const noexcept {
  return program_ != nullptr ? program_->zone_data_version : std::string_view();
}

}  // namespace bylaw
