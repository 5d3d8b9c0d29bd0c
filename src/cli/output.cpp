#include "cli/output.hpp"

#include <cerrno>
#include <cstdio>

namespace bylaw::cli {

bool Output::write(std::string_view text) {
  if (!good()) return false;
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) note_error();
  return good();
}

bool Output::flush() {
  if (good() && std::fflush(stdout) != 0) note_error();
  return good();
}

void Output::note_error() {
  if (errno == EPIPE) closed_ = true;
  else failed_ = true;
}

bool Output::report_failure() {
  flush();
  if (failed_ && !reported_) std::perror("bylaw: cannot write the output");
  reported_ = true;
  return failed_;
}

}  // namespace bylaw::cli
