// Rows of text and the tokens they give.
#include "base/limits.hpp"
#include "catch.hpp"
#include "lexing.hpp"

using namespace bylaw;
using test::lexed;
using test::shown;

TEST_CASE("words, phrases, names") {
  struct Row {
    const char* text;
    const char* tokens;
  };
  const Row rows[] = {
      {"bylaw 1 lang en", "kw:bylaw num:1 kw:lang kw:en"},
      {"法规 1 语言 zh", "kw:bylaw num:1 kw:lang kw:zh"},
      {"trigger complaint.received", "kw:trigger name:complaint.received"},
      {"clause SM-1.5.1-a of standard-manual", "kw:clause name:SM-1.5.1-a kw:of name:standard-manual"},
      {"limit 2 working days from trigger", "kw:limit num:2 kw:working days kw:from kw:trigger"},
      {"1 working day", "num:1 kw:working days"},
      {"working", "name:working"},
      {"working\ndays", "name:working kw:days"},
      {"risk at least as grave as 2", "name:risk kw:at least as grave as num:2"},
      {"at 2026-09-30 16:00", "kw:at date:20726 time:57600000000"},
      {"a>=b a > b", "name:a >= name:b name:a > name:b"},
      {"`limit` `two words`", "quoted:limit quoted:two words"},
      {"「期限」", "quoted:期限"},
      {"trailing. dot", "name:trailing name:dot"},
      {"_x", "name:x"},
      {"# a comment\nduty # another", "kw:duty"},
      {"法规 期限 2工作日", "kw:bylaw kw:limit num:2 kw:working days"},
      {"法规 期限2工作日", "kw:bylaw name:期限2工作日"},
      {"法规 trigger", "kw:bylaw name:trigger"},
      {"15minutes", "num:15 kw:minutes"},
      {"法规 3 个工作日", "kw:bylaw num:3 kw:working days"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(shown(lexed(row.text)) == row.tokens);
  }
}

TEST_CASE("numbers, percentages, dates, times") {
  struct Row {
    const char* text;
    const char* tokens;
    const char* findings;
  };
  const Row rows[] = {
      {"200.00", "num:20000e-2", ""},
      {"50%", "pct:50", ""},
      {"99.5%", "pct:995e-1", ""},
      {"1: 15 minutes", "num:1 : num:15 kw:minutes", ""},
      {"1:15", "num:1 : num:15", ""},
      {"09:30", "time:34200000000", ""},
      {"24:00", "time:86400000000", ""},
      {"24:01", "time:0", "bad-time"},
      {"23:59:60", "time:0", "bad-time"},
      {"17:30:00.000001", "time:63000000001", ""},
      {"17:30:00.0000001", "time:0", "bad-time"},
      {"16:00+08:00", "time:57600000000@28800", ""},
      {"16:00Z", "time:57600000000@0", ""},
      {"2026-10-01", "date:20727", ""},
      {"2026-02-30", "date:0", "bad-date"},
      {"2026-2-3", "date:0", "bad-date"},
      {"1234567890123456789", "num:0", "bad-number"},
      {"0.1234567891", "num:0", "bad-number"},
      {"999999999999999999", "num:999999999999999999", ""},
      {"12%", "pct:12", ""},
      {"09:30", "time:34200000000", ""},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const auto out = lexed(row.text);
    CHECK(shown(out) == row.tokens);
    CHECK(out.codes == row.findings);
  }
}

TEST_CASE("texts") {
  CHECK(shown(lexed("\"收到投诉\" \"a \\\"b\\\" \\\\ \\n\"")) == "text:收到投诉 text:a \"b\" \\ \\n");
  CHECK(shown(lexed("“全角引号”")) == "text:全角引号");
  CHECK(lexed("\"open\nnext\"").codes == "unterminated-string unterminated-string");
}

TEST_CASE("full-width marks are read as their narrow forms") {
  CHECK(shown(lexed("a\xef\xbc\x8c"
                    "b\xef\xbc\x9a\xef\xbd\x9b\xef\xbd\x9d\xe2\x89\xa5")) == "name:a , name:b : { } >=");
  CHECK(shown(lexed("a\xe3\x80\x80"
                    "b")) == "name:a name:b");
}

TEST_CASE("what cannot be read is reported at its exact place") {
  struct Row {
    std::string text;
    const char* finding;
    std::uint32_t begin;
    std::uint32_t end;
  };
  const Row rows[] = {
      {"duty ; x", "stray-character", 5, 6},
      {"duty \xff\xfe x", "invalid-utf8", 5, 7},
      {"# comment \xff more\nduty", "invalid-utf8", 10, 11},
      {"`open\nduty", "unterminated-name", 0, 5},
      {"「」", "unterminated-name", 0, 3},
      {"e\xcc\x81", "not-nfc", 0, 3},
      {"a \xe2\x80\xae b", "stray-character", 2, 5},
      {std::string(300, 'a'), "word-too-long", 0, 300},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const auto out = lexed(row.text);
    REQUIRE_FALSE(out.sink.all().empty());
    const auto& first = out.sink.all()[0];
    CHECK(std::string(name_of(first.kind)) == row.finding);
    CHECK(first.span.begin == row.begin);
    CHECK(first.span.end == row.end);
  }
}

TEST_CASE("tokens know their line and whether they open it") {
  const auto out = lexed("duty a\n  trigger x.y");
  REQUIRE(out.tokens.tokens.size() == 5);
  CHECK(out.tokens.tokens[0].first_on_line);
  CHECK_FALSE(out.tokens.tokens[1].first_on_line);
  CHECK(out.tokens.tokens[2].first_on_line);
  CHECK(out.tokens.tokens[2].line == 2);
}

TEST_CASE("words that need no quotes") {
  CHECK(lex::is_word("SM-1.5.1-a"));
  CHECK(lex::is_word("投诉.收到"));
  CHECK_FALSE(lex::is_word("a."));
  CHECK_FALSE(lex::is_word("1a"));
  CHECK_FALSE(lex::is_word("a b"));
  CHECK_FALSE(lex::is_word(""));
}
