// `bylaw compile`: rule files to one pack, for hosts that only load and evaluate.
#include <cstdio>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "bylaw/pack.hpp"
#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/load_rules.hpp"

namespace bylaw::cli {

namespace {

struct PackOptions {
  std::vector<std::string> rules;
  std::string out;
  std::string profile;
  std::string language = "en";
};

// False, and no half-written file, where it cannot be written.
bool write_file(const std::string& path, std::span<const std::byte> bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return false;
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  const bool closed = std::fclose(file) == 0;
  if (!written || !closed) std::remove(path.c_str());
  return written && closed;
}

int compile_to_pack(const PackOptions& options) {
  int code = exit_clean;
  const std::optional<Loaded> loaded = load_and_compile(options.rules, language_of(options.language), options.profile, code);
  if (!loaded) return code;
  std::vector<std::byte> bytes(save(loaded->rules));
  save(loaded->rules, bytes);
  if (!write_file(options.out, bytes)) {
    fmt::print(stderr, "bylaw: cannot write {}\n", options.out);
    return exit_cannot_run;
  }
  return exit_clean;
}

}  // namespace

std::function<int()> setup_compile(Arguments& arguments) {
  const auto options = std::make_shared<PackOptions>();
  arguments.require("RULES", options->rules, "Rule files, or directories: all *.bylaw below");
  arguments.require("-o,--out", options->out, "The pack to write: FILE.pack");
  arguments.take_profile(options->profile);
  arguments.choose_language(options->language);
  arguments.footer(
      "A pack holds everything that decides, for `bylaw run FILE.pack` and for hosts that link bylaw::core. The same rules give the\n"
      "same bytes on every platform.\n\n"
      "Exit codes: 0 written; 1 the rules have errors; 2 could not run.");
  return [options] { return compile_to_pack(*options); };
}

}  // namespace bylaw::cli
