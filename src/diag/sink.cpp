#include "diag/sink.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/utf8.hpp"

namespace bylaw::diag {
namespace {

bool refuses(Kind kind) { return level_of(kind) == Level::error || level_of(kind) == Level::deny; }

bool is_syntax_error(const Diagnostic& d) {
  return level_of(d.kind) == Level::error && code_of(d.kind).starts_with('S');
}

std::uint32_t line_of(const Diagnostic& d, std::span<const base::SourceFile> files) {
  if (d.span.file.value >= files.size()) return 0;
  return base::position_of(files[d.span.file.value], d.span.begin).line;
}

// Characters to change, add, drop or swap with a neighbour, to make one of the other. Gives up past `most`.
std::size_t distance(const std::u32string& a, const std::u32string& b, std::size_t most) {
  const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > most) return most + 1;
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({change, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

template <class Candidates>
std::vector<std::string> nearest(std::string_view word, const Candidates& candidates, std::size_t count) {
  const std::u32string wanted = base::code_points(word.substr(0, base::limits::word_bytes));
  const std::size_t most = std::max<std::size_t>(1, wanted.size() / 3);
  std::vector<std::pair<std::size_t, std::string_view>> found;
  for (std::string_view candidate : candidates) {
    if (candidate == word || candidate.size() > base::limits::word_bytes) continue;
    const std::u32string other = base::code_points(candidate);
    const std::size_t far = distance(wanted, other, most);
    // A word that shares no character is no help, however short both are.
    if (far <= most && far < std::max(wanted.size(), other.size())) found.emplace_back(far, candidate);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<std::string> out;
  for (std::size_t i = 0; i < found.size() && i < count; ++i) out.emplace_back(found[i].second);
  return out;
}

}  // namespace

Diagnostic& Sink::report(Kind kind, base::Span span, std::initializer_list<Argument> arguments) {
  return report(kind, span, std::vector<Argument>(arguments));
}

Diagnostic& Sink::report(Kind kind, base::Span span, std::vector<Argument> arguments) {
  if (refuses(kind)) ++errors_;
  Diagnostic made{kind, span, std::move(arguments), {}, {}, {}, false};
  if (items_.size() >= base::limits::diagnostics_kept) {
    ++not_kept_;
    overflow_ = std::move(made);
    return overflow_;
  }
  items_.push_back(std::move(made));
  return items_.back();
}

std::vector<Diagnostic> Sink::take(std::span<const base::SourceFile> files) {
  struct Placed {
    std::uint32_t line;
    Diagnostic item;
  };
  std::vector<Placed> placed;
  placed.reserve(items_.size());
  for (Diagnostic& item : items_) {
    const std::uint32_t line = line_of(item, files);
    placed.push_back({line, std::move(item)});
  }
  items_.clear();
  std::stable_sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
    if (a.item.span.file != b.item.span.file) return a.item.span.file < b.item.span.file;
    if (a.item.span.begin != b.item.span.begin) return a.item.span.begin < b.item.span.begin;
    return level_of(a.item.kind) < level_of(b.item.kind);
  });

  std::vector<Diagnostic> kept;
  const Placed* previous = nullptr;
  const Placed* syntax = nullptr;
  for (Placed& p : placed) {
    const auto same_file = [&p](const Placed* other) { return other && other->item.span.file == p.item.span.file; };
    // A finding without a place, such as one about a whole pack, follows from nothing.
    const bool has_place = static_cast<bool>(p.item.span.file);
    const bool follows = has_place && ((same_file(previous) && previous->item.span.begin == p.item.span.begin) ||
                                       (same_file(syntax) && syntax->line == p.line));
    if (follows) continue;
    previous = &p;
    if (is_syntax_error(p.item)) syntax = &p;
    kept.push_back(p.item);
  }

  // Of a file with very many findings, its errors are shown before its warnings.
  std::vector<Diagnostic> out;
  for (std::size_t begin = 0; begin < kept.size();) {
    std::size_t end = begin;
    while (end < kept.size() && kept[end].span.file == kept[begin].span.file) ++end;
    std::size_t errors_left = base::limits::diagnostics_shown;
    std::size_t errors = 0;
    for (std::size_t i = begin; i < end; ++i) errors += refuses(kept[i].kind);
    std::size_t others_left = errors < errors_left ? errors_left - errors : 0;
    for (std::size_t i = begin; i < end; ++i) {
      std::size_t& left = refuses(kept[i].kind) ? errors_left : others_left;
      if (left == 0) {
        ++not_kept_;
        continue;
      }
      --left;
      out.push_back(std::move(kept[i]));
    }
    begin = end;
  }
  return out;
}

std::vector<std::string> closest(std::string_view word, std::span<const std::string_view> candidates,
                                 std::size_t count) {
  return nearest(word, candidates, count);
}

std::vector<std::string> closest(std::string_view word, const std::vector<std::string>& candidates, std::size_t count) {
  return nearest(word, candidates, count);
}

}  // namespace bylaw::diag
