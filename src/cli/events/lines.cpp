#include "cli/events/lines.hpp"

#include <cstring>

namespace bylaw::cli {

Lines::~Lines() { close(); }

void Lines::close() {
  if (file_ != nullptr && file_ != stdin) std::fclose(file_);
}

bool Lines::open(const std::string& path) { return read(path == "-" ? stdin : std::fopen(path.c_str(), "rb")); }

bool Lines::read(std::FILE* file) {
  close();
  file_ = file;
  begin_ = end_ = 0;
  number_ = 0;
  buffer_.resize(2 * longest + padding);
  if (file_ == nullptr) return false;
  // A directory can be opened, and cannot be read.
  const int first = std::getc(file_);
  if (first == EOF) return std::ferror(file_) == 0;
  return std::ungetc(first, file_) != EOF;
}

// Moves what is left to the front and reads on. False when nothing came.
bool Lines::fill() {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  const std::size_t got = std::fread(buffer_.data() + end_, 1, 2 * longest - end_, file_);
  end_ += got;
  return got != 0;
}

bool Lines::next(std::string_view& line, bool& too_long) {
  too_long = false;
  std::size_t searched = 0;
  for (;;) {
    const char* from = buffer_.data() + begin_;
    const void* found = std::memchr(from + searched, '\n', end_ - begin_ - searched);
    if (found != nullptr) {
      const auto size = static_cast<std::size_t>(static_cast<const char*>(found) - from);
      line = too_long ? std::string_view{} : std::string_view(from, size);
      begin_ += size + 1;
      break;
    }
    searched = end_ - begin_;
    if (searched > longest) {
      too_long = true;
      begin_ = end_;
      searched = 0;
    }
    if (fill()) continue;
    if (begin_ == end_ && !too_long) return false;
    line = too_long ? std::string_view{} : std::string_view(buffer_.data() + begin_, end_ - begin_);
    begin_ = end_;
    break;
  }
  ++number_;
  if (line.size() > longest) {
    line = {};
    too_long = true;
  }
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return true;
}

}  // namespace bylaw::cli
