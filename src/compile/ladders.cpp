// The levels of a duty's ladders, and the order of all its checkpoints (compile/checkpoints.hpp).
#include <algorithm>
#include <numeric>

#include "compile/checkpoints.hpp"

namespace bylaw::compiler {

namespace {

using program::Activation;
using program::CheckpointKind;
using program::When;

constexpr diag::Phrase number_of_checkpoints{
    "the number of warnings, limits and levels of one duty, calendar editions included,",
    "一项义务的预警、期限与层级总数（含日历版本）"};
constexpr diag::Phrase number_of_a_level{"the number of a level", "层级编号"};
constexpr diag::Phrase number_of_repetitions{"the number of repetitions", "重复次数"};
constexpr std::size_t most_levels = 255;

}  // namespace

void Checkpoints::add_ladder(std::size_t index) {
  const check::Ladder& ladder = this->ladder(index);
  const std::size_t column = index + 1;
  const std::uint32_t rule = context_.rule_of(ladders_[index]);
  std::vector<std::uint32_t> opening;
  if (!ladder.at_any_hour && plan_.any_hours(column)) opening = plan_.column(column);
  for (std::uint32_t& table : opening) {
    if (table != program::none && !context_.out.calendars[table].has_hours) table = program::none;  // never closed
  }
  const program::Range adjust = append(context_.out.index_lists, opening);
  std::vector<check::Level> levels = ladder.levels;
  std::stable_sort(levels.begin(), levels.end(),
                   [](const check::Level& a, const check::Level& b) { return a.number < b.number; });
  for (const check::Level& level : levels) {
    if (level.number < 1 || level.number > static_cast<std::int64_t>(most_levels)) {
      context_.refuse(level.phase.span, number_of_a_level, most_levels);
      continue;
    }
    CheckpointDraft draft;
    draft.program.kind = CheckpointKind::level;
    draft.program.level = static_cast<std::uint8_t>(level.number);
    draft.program.ladder = static_cast<std::uint8_t>(index);
    draft.program.rule = rule;
    draft.program.adjust = adjust;
    fill(draft, {level.phase, column, index});
    drafts_.push_back(draft);
  }
  if (!ladder.repeat_every || levels.empty()) return;
  if (ladder.repeat_at_most > most_levels) context_.refuse(ladder.title.span, number_of_repetitions, most_levels);
  CheckpointDraft draft;
  draft.program.kind = CheckpointKind::repeat;
  draft.program.level = static_cast<std::uint8_t>(levels.back().number);
  draft.program.ladder = static_cast<std::uint8_t>(index);
  draft.program.rule = rule;
  draft.program.adjust = adjust;
  ClockUse use;
  use.activation = Activation::level;
  use.index = static_cast<std::uint8_t>(draft_of_level(index, levels.back().number));
  use.column = column;
  one_row(draft, clocks_.target(*ladder.repeat_every, use));
  drafts_.push_back(draft);
}

std::size_t Checkpoints::draft_of_level(std::size_t ladder, std::int64_t number) const {
  for (std::size_t i = 0; i < drafts_.size(); ++i) {
    const program::CheckpointProgram& point = drafts_[i].program;
    if (point.kind == CheckpointKind::level && point.ladder == ladder && point.level == number) return i;
  }
  return drafts_.size();
}

// Calendars first, then what comes before the limit, the limit, what comes after, and repetitions; a deadline that is the very
// instant of the withdrawal is one of the standard still in force (row sem-V2).
int Checkpoints::group(const CheckpointDraft& draft) const {
  const program::CheckpointProgram& point = draft.program;
  switch (point.kind) {
    case CheckpointKind::recalendar:
    case CheckpointKind::in_force: return 0;
    case CheckpointKind::withdrawal: return 5;
    case CheckpointKind::limit: return 2;
    case CheckpointKind::repeat: return 4;
    default: break;
  }
  if (point.needs_breach || draft.waits) return 3;
  if (limit_.none() || point.when != When::reach) return 1;
  const program::Target target = limit_.value(0, 0).target;
  const program::Target own = draft.rows.front();
  if (own.clock != target.clock) return 1;
  const bool before = point.kind == CheckpointKind::warning ? own.amount <= target.amount : own.amount < target.amount;
  return before ? 1 : 3;
}

// Within a group by threshold, where all of the group are reached on one clock; else as they are written, warnings
// first.
std::vector<std::uint32_t> Checkpoints::order() const {
  std::vector<std::uint32_t> order(drafts_.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto group_of = [&](std::uint32_t i) { return group(drafts_[i]); };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return group_of(a) < group_of(b); });
  for (auto first = order.begin(); first != order.end();) {
    const auto last =
        std::find_if(first, order.end(), [&](std::uint32_t i) { return group_of(i) != group_of(*first); });
    const std::uint8_t clock = drafts_[*first].rows.front().clock;
    const bool one_clock = std::all_of(first, last, [&](std::uint32_t i) {
      return drafts_[i].program.when == When::reach && drafts_[i].rows.front().clock == clock;
    });
    if (one_clock) {
      std::stable_sort(first, last, [&](std::uint32_t a, std::uint32_t b) {
        return drafts_[a].rows.front().amount < drafts_[b].rows.front().amount;
      });
    }
    first = last;
  }
  return order;
}

bool Checkpoints::ordered(const std::vector<std::uint32_t>& order) const {
  if (limit_.none() || limit_.terms() != 1 || duty_.maintain) return false;
  for (std::size_t variant = 0; variant < limit_.variants(); ++variant) {
    std::int64_t reached = 0;
    for (const std::uint32_t i : order) {
      const CheckpointDraft& draft = drafts_[i];
      if (draft.program.when != When::reach || draft.program.adjust.count != 0) return false;
      if (draft.rows[variant].clock != limit_.value(variant, 0).target.clock) return false;
      if (draft.rows[variant].amount < reached) return false;
      reached = draft.rows[variant].amount;
    }
  }
  return true;
}

std::vector<std::uint8_t> Checkpoints::write(program::DutyProgram& out) {
  program::Program& program = context_.out;
  if (drafts_.size() > limits::checkpoints) {
    context_.refuse(duty_.title.span, number_of_checkpoints, limits::checkpoints);
    drafts_.resize(limits::checkpoints);
  }
  const std::vector<std::uint32_t> order = this->order();
  std::vector<std::uint8_t> places(256, 0xff);
  out.checkpoints = {index_of(program.checkpoints.size()), index_of(order.size())};
  for (std::size_t place = 0; place < order.size(); ++place) {
    const CheckpointDraft& draft = drafts_[order[place]];
    places[order[place]] = static_cast<std::uint8_t>(place);
    const std::uint64_t bit = std::uint64_t{1} << place;
    if (draft.combined) out.combined |= bit;
    if (draft.moved) out.moved |= bit;
    if (draft.program.kind == CheckpointKind::limit) out.limit_checkpoint = static_cast<std::uint8_t>(place);
    if (draft.program.kind == CheckpointKind::withdrawal) out.withdrawal = static_cast<std::uint8_t>(place);
    program.checkpoints.push_back(draft.program);
  }
  out.thresholds = index_of(program.targets.size());
  const std::size_t terms = limit_.terms();
  for (std::size_t variant = 0; variant < limit_.variants(); ++variant) {
    for (const std::uint32_t i : order) {
      for (std::size_t term = 0; term < terms; ++term) {
        program.targets.push_back(drafts_[i].rows[variant * terms + term]);
      }
    }
  }
  out.ordered = ordered(order);
  write_ladders(out, places);
  return places;
}

void Checkpoints::write_ladders(program::DutyProgram& out, const std::vector<std::uint8_t>& places) {
  out.ladders = {index_of(context_.out.ladders.size()), index_of(ladders_.size())};
  for (std::size_t l = 0; l < ladders_.size(); ++l) {
    const check::Ladder& ladder = this->ladder(l);
    program::LadderProgram written;
    written.rule = context_.rule_of(ladders_[l]);
    written.repeat_at_most = static_cast<std::uint8_t>(std::min<std::uint32_t>(ladder.repeat_at_most, most_levels));
    written.highest_only = ladder.highest_only;
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
      const program::CheckpointProgram& point = drafts_[i].program;
      if (point.ladder != l || places[i] == 0xff) continue;
      const std::uint64_t bit = std::uint64_t{1} << places[i];
      if (point.kind == CheckpointKind::repeat) {
        written.repeat |= bit;
        written.unanswered |= bit;
        continue;
      }
      written.levels |= bit;
      if (drafts_[i].waits) written.unanswered |= bit;
    }
    context_.out.ladders.push_back(written);
  }
}

}  // namespace bylaw::compiler
