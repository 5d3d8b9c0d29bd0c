// Collects diagnostics of one run. Way in: `report`; way out: `take`, which sorts, drops cascades and caps the number.
//
//   sink.report(Kind::unknown_name, span, {name}).suggest(diag::closest(name, candidates)).note(Note::declared_here,
//   there);
#pragma once
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostic.hpp"

namespace bylaw::diag {

class Sink {
 public:
  // The reference is good until the next call of `report`. Past the number kept (base/limits.hpp) findings are counted
  // and not stored.
  Diagnostic& report(Kind kind, base::Span span, std::initializer_list<Argument> arguments = {});
  Diagnostic& report(Kind kind, base::Span span, std::vector<Argument> arguments);

  bool has_errors() const { return errors_ != 0; }  // any of level error or deny, also those not kept
  std::size_t error_count() const { return errors_; }
  std::size_t not_kept() const { return not_kept_; }
  const std::vector<Diagnostic>& all() const { return items_; }  // in the order of reporting

  // Sorted by file and place. Dropped as cascades: a second finding at the same start of the same file, and whatever
  // stands on a line after a syntax error of that line. Then at most `limits::diagnostics_shown` of each file, errors
  // first. Leaves the sink empty of diagnostics; `has_errors` keeps its answer.
  std::vector<Diagnostic> take(std::span<const base::SourceFile> files);

 private:
  std::vector<Diagnostic> items_;
  Diagnostic overflow_;
  std::size_t errors_ = 0;
  std::size_t not_kept_ = 0;
};

// The candidates nearest to `word`, best first, at most `count`: by characters exchanged, added, dropped or swapped
// with a neighbour; none if more than a third of the word (at least one character) differs.
std::vector<std::string> closest(std::string_view word, std::span<const std::string_view> candidates,
                                 std::size_t count = 1);
std::vector<std::string> closest(std::string_view word, const std::vector<std::string>& candidates,
                                 std::size_t count = 1);

}  // namespace bylaw::diag
