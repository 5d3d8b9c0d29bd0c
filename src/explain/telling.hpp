// Shared by the files that write sentences: what they read and the text they add to.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "explain/explanation.hpp"
#include "explain/names.hpp"
#include "explain/phrases.hpp"
#include "explain/times.hpp"
#include "explain/to_text.hpp"

namespace bylaw::explainer {

struct Telling {
  const RuleSet& rules;
  const Explanation& from;
  Language language = Language::english;
  EventNames names;
  std::string text;

  const program::Program& program() const { return *rules.program(); }
  std::string say(Phrase phrase, std::initializer_list<std::string_view> arguments = {}) const {
    return explainer::say(language, phrase, arguments);
  }
  WallClock wall(std::uint32_t calendar) const;  // none: UTC
  std::string event(std::size_t index) const;    // complaint.received (e1); time passes
  void line(std::string_view content, int indent = 1);  // two blanks each
  void head(const RuleExplanation& rule);        // the rule, its clause, handbook and edition, and its parameters
  void consequence(std::uint32_t rule);          // who bears it, and what a breach is

 private:
  void parameters(std::uint32_t rule);
};

// An instant and what happened then. Instants stand in a column.
struct Line {
  std::int64_t at = 0;
  std::string text;
};
void tell_lines(Telling& telling, const WallClock& wall, const std::vector<Line>& lines);

// The lines of a sum: a date or dates, what of them, what they add and what that makes. `zone`: of times without a calendar.
void tell_sum(Telling& telling, const Sum& sum, const std::vector<Stop>& stops, std::uint32_t zone);

void tell_duty(Telling& telling, const RuleExplanation& rule);
void tell_notes(Telling& telling, const RuleExplanation& rule);
void tell_routine(Telling& telling, const RuleExplanation& rule);
void tell_table(Telling& telling, const RuleExplanation& rule);

}  // namespace bylaw::explainer
