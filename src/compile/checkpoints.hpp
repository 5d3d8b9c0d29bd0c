// What a duty does when time passes: its warnings, its limit, the levels of its ladders, as checkpoints in the order in
// which they are established at one instant.
#pragma once
#include <cstdint>
#include <vector>

#include "compile/limits_of_duty.hpp"

namespace bylaw::compiler {

// A checkpoint before its place in the order is known. Until then activations by a level name drafts, not places.
struct CheckpointDraft {
  program::CheckpointProgram program;
  bool waits = false;                  // for an answer to another level
  bool combined = false;               // bits of DutyProgram::combined and ::moved
  bool moved = false;
  std::vector<program::Target> rows;   // [variant * terms + term]
};

class Checkpoints {
 public:
  Checkpoints(const Context& context, check::DutyId duty, const std::vector<check::LadderId>& ladders,
              const CalendarPlan& plan, Clocks& clocks, const LimitTable& limit);

  // The duty's ladders, checkpoints and thresholds, and by draft the place it has got, for Clocks::write.
  std::vector<std::uint8_t> write(program::DutyProgram& out);

 private:
  // What one warning or level asks of the clocks.
  struct Request {
    const check::Phase& phase;
    std::size_t column;
    std::size_t ladder;  // index; a warning has none
  };

  void add_recalendars();
  void add_in_force();
  void add_withdrawal();
  void add_at(program::CheckpointKind kind, std::int64_t instant);
  void add_warnings();
  void add_limit();
  void add_ladder(std::size_t index);
  const check::Ladder& ladder(std::size_t index) const { return context_.tree.ladders[ladders_[index].value]; }
  std::size_t draft_of_level(std::size_t ladder, std::int64_t number) const;
  void fill(CheckpointDraft& draft, const Request& request);
  void percent(CheckpointDraft& draft, const check::Phase& phase, bool remaining);
  void share_of_open_time(CheckpointDraft& draft);
  void remaining(CheckpointDraft& draft, const Request& request);
  void at_breach(CheckpointDraft& draft, const Request& request);
  void unanswered(CheckpointDraft& draft, const Request& request);
  void limit_rows(CheckpointDraft& draft) const;
  void one_row(CheckpointDraft& draft, program::Target target) const;

  std::vector<std::uint32_t> order() const;
  int group(const CheckpointDraft& draft) const;
  bool ordered(const std::vector<std::uint32_t>& order) const;
  void write_ladders(program::DutyProgram& out, const std::vector<std::uint8_t>& places);

  const Context& context_;
  const check::Duty& duty_;
  const std::uint32_t rule_;
  const std::vector<check::LadderId>& ladders_;
  const CalendarPlan& plan_;
  Clocks& clocks_;
  const LimitTable& limit_;
  std::vector<CheckpointDraft> drafts_;
};

}  // namespace bylaw::compiler
