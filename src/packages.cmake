# Third-party packages, one line each with what it is for. None is needed by bylaw::core.
find_package(PkgConfig REQUIRED)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET GLOBAL libutf8proc)  # normal form C and display width of rule text
find_package(nlohmann_json REQUIRED GLOBAL)  # JSON written: diagnostics, the checked tree, decisions (headers only)
find_path(BYLAW_BOOST_SPIRIT boost/spirit/home/x3.hpp REQUIRED)  # X3: the grammar over tokens, in src/parse/grammar alone (headers only)
if(BYLAW_DEVELOPER)
  find_package(fmt REQUIRED GLOBAL)       # text output of the command line
  find_package(simdjson REQUIRED GLOBAL)  # NDJSON event streams: twenty times faster than a general reader
  find_package(CLI11 REQUIRED GLOBAL)     # command line: options, help, exit codes
endif()
# Howard Hinnant's date (src/program) reads the system's tzdata when the zone tables are made, in a tool of the build only.
# Catch2 (tests/catch.hpp): 2.13 of Debian 12 or 3.
# clang and its runtime (libclang-rt-14-dev): libFuzzer and the sanitizers (tests/fuzz, tests/run.sh --clang and --sanitize).
# Of the tests alone (tests/install_packages.sh): g++-s390x-linux-gnu and qemu-user build and run bylaw::core for a machine whose
# greatest byte comes first (tests/hosts/byte_order).
