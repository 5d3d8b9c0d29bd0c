// How libFuzzer changes rule text: half of the time by bytes, half by words, lines and blocks, with the words of the language's own
// tables. Most changes then still parse, and reach the checker.
#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "lang/keywords.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed);
extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* first, std::size_t first_size, const std::uint8_t* second,
                                                 std::size_t second_size, std::uint8_t* out, std::size_t most, unsigned seed);

namespace {

using Random = std::minstd_rand;

struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::size_t below(Random& random, std::size_t count) { return random() % count; }

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80; }

std::vector<Piece> words_of(std::string_view text) {
  std::vector<Piece> words;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ' ' || text[i] == '\n') {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && in_word(text[i])) ++i;
    if (i == begin) ++i;
    words.push_back({begin, i});
  }
  return words;
}

// Lines; one that opens a block is taken with all of it.
std::vector<Piece> blocks_of(std::string_view text) {
  std::vector<Piece> blocks;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    blocks.push_back({begin, end});
    int depth = 0;
    std::size_t close = begin;
    for (; close < text.size(); ++close) {
      if (text[close] == '{') ++depth;
      if (text[close] == '}' && --depth <= 0) break;
      if (text[close] == '\n' && depth == 0) break;
    }
    if (close < text.size() && text[close] == '}' && depth == 0) blocks.push_back({begin, std::min(text.find('\n', close), text.size() - 1) + 1});
    begin = end;
  }
  return blocks;
}

std::string some_word(Random& random) {
  static const char* const others[] = {"{", "}", "(", ")", "|", ",", ":", ">", ">=", "=", "0", "1", "2", "64", "65", "999999999", "9223372036854775807",
                                       "0.1%", "100%", "100.5%", "\"x\"", "0001-01-01", "2026-02-28", "2024-02-29", "9999-12-31", "00:00", "09:00", "24:00",
                                       "06:00", "a", "a.b", "CNY", "UTC", "\"Pacific/Apia\"", "`in`", "# x\n", "\n"};
  if (below(random, 3) == 0) return others[below(random, std::size(others))];
  const auto language = below(random, 8) == 0 ? bylaw::base::Language::chinese : bylaw::base::Language::english;
  const auto& words = bylaw::lang::vocabulary(language).spellings();
  return std::string(words[below(random, words.size())].first);
}

std::string_view part(std::string_view text, Piece piece) { return text.substr(piece.begin, piece.end - piece.begin); }

void change(std::string& text, Random& random) {
  const bool by_words = below(random, 3) != 0;
  const std::vector<Piece> pieces = by_words ? words_of(text) : blocks_of(text);
  if (pieces.empty()) {
    text += some_word(random);
    return;
  }
  const Piece at = pieces[below(random, pieces.size())];
  const std::string other(part(text, pieces[below(random, pieces.size())]));
  switch (below(random, by_words ? 5 : 4)) {
    case 0: text.erase(at.begin, at.end - at.begin); break;
    case 1: text.replace(at.begin, at.end - at.begin, other); break;
    case 2: text.insert(at.begin, by_words ? other + " " : other); break;
    case 3:
      if (!by_words) text.insert(at.end, part(text, at));
      else text.replace(at.begin, at.end - at.begin, some_word(random));
      break;
    default: text.insert(at.begin, some_word(random) + " "); break;
  }
}

std::size_t copied(std::string_view text, std::uint8_t* out, std::size_t most) {
  const std::size_t size = std::min(text.size(), most);
  std::memcpy(out, text.data(), size);
  return size;
}

std::string text_of(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

}  // namespace

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  Random random(seed + 1);
  if (below(random, 4) == 0) return LLVMFuzzerMutate(data, size, most);
  std::string text = text_of(data, size);
  for (std::size_t changes = 1 + below(random, 3); changes > 0; --changes) change(text, random);
  return copied(text, data, most);
}

// A block of the second text at the start of a line of the first.
std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* first, std::size_t first_size, const std::uint8_t* second, std::size_t second_size,
                                      std::uint8_t* out, std::size_t most, unsigned seed) {
  Random random(seed + 1);
  std::string text = text_of(first, first_size);
  const std::string other = text_of(second, second_size);
  const std::vector<Piece> here = blocks_of(text), there = blocks_of(other);
  if (here.empty() || there.empty()) return copied(text, out, most);
  const Piece at = here[below(random, here.size())];
  const std::string_view block = part(other, there[below(random, there.size())]);
  if (below(random, 2) == 0) text.replace(at.begin, at.end - at.begin, block);
  else text.insert(at.begin, block);
  return copied(text, out, most);
}
