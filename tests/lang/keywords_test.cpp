// The keyword tables are one to one, so that a file can be translated and comes back to the same bytes.
#include "lang/keywords.hpp"

#include <map>
#include <set>

#include "catch.hpp"

using namespace bylaw;
using lang::Keyword;
using lang::Language;

TEST_CASE("within a language every spelling belongs to one keyword") {
  for (const auto language : {Language::english, Language::chinese}) {
    std::map<std::string_view, Keyword> seen;
    for (const auto& [spelling, keyword] : lang::vocabulary(language).spellings()) {
      INFO(spelling);
      CHECK_FALSE(spelling.empty());
      CHECK(seen.emplace(spelling, keyword).second);
    }
  }
}

TEST_CASE("no word is a keyword of both languages with two meanings") {
  for (const auto& [spelling, keyword] : lang::vocabulary(Language::english).spellings()) {
    if (const Keyword* other = lang::vocabulary(Language::chinese).find(spelling)) CHECK(*other == keyword);
  }
}

TEST_CASE("every keyword is found again from its word") {
  for (const auto language : {Language::english, Language::chinese}) {
    for (std::size_t i = 0; i < lang::keyword_count(); ++i) {
      const auto keyword = static_cast<Keyword>(i);
      std::vector<std::string_view> words;
      std::string_view rest = word_of(keyword, language);
      INFO(rest);
      while (!rest.empty()) {
        const auto end = std::min(rest.find(' '), rest.size());
        words.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
      const lang::Match match = lang::vocabulary(language).match(words);
      CHECK(match.keyword == keyword);
      CHECK(match.words == words.size());
    }
  }
}

TEST_CASE("the longest phrase wins") {
  const auto match = [](std::vector<std::string_view> words) {
    return lang::vocabulary(Language::english).match(words);
  };
  CHECK(match({"at", "least", "as", "grave", "as", "2"}).keyword == Keyword::as_grave_as);
  CHECK(match({"at", "most", "3"}).keyword == Keyword::at_most);
  CHECK(match({"at", "complaint.received"}).keyword == Keyword::at);
  CHECK(match({"working", "hour"}).keyword == Keyword::working_hours);
  CHECK(match({"working"}).words == 0);
  CHECK(match({"or", "before"}).keyword == Keyword::or_before);
}

TEST_CASE("singulars are written after 1") {
  CHECK(singular_of(Keyword::working_days, Language::english) == "working day");
  CHECK(singular_of(Keyword::working_days, Language::chinese) == "工作日");
  CHECK(singular_of(Keyword::limit, Language::english) == "limit");
}

TEST_CASE("words of the published Chinese list") {
  struct Row {
    const char* zh;
    const char* en;
  };
  const Row rows[] = {
      {"法规", "bylaw"},
      {"语言", "lang"},
      {"日历", "calendar"},
      {"时区", "zone"},
      {"营业", "open"},
      {"放假", "off"},
      {"上班", "work"},
      {"覆盖", "covers"},
      {"计算", "count"},
      {"条款", "clause"},
      {"属于", "of"},
      {"原文", "text"},
      {"义务", "duty"},
      {"触发", "trigger"},
      {"责任人", "bearer"},
      {"应当", "must"},
      {"期限", "limit"},
      {"自", "from"},
      {"预警", "warn"},
      {"剩余", "remaining"},
      {"已过", "elapsed"},
      {"通知", "notify"},
      {"暂停", "pause"},
      {"直至", "until"},
      {"撤销", "cancel"},
      {"违反", "breach"},
      {"违规", "violation"},
      {"等级", "grade"},
      {"升级阶梯", "ladder"},
      {"层级", "level"},
      {"逾期", "breached"},
      {"未响应", "unanswered"},
      {"响应时限", "reply-limit"},
      {"终止", "stop"},
      {"矩阵", "matrix"},
      {"得出", "gives"},
      {"行", "rows"},
      {"列", "cols"},
      {"告知", "disclosure"},
      {"关口", "gate"},
      {"范围", "scope"},
      {"出示", "show"},
      {"确认", "confirm"},
      {"有效期", "valid"},
      {"留痕", "record"},
      {"保存", "keep"},
      {"禁止", "forbid"},
      {"例外", "except"},
      {"步骤", "steps"},
      {"工作日", "working days"},
      {"工作小时", "working hours"},
      {"日历日", "calendar days"},
      {"小时", "hours"},
      {"分钟", "minutes"},
      {"个月", "months"},
      {"年", "years"},
  };
  for (const Row& row : rows) {
    const Keyword* keyword = lang::vocabulary(Language::chinese).find(row.zh);
    INFO(row.zh);
    REQUIRE(keyword);
    CHECK(word_of(*keyword, Language::english) == row.en);
  }
}

TEST_CASE("every block has fields and every declaration opens in a file") {
  for (unsigned block = 0; block <= static_cast<unsigned>(lang::Block::test); ++block) {
    CHECK_FALSE(openers_of(static_cast<lang::Block>(block)).empty());
    CHECK_FALSE(name_of(static_cast<lang::Block>(block)).zh.empty());
  }
  CHECK(opens(Keyword::duty, lang::Block::clause));
  CHECK_FALSE(opens(Keyword::trigger, lang::Block::file));
}
