// Any bytes in place of a log or a rule file: an answer and an exit code, never a crash.
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <unistd.h>

#include "catch.hpp"
#include "cli/running.hpp"

using bylaw::tests::run_bylaw;

namespace {

const std::string good =
    R"({"case":"C1","event":"complaint.received","at":"2026-09-30T16:00:00+08:00","id":"e1","seq":0,"fields":{"channel":"phone","amount":"200.00","impact":"minor","likelihood":"rare","media":false}})";

}  // namespace

TEST_CASE("damaged events are refused or taken, and the rest goes on", "[cli]") {
  std::mt19937 random(20261009);
  std::string log;
  int lines = 0;
  const auto add = [&](std::string line) {
    for (char& c : line) {
      if (c == '\n') c = ' ';
    }
    log += line + "\n";
    ++lines;
  };
  for (std::size_t cut = 0; cut < good.size(); cut += 3) add(good.substr(0, cut));
  for (int i = 0; i < 3000; ++i) {
    std::string line = good;
    const int changes = 1 + static_cast<int>(random() % 4);
    for (int c = 0; c < changes; ++c) {
      const std::size_t at = random() % line.size();
      switch (random() % 3) {
        case 0: line[at] = static_cast<char>(random() % 256); break;
        case 1: line.erase(at, 1 + random() % 5); break;
        default: line.insert(at, 1, R"({}[]",:\e0-)"[random() % 11]);
      }
      if (line.empty()) line = "x";
    }
    add(line);
  }
  add(std::string(5000, '['));
  add(R"({"fields":)" + std::string(5000, '{'));
  add("\xff\xfe\xfd");
  const auto ran = run_bylaw("run ../cases/complaints --events - --format summary", "cli", log + good + "\n");
  CHECK(ran.code == 1);
  CHECK(ran.err.find("events refused") != std::string::npos);
  CHECK(ran.err.find("more like these") != std::string::npos);
  CHECK(ran.out.find("answer-complaint") != std::string::npos);
}

TEST_CASE("any bytes as a rule file", "[cli]") {
  std::mt19937 random(7);
  const std::string path = (std::filesystem::temp_directory_path() / ("bylaw-fuzz-" + std::to_string(getpid()) + ".bylaw")).string();
  const std::string rules = bylaw::tests::read_text(std::string(BYLAW_SOURCE_DIR) + "/tests/cases/complaints/complaints.bylaw");
  for (int i = 0; i < 40; ++i) {
    std::string text = rules;
    for (int c = 0; c < 1 + i; ++c) text[random() % text.size()] = static_cast<char>(random() % 256);
    bylaw::tests::write_text(path, text);
    const auto ran = run_bylaw("check " + path, "cli");
    INFO(i);
    CHECK((ran.code == 0 || ran.code == 1));
  }
  bylaw::tests::write_text(path, std::string((1u << 20) + 1, ' '));
  CHECK(run_bylaw("check " + path, "cli").code == 1);
  std::remove(path.c_str());
}

TEST_CASE("a reader that goes away is no failure", "[cli]") {
  std::string log;
  for (int i = 0; i < 20'000; ++i) {
    std::string line = good;
    line.replace(line.find("C1"), 2, "K" + std::to_string(i));
    log += line + "\n";
  }
  const auto ran = run_bylaw("run ../cases/complaints --events - --until 2026-10-20T00:00:00Z | head -n 1", "cli", log);
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());
}
