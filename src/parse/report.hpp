// From a token that does not fit to the finding that helps most: a keyword of the other language, words run together, a
// keyword where a name is wanted, or simply what was found and what was expected, in the words of the file's language.
#pragma once
#include <string_view>
#include <unordered_set>
#include <vector>

#include "diag/sink.hpp"
#include "lex/token.hpp"
#include "parse/grammar/log.hpp"

namespace bylaw::parse {

class Reporter {
 public:
  Reporter(const base::SourceFile& file, const lex::Tokens& tokens, diag::Sink& sink)
      : file_(file), tokens_(tokens), sink_(sink) {}

  // `token` stands where one of `expected` should; `block`: or any field of that block. `inside_unit`: the line before
  // is not complete without it.
  void unexpected(const lex::Token& token, std::vector<grammar::Want> expected, bool inside_unit,
                  const lang::Block* block = nullptr);
  // `token` begins a line of a block and opens none of its fields.
  void unknown_field(const lex::Token& token, lang::Block block);

  void keyword_as_name(const lex::Token& token);
  // A misspelt field of the block, worth a finding of its own.
  bool resembles_field(const lex::Token& token, lang::Block block) const;

  std::string_view slice(const lex::Token& token) const;

 private:
  bool other_language(const lex::Token& token, const std::vector<grammar::Want>& expected);
  bool glued(const lex::Token& token, const std::vector<grammar::Want>& expected);
  bool damaged_before(const lex::Token& token) const;
  bool misused_name(const lex::Token& token, const std::vector<grammar::Want>& expected);
  std::vector<std::string_view> split(std::string_view word);

  const base::SourceFile& file_;
  const lex::Tokens& tokens_;
  diag::Sink& sink_;
  std::unordered_set<std::string_view> names_;  // of the file, made when first needed
};

}  // namespace bylaw::parse
