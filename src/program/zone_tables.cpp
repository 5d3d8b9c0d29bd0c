#include "program/zone_tables.hpp"

#include <algorithm>

#include "program/calendar_tables.hpp"
#include "program/zone_data.hpp"

namespace bylaw::program {

namespace {

const zone_data::Zone* find(std::string_view name) {
  const zone_data::Zone* const end = zone_data::zones + zone_data::zone_count;
  const zone_data::Zone* const found = std::lower_bound(
      zone_data::zones, end, name, [](const zone_data::Zone& zone, std::string_view n) { return zone.name < n; });
  return found != end && found->name == name ? found : nullptr;
}

}  // namespace

std::optional<ZoneOffsets> find_zone(std::string_view name) {
  const zone_data::Zone* const data = find(name);
  if (data == nullptr) return std::nullopt;
  ZoneOffsets zone;
  const std::int64_t* const changes = zone_data::changes + data->first;
  const std::int32_t* const offsets = zone_data::offsets + data->first;
  zone.changes.assign(changes + 1, changes + data->count);
  zone.offsets.assign(offsets, offsets + data->count);
  index_changes(zone);
  return zone;
}

bool has_zone(std::string_view name) { return find(name) != nullptr; }

std::size_t zone_count() { return zone_data::zone_count; }
std::string_view zone_name(std::size_t index) { return zone_data::zones[index].name; }

std::string_view zone_data_version() { return zone_data::version; }
std::uint64_t zone_data_hash() { return zone_data::hash; }

std::uint64_t zone_hash(std::string_view name) {
  const zone_data::Zone* const zone = find(name);
  return zone != nullptr ? zone->hash : 0;
}

}  // namespace bylaw::program
