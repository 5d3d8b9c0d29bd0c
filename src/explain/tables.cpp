// A table in one case: the results it gave, and the facts they came from.
#include <vector>

#include "bylaw/case.hpp"
#include "eval/facts.hpp"
#include "explain/conditions.hpp"
#include "explain/story.hpp"
#include "explain/telling.hpp"

namespace bylaw::explainer {

namespace {

const program::TableProgram* table_of(const program::Program& program, CaseKindId kind, std::uint32_t rule) {
  const program::Range tables = program.cases[kind.value].tables;
  for (std::uint32_t t = 0; t < tables.count; ++t) {
    if (program.tables[tables.first + t].rule == rule) return &program.tables[tables.first + t];
  }
  return nullptr;
}

// Facts that the table reads, as indices of Program::slots.
std::vector<std::uint32_t> inputs_of(const program::Program& program, CaseKindId kind, const program::TableProgram& table) {
  std::vector<std::uint32_t> inputs;
  const program::Range slots = program.cases[kind.value].slots;
  const auto index = static_cast<std::uint32_t>(&table - program.tables.data());
  for (std::uint32_t s = 0; s < slots.count; ++s) {
    const program::Range readers = program.slots[slots.first + s].tables;
    for (std::uint32_t r = 0; r < readers.count; ++r) {
      if (program.index_lists[readers.first + r] == index) inputs.push_back(slots.first + s);
    }
  }
  return inputs;
}

struct Given {
  bool known = false;
  std::int64_t value = 0;
};

}  // namespace

bool tell_table(Telling& t, std::uint32_t rule, bool only_if_triggered) {
  const program::Program& p = t.program();
  const program::TableProgram* table = table_of(p, t.kind, rule);
  if (table == nullptr) return false;
  std::vector<std::uint64_t> memory((t.rules.case_bytes(t.kind) + 7) / 8);
  const std::span<std::byte> bytes = std::as_writable_bytes(std::span(memory));
  Case judged(t.rules, t.kind, bytes);
  if (judged.open(1, t.given) != Status::ok) return false;
  const eval::View view{p, p.cases[t.kind.value], bytes.data(), nullptr};
  const std::vector<std::uint32_t> inputs = inputs_of(p, t.kind, *table);
  const program::CalendarTable* calendar = p.zone_calendar == program::none ? nullptr : &p.calendars[p.zone_calendar];
  const WallClock wall(calendar, t.language());
  const auto from = [&] {
    std::string text;
    for (const std::uint32_t slot : inputs) {
      std::int64_t value = 0;
      const bool known = eval::fact(view, p.slots[slot], value);
      text += (text.empty() ? "" : ", ") + fact_text(p.facts[p.slots[slot].fact], known, value, t.language());
    }
    return text;
  };
  const program::FactSlot& result = p.slots[table->result];
  std::vector<Decision> buffer(t.rules.max_decisions(t.kind) + 256);
  std::vector<std::string> lines;
  Given last;
  for (const Event& event : ordered(t.events)) {
    if (t.options.now != never && event.at > t.options.now) break;
    Result taken = judged.apply(event, buffer);
    while (taken.status == Status::buffer_too_small) {
      buffer.resize(taken.needed);
      taken = judged.apply(event, buffer);
    }
    if (static_cast<int>(taken.status) < 0) break;
    Given now;
    now.known = eval::fact(view, result, now.value);
    if (now.known == last.known && (!now.known || now.value == last.value)) continue;
    last = now;
    const std::string given = fact_text(p.facts[result.fact], now.known, now.value, t.language());
    lines.push_back(wall.instant(event.at.us) + "  " +
                    say(t.language(), Phrase::table_gives, {t.name_of(event), say(t.language(), Phrase::table_from, {given, from()})}));
  }
  if (lines.empty() && only_if_triggered) return false;
  t.head(rule, 0);
  if (lines.empty()) t.line(say(t.language(), Phrase::table_never, {from()}), 2);
  for (const std::string& line : lines) t.line(line, 2);
  t.text += '\n';
  return true;
}

}  // namespace bylaw::explainer
