// Text ids of a log and the 64-bit numbers the library knows them by.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace bylaw::cli {

// The number of a text: 64-bit FNV-1a over its bytes, the halves mixed by the finaliser of MurmurHash3, 0 replaced by 1. The same
// text gives the same number in every run and on every machine.
std::uint64_t hash_of(std::string_view text);

// Kept injective within a run: a text whose number is another text's already gets the next free one.
class Identifiers {
 public:
  std::uint64_t number_of(std::string_view text);

  // For a line without an id of its own: its number comes from `content`, so that the same line told twice is one event;
  // `shown` is how it is called in outputs.
  std::uint64_t number_of_content(std::string_view content, std::string_view shown);

  // Empty for a number that was not given out. Valid until the next call that adds one.
  std::string_view text_of(std::uint64_t number) const;

 private:
  struct Place {
    std::size_t offset = 0;
    std::size_t size = 0;
  };

  std::string_view at(Place place) const { return std::string_view(texts_).substr(place.offset, place.size); }
  void keep(std::uint64_t number, std::string_view text);

  std::string texts_;  // one after the other
  std::unordered_map<std::uint64_t, Place> places_;
};

}  // namespace bylaw::cli
