// SipHash-2-4 with 128-bit output, fed with whole 64-bit words. See program/hash.hpp for what it
// is for.
#pragma once
#include <array>
#include <bit>
#include <cstdint>

namespace bylaw::program {

class SipHash {
 public:
  explicit SipHash(std::uint64_t key0 = 0, std::uint64_t key1 = 0)
      : v0_(key0 ^ 0x736f6d6570736575u),
        v1_(key1 ^ 0x646f72616e646f6du ^ 0xee),
        v2_(key0 ^ 0x6c7967656e657261u),
        v3_(key1 ^ 0x7465646279746573u) {}

  void word(std::uint64_t value) {
    v3_ ^= value;
    round();
    round();
    v0_ ^= value;
    bytes_ += 8;
  }

  std::array<std::uint8_t, 16> finish() {
    word_of_length();
    v2_ ^= 0xee;
    const std::uint64_t low = four_rounds();
    v1_ ^= 0xdd;
    const std::uint64_t high = four_rounds();
    std::array<std::uint8_t, 16> out{};
    for (std::size_t i = 0; i < 8; ++i) {
      out[i] = static_cast<std::uint8_t>(low >> 8 * i);
      out[8 + i] = static_cast<std::uint8_t>(high >> 8 * i);
    }
    return out;
  }

 private:
  void word_of_length() {
    const std::uint64_t last = bytes_ << 56;
    v3_ ^= last;
    round();
    round();
    v0_ ^= last;
  }

  std::uint64_t four_rounds() {
    for (int i = 0; i < 4; ++i) round();
    return v0_ ^ v1_ ^ v2_ ^ v3_;
  }

  void round() {
    v0_ += v1_;
    v1_ = std::rotl(v1_, 13) ^ v0_;
    v0_ = std::rotl(v0_, 32);
    v2_ += v3_;
    v3_ = std::rotl(v3_, 16) ^ v2_;
    v0_ += v3_;
    v3_ = std::rotl(v3_, 21) ^ v0_;
    v2_ += v1_;
    v1_ = std::rotl(v1_, 17) ^ v2_;
    v2_ = std::rotl(v2_, 32);
  }

  std::uint64_t v0_, v1_, v2_, v3_;
  std::uint64_t bytes_ = 0;
};

}  // namespace bylaw::program
