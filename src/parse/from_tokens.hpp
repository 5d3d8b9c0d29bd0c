// Tokens to the tree of ast.hpp. Spirit parses one head or field at a time (grammar/grammar.hpp); a plain loop drives
// the declarations and fields, reports once for each, and goes on at the next line that opens one.
#pragma once
#include "base/source.hpp"
#include "diag/sink.hpp"
#include "lex/token.hpp"
#include "parse/ast.hpp"

namespace bylaw::parse {

// Whatever could be read is in the tree; with an error in the sink it is incomplete and must not be compiled.
// `file` is the text the tokens were made from.
File from_tokens(const base::SourceFile& file, const lex::Tokens& tokens, diag::Sink& sink);

// Both steps from text: tokens, then the tree.
File parse_file(base::FileId id, const base::SourceFile& file, diag::Sink& sink);

}  // namespace bylaw::parse
