// Order, cascades, caps, and did-you-mean.
#include "diag/sink.hpp"

#include "base/limits.hpp"
#include "catch.hpp"

using namespace bylaw;
using diag::Kind;

namespace {

base::Span at(std::uint32_t begin, std::uint32_t end) { return {base::FileId(0u), begin, end}; }

}  // namespace

TEST_CASE("findings are sorted by place") {
  const std::vector<base::SourceFile> files = {base::make_source("a", "one\ntwo\nthree\n")};
  diag::Sink sink;
  sink.report(Kind::bad_date, at(8, 10), {"x"});
  sink.report(Kind::bad_time, at(0, 1), {"x"});
  const auto found = sink.take(files);
  REQUIRE(found.size() == 2);
  CHECK(found[0].kind == Kind::bad_time);
  CHECK(sink.has_errors());
}

TEST_CASE("a second finding at one place, or after a syntax error of the line, is a cascade") {
  const std::vector<base::SourceFile> files = {base::make_source("a", "one two three\nfour\n")};
  diag::Sink sink;
  sink.report(Kind::bad_date, at(4, 7), {"x"});
  sink.report(Kind::bad_time, at(4, 7), {"x"});
  sink.report(Kind::bad_number, at(8, 9), {"x", "y"});
  sink.report(Kind::bad_number, at(14, 15), {"x", "y"});
  const auto found = sink.take(files);
  REQUIRE(found.size() == 2);
  CHECK(found[0].kind == Kind::bad_date);
  CHECK(found[1].span.begin == 14);
}

TEST_CASE("the number reported and the number kept are bounded, the rest is counted") {
  const std::uint32_t many = base::limits::diagnostics_kept + 50;
  const std::vector<base::SourceFile> files = {base::make_source("a", std::string(many, '\n'))};
  diag::Sink sink;
  for (std::uint32_t i = 0; i < many; ++i) sink.report(Kind::bad_date, at(i, i + 1), {"x"});
  CHECK(sink.error_count() == many);
  const auto found = sink.take(files);
  CHECK(found.size() == base::limits::diagnostics_shown);
  CHECK(found.size() + sink.not_kept() == many);
}

TEST_CASE("did you mean") {
  struct Row {
    std::string word;
    std::vector<std::string> candidates;
    std::vector<std::string> expected;
  };
  const Row rows[] = {
      {"trigerr", {"trigger", "bearer", "limit"}, {"trigger"}},
      {"compliant", {"complaint", "enquiry"}, {"complaint"}},
      {"投诉处里", {"投诉处理", "投诉登记"}, {"投诉处理"}},
      {"期艰", {"期限", "日历"}, {"期限"}},
      {"x", {"y"}, {}},
      {"limit", {"limit"}, {}},
      {"zebra", {"trigger", "bearer"}, {}},
      {"hander", {"handler", "handlers", "sander"}, {"handler"}},
  };
  for (const Row& row : rows) {
    INFO(row.word);
    CHECK(diag::closest(row.word, row.candidates) == row.expected);
  }
}
