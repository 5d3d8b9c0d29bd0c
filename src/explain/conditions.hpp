// The facts that a condition reads, and values as people write them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "eval/view.hpp"
#include "explain/phrases.hpp"
#include "explain/story.hpp"
#include "explain/times.hpp"

namespace bylaw::explainer {

// Every fact or event that the guard asks about, once, with its value in the case as it stands.
std::vector<Reading> readings_of(const eval::View& view, std::uint32_t guard);

// What keeps the guard from holding in the case as it stands, and what those comparisons read.
std::vector<Unmet> unmet_by(const eval::View& view, std::uint32_t guard);
std::vector<Reading> readings_of(const eval::View& view, const std::vector<Unmet>& unmet);

// `risk <= 2 and media is known, or …`
std::string wanted_text(const program::Program& program, const std::vector<Unmet>& unmet, Language language);

// `media = no`, `impact is not known`, `info.requested has happened`.
std::string reading_text(const program::Program& program, const Reading& reading, Language language);

// A fact's value by its type: the name of a value, an amount with its decimals, a date.
std::string value_text(const program::Fact& fact, std::int64_t value, Language language);
std::string fact_text(const program::Fact& fact, bool known, std::int64_t value, Language language);

// A name with the label of the language, where it has one.
std::string named(const program::Title& title, Language language);

}  // namespace bylaw::explainer
