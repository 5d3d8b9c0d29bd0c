// Damaged rule files: any bytes give a tree and findings, never a crash, and quickly.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "base/limits.hpp"
#include "catch.hpp"
#include "diag/render.hpp"
#include "parse/from_tokens.hpp"
#include "parse/print.hpp"

using namespace bylaw;

namespace {

std::string tour() {
  std::ifstream in(std::filesystem::path(BYLAW_SOURCE_DIR) / "tests/cases/good/tour.bylaw", std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

struct Outcome {
  std::size_t findings;
  double seconds;
};

// Parses, renders and prints; what is asked is only that it comes back.
Outcome survive(std::string text) {
  const auto start = std::chrono::steady_clock::now();
  const std::vector<base::SourceFile> files = {base::make_source("h.bylaw", std::move(text))};
  diag::Sink sink;
  const parse::File tree = parse::parse_file(base::FileId(0u), files[0], sink);
  const auto found = sink.take(files);
  const std::string shown = diag::render_text(found, files, base::Language::chinese) +
                            diag::render_json(found, files, base::Language::english);
  if (!sink.has_errors()) parse::print(tree, base::Language::english);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  return {found.size(), taken.count()};
}

}  // namespace

TEST_CASE("a rule file with bytes changed, dropped, doubled") {
  const std::string good = tour();
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    std::string text = good;
    for (int change = 0; change < 5; ++change) {
      const std::size_t at = random() % text.size();
      switch (random() % 4) {
        case 0: text[at] = static_cast<char>(random() & 0xff); break;
        case 1: text.erase(at, random() % 40); break;
        case 2: text.insert(at, text.substr(random() % text.size(), random() % 60)); break;
        default: text.resize(at + 1); break;
      }
    }
    survive(std::move(text));
  }
}

TEST_CASE("words of the language in any order") {
  std::mt19937 random(2);
  for (const auto language : {base::Language::english, base::Language::chinese}) {
    const auto& words = lang::vocabulary(language).spellings();
    const char* others[] = {"{",   "}", "(",  ")",     "|",          ",",     ":",  ">", "x",
                            "a.b", "1", "5%", "\"t\"", "2026-01-01", "09:00", "\n", "\n"};
    for (int round = 0; round < 200; ++round) {
      std::string text = language == base::Language::chinese ? "法规 1 语言 zh\n" : "bylaw 1 lang en\n";
      for (int i = 0; i < 200; ++i) {
        text += random() % 2 ? std::string(words[random() % words.size()].first)
                             : std::string(others[random() % std::size(others)]);
        text += ' ';
      }
      survive(std::move(text));
    }
  }
}

TEST_CASE("a megabyte of each of these is refused quickly") {
  const auto repeated = [](std::string_view unit) {
    std::string text = "bylaw 1 lang en\n";
    while (text.size() + unit.size() <= base::limits::file_bytes) text += unit;
    return text;
  };
  const char* units[] = {
      "x\n",
      "duty\n",
      "duty a {\n",
      "}\n",
      "trigger a.b\n",
      "limt\n",
      "duty a { limit 1 hour or\n",
      "( ",
      "not ",
      "| ",
      "\" ",
      "duty a { trigger a.b when a and b or (c) }\n",
      "matrix m gives r { grid { | a\n x | 1 |\n",
      "role a\n",
      "a.b ",
      "\xff ",
  };
  for (const char* unit : units) {
    INFO(unit);
    const Outcome out = survive(repeated(unit));
    CHECK(out.seconds < 20);
    CHECK(out.findings <= base::limits::diagnostics_shown);
  }
}

TEST_CASE("long lists and conditions are refused by number, not by stack") {
  const auto list = [](std::string head, const std::string& item, const std::string& mark, std::size_t count,
                       const std::string& tail) {
    std::string text = "bylaw 1 lang en\n" + std::move(head);
    for (std::size_t i = 0; i < count; ++i) text += (i ? mark : "") + item;
    return text + tail;
  };
  const std::size_t many = 60'000;
  CHECK(survive(list("duty d { warn elapsed 5% notify ", "a", ",", many, " }")).findings > 0);
  CHECK(survive(list("duty d { trigger a.b when ", "a", " and ", many, " }")).findings > 0);
  CHECK(survive(list("duty d { trigger a.b when ", "a", " + ", many, " > 1 }")).findings > 0);
  CHECK(survive(list("sequence s { steps ", "a.b", " > ", many, " }")).findings > 0);
  CHECK(survive(list("", "role r ", "", 20'001, "")).findings > 0);
  CHECK(survive(list("duty d { warn elapsed 5% notify ", "a", ",", base::limits::list_items, " }")).findings == 0);
}
