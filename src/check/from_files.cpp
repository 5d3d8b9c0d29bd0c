#include "check/from_files.hpp"

#include "check/context.hpp"

namespace bylaw::check {

namespace {

// What of the files counts: see Context.
enum class Reading : std::uint8_t { all, whatever_is_written, in_force };

std::optional<Tree> read(std::span<const parse::File> files, std::span<const base::SourceFile> sources, diag::Sink& sink,
                         const Selection& selection, Reading reading) {
  Context c(files, sink, selection, reading == Reading::in_force, reading != Reading::whatever_is_written);
  c.tree.as_of = selection.as_of;
  if (selection.profile != nullptr) c.tree.profile = selection.profile->name.text;
  check_uses(c, sources);
  collect(c);
  check_vocabulary(c);
  check_editions(c);
  check_profiles(c);
  check_calendars(c);
  check_tables(c);
  check_duties(c);
  check_precedence(c);
  check_ladders(c);
  check_records(c);
  check_disclosures(c);
  check_prohibitions(c);
  check_sequences(c);
  check_routines(c);
  if (!sink.has_errors()) check_askings(c);
  check_kpis(c);
  check_clauses(c);
  if (c.judged && !sink.has_errors()) check_contradictions(c);
  check_tests(c);
  if (sink.has_errors()) return std::nullopt;
  note_fingerprints(c);
  return std::move(c.tree);
}

}  // namespace

std::optional<Tree> from_files(std::span<const parse::File> files, std::span<const base::SourceFile> sources,
                               diag::Sink& sink, std::string_view profile, std::optional<std::int32_t> as_of) {
  Selection selection = selection_of(files, profile, sink);
  selection.as_of = as_of;
  if (selection.profile == nullptr && !profile.empty()) return std::nullopt;  // there is no such profile
  if (selection.profile == nullptr) return read(files, sources, sink, selection, Reading::all);
  if (!read(files, sources, sink, selection, Reading::whatever_is_written)) return std::nullopt;
  return read(files, sources, sink, selection, Reading::in_force);
}

}  // namespace bylaw::check
