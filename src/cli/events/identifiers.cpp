#include "cli/events/identifiers.hpp"

namespace bylaw::cli {

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3u;
  }
  hash ^= hash >> 33;
  hash *= 0xff51afd7ed558ccdu;
  hash ^= hash >> 33;
  hash *= 0xc4ceb9fe1a85ec53u;
  hash ^= hash >> 33;
  return hash == 0 ? 1 : hash;
}

std::uint64_t Identifiers::number_of(std::string_view text) {
  std::uint64_t number = hash_of(text);
  for (;; ++number) {
    if (number == 0) continue;
    const auto found = places_.find(number);
    if (found == places_.end()) break;
    if (at(found->second) == text) return number;
  }
  keep(number, text);
  return number;
}

std::uint64_t Identifiers::number_of_content(std::string_view content, std::string_view shown) {
  const std::uint64_t number = hash_of(content);
  if (!places_.contains(number)) keep(number, shown);
  return number;
}

std::string_view Identifiers::text_of(std::uint64_t number) const {
  const auto found = places_.find(number);
  return found == places_.end() ? std::string_view{} : at(found->second);
}

void Identifiers::keep(std::uint64_t number, std::string_view text) {
  places_.emplace(number, Place{texts_.size(), text.size()});
  texts_.append(text);
}

}  // namespace bylaw::cli
