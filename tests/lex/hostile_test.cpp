// Any bytes give tokens or diagnostics, quickly, and every byte is covered exactly once.
#include <algorithm>
#include <random>

#include "base/limits.hpp"
#include "catch.hpp"
#include "lexing.hpp"

using namespace bylaw;
using test::lexed;

namespace {

void covers_every_byte(const test::Lexed& in) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> parts;
  for (const auto& t : in.tokens.tokens) {
    if (t.kind != lex::TokenKind::end) parts.emplace_back(t.begin, t.end);
  }
  for (const auto& t : in.tokens.trivia) parts.emplace_back(t.begin, t.end);
  std::sort(parts.begin(), parts.end());
  std::uint32_t at = 0;
  bool whole = true;
  for (const auto& [begin, end] : parts) {
    whole = whole && begin == at && end > begin;
    at = end;
  }
  CHECK(whole);
  CHECK(at == in.file.text.size());
}

}  // namespace

TEST_CASE("tokens and trivia cover a rule file") {
  covers_every_byte(
      lexed("\xef\xbb\xbf"
            "bylaw 1 lang en\r\n\r\n  duty a \"标签\" { # why\n limit 2 working   days }\n"));
}

TEST_CASE("random bytes") {
  std::mt19937 random(20260930);
  const std::string alphabet = "ab{}()|\"`#\n\r 0129-.:%\\\xe4\xb8\xad\xef\xbc\x9a\xff\xe3\x80";
  for (int round = 0; round < 400; ++round) {
    std::string text;
    const std::size_t size = random() % 200;
    for (std::size_t i = 0; i < size; ++i) {
      text.push_back(round % 2 ? static_cast<char>(random() & 0xff) : alphabet[random() % alphabet.size()]);
    }
    covers_every_byte(lexed(text));
  }
}

TEST_CASE("large and deep files are refused before the grammar") {
  struct Row {
    const char* what;
    std::string text;
    const char* finding;
  };
  std::string nested_nots, words;
  for (int i = 0; i < 100'000; ++i) nested_nots += "not ";
  for (std::uint32_t i = 0; i <= base::limits::file_tokens; ++i) words += "a ";
  const Row rows[] = {
      {"braces", std::string(500'000, '{'), "too-deep"},
      {"parentheses", std::string(500'000, '('), "too-deep"},
      {"negations", nested_nots, "too-deep"},
      {"tokens", words, "too-deep"},
      {"bytes", std::string(base::limits::file_bytes + 1, ' '), "file-too-large"},
      {"text", "\"" + std::string(base::limits::text_bytes + 1, 'x') + "\"", "too-deep"},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    const auto out = lexed(row.text);
    CHECK(out.codes.starts_with(row.finding));
    if (std::string(row.what) != "text") CHECK_FALSE(out.tokens.usable);
    covers_every_byte(out);
  }
}

TEST_CASE("negations beside each other are not nested") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "not a and not (b) or ";
  CHECK(lexed(text).tokens.usable);
}

TEST_CASE("a megabyte of closing marks, of damaged bytes, of quotes") {
  for (const char* unit : {"}", "\xff", "\"", "`", "\xe4", "a\n", "1", "#", "\n", "。"}) {
    std::string text;
    while (text.size() + 4 < base::limits::file_bytes) text += unit;
    covers_every_byte(lexed(text));
  }
}
