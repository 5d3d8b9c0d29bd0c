#pragma once
#include <optional>
#include <span>
#include "base/source.hpp"
#include "check/tree.hpp"
#include "diag/sink.hpp"
#include "parse/ast.hpp"
namespace bylaw::check {
std::optional<Tree> from_files(std::span<const parse::File> files, std::span<const base::SourceFile> sources, diag::Sink& sink);
}
