// Any text: tokens that cover it, a tree, messages in both languages; and where it is right, text printed from the tree that
// gives the same tree again.
#include <string>

#include "base/source.hpp"
#include "diag/render.hpp"
#include "diag/sink.hpp"
#include "lex/from_text.hpp"
#include "parse/from_tokens.hpp"
#include "parse/print.hpp"
#include "targets.hpp"

namespace bylaw::fuzz {

namespace {

void expect_lossless(const lex::Tokens& tokens, const std::string& text) {
  std::uint32_t at = 0;
  std::size_t next = 0;
  const auto pass = [&](std::uint32_t to) {
    for (; next < tokens.trivia.size() && tokens.trivia[next].begin < to; ++next) {
      expect(tokens.trivia[next].begin == at && tokens.trivia[next].end <= to, "what is between two tokens is told");
      at = tokens.trivia[next].end;
    }
  };
  for (const lex::Token& token : tokens.tokens) {
    pass(token.begin);
    expect(token.begin == at && token.end >= token.begin, "tokens follow each other");
    at = token.end;
  }
  pass(UINT32_MAX);
  expect(at == text.size(), "tokens and what is between them cover the text");
}

std::string printed_again(const std::string& text, base::Language language) {
  const base::SourceFile file = base::make_source("printed.bylaw", text);
  diag::Sink sink;
  const parse::File tree = parse::parse_file(base::FileId(0u), file, sink);
  expect(!sink.has_errors(), "printed text is right");
  return parse::print(tree, language);
}

}  // namespace

void syntax(Bytes bytes) {
  const std::vector<base::SourceFile> files = {
      base::make_source("fuzz.bylaw", std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()))};
  diag::Sink sink;
  const lex::Tokens tokens = lex::from_text(base::FileId(0u), files[0], sink);
  if (tokens.usable) expect_lossless(tokens, files[0].text);
  const parse::File tree = parse::from_tokens(files[0], tokens, sink);
  const bool right = !sink.has_errors();
  const std::vector<diag::Diagnostic> found = sink.take(files);
  for (const base::Language language : {base::Language::english, base::Language::chinese}) {
    diag::render_text(found, files, language);
    diag::render_json(found, files, language);
    if (!right) continue;
    const std::string text = parse::print(tree, language);
    expect(printed_again(text, language) == text, "printed text gives the same tree");
  }
}

}  // namespace bylaw::fuzz
