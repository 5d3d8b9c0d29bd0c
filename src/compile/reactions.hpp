// What each event does in one kind of case, and the bits it sets there: anchors and pause reasons.
#pragma once
#include <cstdint>
#include <vector>

#include "compile/context.hpp"

namespace bylaw::compiler {

class Reactions {
 public:
  Reactions(const Context& context, check::CaseKindId kind) : context_(context), kind_(kind) {}

  // One plan for each event kind, with the fields it carries. `slots`: by fact.
  void write_plans(const std::vector<std::uint32_t>& slots, program::CaseProgram& layout);

  void on(const check::EventMatch& event, program::Effect effect, std::size_t detail = 0,
          std::uint32_t target = program::none, std::uint32_t guard = program::none);

  // What the event means to a rule judged at events; `target` is its index in the program's vector of its kind.
  void look(const check::EventMatch& event, program::LookKind kind, std::uint32_t target,
            std::uint32_t guard = program::none, std::size_t detail = 0);

  // Equal events share an anchor slot; equal pairs of events share a pause reason. The number of it.
  std::uint8_t anchor(const check::EventMatch& event);
  std::uint8_t pause_reason(const check::Pause& pause);

  // What the case itself reacts to, then all reactions in the order of their effects.
  void write(program::CaseProgram& layout);

 private:
  struct Draft {
    std::uint32_t event;
    program::Reaction reaction;
  };

  std::uint32_t where(const check::EventMatch& event);

  const Context& context_;
  check::CaseKindId kind_;
  struct LookDraft {
    std::uint32_t event;
    program::Look look;
  };

  void write_looks(const program::CaseProgram& layout);

  std::vector<Draft> drafts_;
  std::vector<LookDraft> looks_;
  std::vector<check::EventMatch> anchors_;
  std::vector<std::pair<check::EventMatch, check::EventMatch>> pauses_;
};

}  // namespace bylaw::compiler
