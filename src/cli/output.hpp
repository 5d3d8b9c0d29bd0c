// Standard output that remembers whether anybody still reads it.
#pragma once
#include <string_view>

namespace bylaw::cli {

class Output {
 public:
  // False once the reader has gone or the device is full: then there is no use in working on.
  bool write(std::string_view text);
  bool flush();

  bool good() const { return !closed_ && !failed_; }
  // True, after a message on stderr, if something could not be written; a reader that closed its pipe had enough, and is no failure.
  bool report_failure();

 private:
  void note_error();

  bool closed_ = false;
  bool failed_ = false;
  bool reported_ = false;
};

}  // namespace bylaw::cli
