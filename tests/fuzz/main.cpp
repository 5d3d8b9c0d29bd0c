// One target as a program of libFuzzer. A broken promise ends it, so that libFuzzer keeps the input.
#include <cstdio>
#include <cstdlib>

#include "targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    bylaw::fuzz::BYLAW_FUZZ_TARGET({data, size});
  } catch (const bylaw::fuzz::Broken& broken) {
    std::fprintf(stderr, "broken: %s\n", broken.what());
    std::abort();
  }
  return 0;
}
