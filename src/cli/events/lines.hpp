// The lines of a file or of standard input, one at a time, however long the whole is.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace bylaw::cli {

class Lines {
 public:
  static constexpr std::size_t longest = 1u << 20;  // bytes of a line; the rest of a longer one is skipped
  static constexpr std::size_t padding = 64;        // readable bytes behind every line, for the JSON reader

  ~Lines();
  Lines() = default;
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;

  bool open(const std::string& path);  // "-": standard input
  bool read(std::FILE* file);          // one that is open, or null; from then on it belongs to the lines, in place of an earlier one

  // The next line without its break, in memory that stays until the next call; false at the end. `too_long`: it was cut.
  bool next(std::string_view& line, bool& too_long);

  std::uint64_t number() const { return number_; }  // of the line last given, from 1
  bool failed() const { return file_ != nullptr && std::ferror(file_) != 0; }

 private:
  bool fill();
  void close();

  std::FILE* file_ = nullptr;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t number_ = 0;
};

}  // namespace bylaw::cli
