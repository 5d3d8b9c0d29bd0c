// From syntax trees to the checked tree: names, types, spans, limits. The only way in to check.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "base/source.hpp"
#include "check/tree.hpp"
#include "diag/sink.hpp"
#include "parse/ast.hpp"

namespace bylaw::check {

// All files together; declarations may stand in any order and any of them. Everything wrong is reported; nothing comes back if
// the sink has an error afterwards, its own or an earlier one. `use` must name one of the sources.
std::optional<Tree> from_files(std::span<const parse::File> files, std::span<const base::SourceFile> sources,
                               diag::Sink& sink, std::string_view profile = {}, std::optional<std::int32_t> as_of = {});

}  // namespace bylaw::check
