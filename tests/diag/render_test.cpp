// How a finding looks, in both languages; the carets are held to the exact cells.
#include "diag/render.hpp"

#include "catch.hpp"
#include "diag/sink.hpp"

using namespace bylaw;
using diag::Kind;
using Language = base::Language;

namespace {

std::vector<base::SourceFile> one_file(std::string text) { return {base::make_source("a.bylaw", std::move(text))}; }

base::Span place(const std::vector<base::SourceFile>& files, std::string_view words) {
  const auto at = static_cast<std::uint32_t>(files[0].text.find(words));
  return {base::FileId(0u), at, at + static_cast<std::uint32_t>(words.size())};
}

}  // namespace

TEST_CASE("a finding points at the exact words") {
  const auto files = one_file("bylaw 1 lang en\n  trigerr complaint.received\n");
  diag::Sink sink;
  sink.report(Kind::unknown_field, place(files, "trigerr"), {"trigerr", diag::Phrase{"a duty", "义务"}})
      .suggest({"trigger"});
  const auto found = sink.take(files);
  CHECK(render_text(found, files, Language::english) ==
        "a.bylaw:2:3: error[S21]: `trigerr` is no field of a duty\n"
        "    2 |   trigerr complaint.received\n"
        "      |   ^^^^^^^\n"
        "      = did you mean `trigger`?\n");
  CHECK(render_text(found, files, Language::chinese) ==
        "a.bylaw:2:3: 错误[S21]: `trigerr`不是义务的字段\n"
        "    2 |   trigerr complaint.received\n"
        "      |   ^^^^^^^\n"
        "      = 是否想写`trigger`?\n");
}

TEST_CASE("wide characters take two cells, tabs four, marks that hide text are shown") {
  const auto files = one_file("\t义务 答复 {\n\xe2\x80\xae x\n");
  diag::Sink sink;
  sink.report(Kind::unknown_field, place(files, "答复"), {"答复", "x"});
  sink.report(Kind::unknown_field, place(files, "x"), {"x", "y"});
  CHECK(render_text(sink.take(files), files, Language::english) ==
        "a.bylaw:1:5: error[S21]: `答复` is no field of x\n"
        "    1 |     义务 答复 {\n"
        "      |          ^^^^\n"
        "a.bylaw:2:3: error[S21]: `x` is no field of y\n"
        "    2 | \xef\xbf\xbd x\n"
        "      |   ^\n");
}

TEST_CASE("a place past the text, an empty one and none at all are written") {
  const auto files = one_file("ab");
  diag::Sink sink;
  sink.report(Kind::missing_header, {});
  sink.report(Kind::missing_header, {base::FileId(0u), 2, 2});
  sink.report(Kind::missing_header, {base::FileId(7u), 9, 12});
  const std::string text = render_text(sink.take(files), files, Language::english);
  CHECK(text.find("    1 | ab\n      |   ^\n") != std::string::npos);
  CHECK(text.find("a.bylaw:1:3: error[S18]") != std::string::npos);
}

TEST_CASE("a very long line is cut around the place") {
  const auto files = one_file(std::string(5000, 'a') + " here " + std::string(5000, 'b'));
  diag::Sink sink;
  sink.report(Kind::unknown_field, place(files, "here"), {"here", "x"});
  const std::string text = render_text(sink.take(files), files, Language::english);
  CHECK(text.size() < 600);
  const auto caret = text.find("^^^^");
  REQUIRE(caret != std::string::npos);
  const auto caret_line = text.rfind('\n', caret) + 1;
  const auto source_line = text.rfind('\n', caret_line - 2) + 1;
  CHECK(text.substr(source_line + (caret - caret_line), 4) == "here");
}

TEST_CASE("related places and hints follow") {
  const auto files = one_file("duty a {\nduty b {\n}\n");
  diag::Sink sink;
  sink.report(Kind::unclosed_block, place(files, "duty b"), {diag::Phrase{"the next declaration", "下一项声明"}})
      .note(diag::Note::opened_here, place(files, "{"));
  const auto found = sink.take(files);
  CHECK(render_text(found, files, Language::english) ==
        "a.bylaw:2:1: error[S22]: this block is not closed before the next declaration\n"
        "    2 | duty b {\n"
        "      | ^^^^^^\n"
        "    a.bylaw:1:8: note: it opens here\n"
        "    1 | duty a {\n"
        "      |        ^\n"
        "      = hint: close it with `}`\n");
  const std::string json = render_json(found, files, Language::english);
  CHECK(json.find(R"("code": "S22")") != std::string::npos);
  CHECK(json.find(R"("end_column": 7)") != std::string::npos);
  CHECK(json.find(R"("message": "it opens here")") != std::string::npos);
}

TEST_CASE("JSON survives text that is not UTF-8") {
  const auto files = one_file("\xff\xfe");
  diag::Sink sink;
  sink.report(Kind::invalid_utf8, {base::FileId(0u), 0, 1}, {"\xff"});
  CHECK(render_json(sink.take(files), files, Language::chinese).find("invalid-utf8") != std::string::npos);
}

TEST_CASE("lists read as a sentence") {
  const diag::Argument list = diag::quoted_list({"a", "b", "c"});
  CHECK(list.in(Language::english) == "`a`, `b` or `c`");
  CHECK(list.in(Language::chinese) == "`a`、`b`或`c`");
}

TEST_CASE("display width") {
  CHECK(diag::display_width("abc") == 3);
  CHECK(diag::display_width("期限") == 4);
  CHECK(diag::display_width("e\xcc\x81") == 1);
}
