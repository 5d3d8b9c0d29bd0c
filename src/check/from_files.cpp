#include "check/from_files.hpp"

#include "check/context.hpp"

namespace bylaw::check {

std::optional<Tree> from_files(std::span<const parse::File> files, std::span<const base::SourceFile> sources,
                               diag::Sink& sink) {
  Context c(files, sink);
  check_uses(c, sources);
  collect(c);
  check_vocabulary(c);
  check_calendars(c);
  check_tables(c);
  check_duties(c);
  check_ladders(c);
  check_records(c);
  check_disclosures(c);
  check_prohibitions(c);
  check_sequences(c);
  check_routines(c);
  check_kpis(c);
  check_clauses(c);
  check_tests(c);
  if (sink.has_errors()) return std::nullopt;
  return std::move(c.tree);
}

}  // namespace bylaw::check
