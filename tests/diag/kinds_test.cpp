// The rows of kinds.def keep their promises: codes and names are unique, wording follows the rules of the house.
#include <algorithm>
#include <set>

#include "catch.hpp"
#include "diag/diagnostic.hpp"

using namespace bylaw;

TEST_CASE("every row of kinds.def is well formed") {
  std::set<std::string> codes;
  std::set<std::string> names;
  for (std::size_t i = 0; i < diag::kind_count(); ++i) {
    const auto kind = static_cast<diag::Kind>(i);
    const std::string code(diag::code_of(kind));
    const std::string name(diag::name_of(kind));
    INFO(code << " " << name);
    CHECK(codes.insert(code).second);
    CHECK(names.insert(name).second);
    CHECK(code.size() >= 3);
    CHECK(std::all_of(name.begin(), name.end(),
                      [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }));
    const diag::Diagnostic empty{kind, {}, {}, {}, {}, {}, false};
    for (const auto language : {base::Language::english, base::Language::chinese}) {
      const std::string message = message_of(empty, language);
      const std::string hint = hint_of(empty, language);
      CHECK_FALSE(message.empty());
      for (const std::string& text : {message, hint}) {
        CHECK_FALSE(text.ends_with("."));
        CHECK_FALSE(text.ends_with("。"));
        CHECK(text.find('\n') == std::string::npos);
        CHECK(std::count(text.begin(), text.end(), '`') % 2 == 0);
        if (!text.empty())
          CHECK_FALSE((text[0] >= 'A' && text[0] <= 'Z' && text.size() > 1 && text[1] >= 'a' && text[1] <= 'z'));
      }
    }
    CHECK(hint_of(empty, base::Language::english).empty() == hint_of(empty, base::Language::chinese).empty());
  }
}

TEST_CASE("English and Chinese use the same arguments") {
  for (std::size_t i = 0; i < diag::kind_count(); ++i) {
    const auto kind = static_cast<diag::Kind>(i);
    INFO(diag::name_of(kind));
    const diag::Diagnostic empty{kind, {}, {}, {}, {}, {}, false};
    for (char digit = '0'; digit <= '9'; ++digit) {
      const std::string mark = std::string("{") + digit + "}";
      const auto uses = [&](const std::string& text) { return text.find(mark) != std::string::npos; };
      CHECK(uses(message_of(empty, base::Language::english)) == uses(message_of(empty, base::Language::chinese)));
    }
  }
}
