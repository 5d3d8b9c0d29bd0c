#include "explain/points.hpp"

namespace bylaw::explainer {

namespace {

using program::CheckpointKind;
using program::CheckpointProgram;

// The rule that a decision on the point names, and its number there.
bool is_of(const CheckpointProgram& point, const Decision& decision) {
  if (point.rule != decision.rule.value || point.when != program::When::reach) return false;
  switch (point.kind) {
    case CheckpointKind::warning: return decision.kind == DecisionKind::warning && point.level == decision.level;
    case CheckpointKind::level: return decision.kind == DecisionKind::level && point.level == decision.level;
    case CheckpointKind::repeat: return decision.kind == DecisionKind::level;
    default: return false;
  }
}

}  // namespace

std::vector<Point> points_of(const program::Program& program, const program::DutyProgram& duty, const program::InstanceState& instance,
                             const Decision& decision) {
  std::vector<Point> points;
  const bool extended = instance.extra != 0 || instance.replaced != 0;
  for (std::uint32_t i = 0; i < duty.checkpoints.count; ++i) {
    const CheckpointProgram& point = program.checkpoints[duty.checkpoints.first + i];
    if (!is_of(point, decision) || (duty.combined >> i & 1) != 0 || (extended && (duty.moved >> i & 1) != 0)) continue;
    const std::size_t row = std::size_t{instance.variant} * duty.checkpoints.count + i;
    points.push_back({program.targets[duty.thresholds + row * duty.term_count], point.kind == CheckpointKind::repeat, point.adjust});
  }
  return points;
}

}  // namespace bylaw::explainer
