// A table in a case judged again: the results it gave, and the facts they came from.
#include "eval/facts.hpp"
#include "explain/conditions.hpp"
#include "explain/watchers.hpp"

namespace bylaw::explainer {

namespace {

class TableWatcher : public Watcher {
 public:
  TableWatcher(const Judging& judging, const program::TableProgram& table)
      : p_(judging.program()), view_(judging.view), table_(table) {
    // Facts that the table reads.
    const auto index = static_cast<std::uint32_t>(&table - p_.tables.data());
    const program::Range slots = judging.layout().slots;
    for (std::uint32_t s = slots.first; s < slots.first + slots.count; ++s) {
      const program::Range readers = p_.slots[s].tables;
      for (std::uint32_t r = 0; r < readers.count; ++r) {
        if (p_.index_lists[readers.first + r] == index) inputs_.push_back(s);
      }
    }
  }

  void after(const Step& step) override {
    if (step.event == no_event) return;
    const Reading now = reading_of(view_, table_.result);
    if (now.known == last_.known && (!now.known || now.value == last_.value)) return;
    last_ = now;
    if (!table_.in_force.at(step.at)) return;  // another edition gave it
    results_.push_back({step.at, step.event, now, from()});
  }

  void conclude(std::int64_t, RuleExplanation& into) override {
    into.zone = p_.zone_calendar;
    into.inputs = from();
    into.concerned = !results_.empty();
    const std::uint32_t editions = results_.empty() ? 0 : eval::count_at_or_before(view_, table_.editions, results_.front().at);
    into.edition = editions > 0 ? editions - 1 : 0;
    into.results = std::move(results_);
  }

 private:
  std::vector<Reading> from() const {
    std::vector<Reading> readings;
    for (const std::uint32_t slot : inputs_) readings.push_back(reading_of(view_, slot));
    return readings;
  }

  const program::Program& p_;
  const eval::View& view_;
  const program::TableProgram& table_;
  std::vector<std::uint32_t> inputs_;
  std::vector<TableResult> results_;
  Reading last_;
};

}  // namespace

std::unique_ptr<Watcher> watch_table(const Judging& judging, std::uint32_t rule) {
  const program::Range tables = judging.layout().tables;
  for (std::uint32_t t = 0; t < tables.count; ++t) {
    const program::TableProgram& table = judging.program().tables[tables.first + t];
    if (table.rule == rule) return std::make_unique<TableWatcher>(judging, table);
  }
  return nullptr;
}

}  // namespace bylaw::explainer
