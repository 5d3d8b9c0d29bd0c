// Writes the zone tables of the library: every zone of the system's tzdata as its changes of UTC offset from 1900 to
// 2100. Run by the build; the only code that reads tzdata. Usage: bylaw_zone_generator OUTPUT.cpp
#include <date/tz.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "posix_rule.hpp"

namespace {

using date::sys_seconds;
using std::chrono::seconds;

constexpr sys_seconds first_second = date::sys_days{date::year{1900} / 1 / 1};
constexpr sys_seconds last_second = date::sys_days{date::year{2101} / 1 / 1};

struct Change {
  std::int64_t at;
  std::int32_t offset;

  friend bool operator<(const Change& a, const Change& b) {
    return a.at != b.at ? a.at < b.at : a.offset < b.offset;
  }
};

using Changes = std::vector<Change>;  // the first one says what holds from 1900 on

std::string directory() {
  const char* from_environment = std::getenv("TZDIR");
  return from_environment != nullptr ? from_environment : "/usr/share/zoneinfo";
}

// The rule for all times after the listed changes stands in the last line of a zone's file.
std::string rule_after_the_list(const std::string& zone) {
  std::ifstream in(directory() + "/" + zone, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (bytes.size() < 2 || bytes.compare(0, 4, "TZif") != 0 || bytes.back() != '\n') return {};
  const std::size_t before = bytes.rfind('\n', bytes.size() - 2);
  if (before == std::string::npos) return {};
  return bytes.substr(before + 1, bytes.size() - before - 2);
}

void add(Changes& changes, sys_seconds at, seconds offset) {
  const auto value = static_cast<std::int32_t>(offset.count());
  if (!changes.empty() && changes.back().offset == value) return;
  changes.push_back({at.time_since_epoch().count(), value});
}

Changes changes_of(const date::time_zone& zone) {
  Changes changes;
  sys_seconds at = first_second;
  while (at < last_second) {
    const date::sys_info info = zone.get_info(at);
    add(changes, at, info.offset);
    if (info.end >= last_second || info.end <= at) break;
    at = info.end;
  }
  PosixRule rule;
  if (!rule.read(rule_after_the_list(zone.name()))) return changes;
  // `at` is the last listed change. The rule goes on after it.
  const int first_year = int{date::year_month_day{date::floor<date::days>(at)}.year()};
  std::vector<Change> later;
  for (int year = first_year; year <= 2100; ++year) {
    later.push_back({rule.begins.in_year(year) - rule.standard, rule.summer});
    later.push_back({rule.ends.in_year(year) - rule.summer, rule.standard});
  }
  std::sort(later.begin(), later.end());
  for (const Change& change : later) {
    const sys_seconds then{seconds{change.at}};
    if (then > at) add(changes, then, seconds{change.offset});
  }
  return changes;
}

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {  // FNV-1a over the eight bytes
  for (int byte = 0; byte < 8; ++byte) {
    hash = (hash ^ (value >> (8 * byte) & 0xff)) * 0x100000001b3u;
  }
  return hash;
}

std::string version() {
  const std::string known = date::get_tzdb().version;
  if (!known.empty() && known != "unknown") return known;
  std::ifstream in(directory() + "/tzdata.zi");
  std::string hash, word, value;
  if (in >> hash >> word >> value && word == "version") return value;
  return "unknown";
}

bool is_wanted(const std::string& name) {
  return name.compare(0, 6, "posix/") != 0 && name.compare(0, 6, "right/") != 0 && name != "localtime" &&
         name != "posixrules" && name != "Factory";
}

int write(const char* path) {
  std::map<std::string, Changes> zones;
  for (const date::time_zone& zone : date::get_tzdb().zones) {
    if (is_wanted(zone.name())) zones.emplace(zone.name(), changes_of(zone));
  }
  if (zones.empty()) {
    std::fprintf(stderr, "no zones found in %s; is tzdata installed?\n", directory().c_str());
    return 2;
  }
  std::map<Changes, std::size_t> tables;  // many zones share one; value: first element
  std::vector<const Changes*> in_order;
  std::size_t elements = 0;
  for (const auto& [name, changes] : zones) {
    if (tables.emplace(changes, elements).second) {
      in_order.push_back(&changes);
      elements += changes.size();
    }
  }
  std::uint64_t hash = 0xcbf29ce484222325u;
  std::FILE* out = std::fopen(path, "w");
  if (out == nullptr) {
    std::fprintf(stderr, "cannot write %s\n", path);
    return 2;
  }
  std::fputs("// Generated from tzdata by src/calendar/zones/generate.cpp; not to be edited.\n"
             "#include \"program/zone_data.hpp\"\n\nnamespace bylaw::program::zone_data {\n\n", out);
  std::fputs("const std::int64_t changes[] = {\n", out);
  for (const Changes* table : in_order) {
    for (const Change& change : *table) std::fprintf(out, "%lld,", static_cast<long long>(change.at));
    std::fputs("\n", out);
  }
  std::fputs("};\n\nconst std::int32_t offsets[] = {\n", out);
  for (const Changes* table : in_order) {
    for (const Change& change : *table) std::fprintf(out, "%d,", change.offset);
    std::fputs("\n", out);
  }
  std::fputs("};\n\nconst Zone zones[] = {\n", out);
  for (const auto& [name, changes] : zones) {
    std::uint64_t zone_hash = 0xcbf29ce484222325u;
    for (const Change& change : changes) {
      zone_hash = mix(mix(zone_hash, static_cast<std::uint64_t>(change.at)), static_cast<std::uint64_t>(change.offset));
    }
    for (const char c : name) hash = mix(hash, static_cast<unsigned char>(c));
    hash = mix(hash, zone_hash);
    std::fprintf(out, "{\"%s\", %zu, %zu, 0x%016llxu},\n", name.c_str(), tables.at(changes), changes.size(),
                 static_cast<unsigned long long>(zone_hash));
  }
  std::fprintf(out, "};\n\nconst std::size_t zone_count = %zu;\nconst char* const version = \"%s\";\n"
               "const std::uint64_t hash = 0x%016llxu;\n\n}  // namespace bylaw::program::zone_data\n",
               zones.size(), version().c_str(), static_cast<unsigned long long>(hash));
  return std::fclose(out) == 0 ? 0 : 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: bylaw_zone_generator OUTPUT.cpp\n", stderr);
    return 2;
  }
  try {
    return write(argv[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
