// The rule in the last line of a zone's file, for all times after its listed changes: `CET-1CEST,M3.5.0,M10.5.0/3`.
// Hours may be negative or past 24 (`<-02>2<-01>,M3.5.0/-1,M10.5.0/0`), which date/ptz.h does not read.
#pragma once
#include <date/date.h>

#include <cstdint>
#include <string>

struct PosixDate {
  char kind = 'M';  // M month.week.weekday; J day 1-365 without 29 February; 0 day 0-365
  int month = 0, week = 0, day = 0;
  int seconds = 7200;

  // Local wall-clock seconds since 1970-01-01T00:00.
  std::int64_t in_year(int year) const {
    const date::year y{year};
    date::sys_days days;
    if (kind == 'M') {
      const auto m = y / date::month(static_cast<unsigned>(month));
      const date::weekday w(static_cast<unsigned>(day));
      days = week == 5 ? date::sys_days{m / w[date::last]} : date::sys_days{m / w[static_cast<unsigned>(week)]};
    } else {
      const bool after_february = kind == 'J' && y.is_leap() && day >= 60;
      days = date::sys_days{y / 1 / 1} + date::days{(kind == 'J' ? day - 1 : day) + after_february};
    }
    return std::int64_t{days.time_since_epoch().count()} * 86400 + seconds;
  }
};

struct PosixRule {
  int standard = 0, summer = 0;  // seconds east of UTC
  PosixDate begins, ends;        // of summer time: begins in standard time, ends in summer time

  // False if the text is no rule with summer time.
  bool read(const std::string& text) {
    const char* p = text.c_str();
    if (!name(p) || !time(p, standard)) return false;
    standard = -standard;
    summer = standard + 3600;
    if (!name(p)) return false;
    if (*p != ',') {
      if (!time(p, summer)) return false;
      summer = -summer;
    }
    return date(p, begins) && date(p, ends) && *p == '\0';
  }

 private:
  static bool name(const char*& p) {
    const char* const from = p;
    if (*p == '<') {
      while (*p != '\0' && *p != '>') ++p;
      return *p != '\0' && ++p != nullptr;
    }
    while ((*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z')) ++p;
    return p != from;
  }

  static bool number(const char*& p, int& value) {
    if (*p < '0' || *p > '9') return false;
    for (value = 0; *p >= '0' && *p <= '9' && value < 10000; ++p) value = value * 10 + (*p - '0');
    return true;
  }

  static bool time(const char*& p, int& seconds) {
    const int sign = *p == '-' ? -1 : 1;
    if (*p == '-' || *p == '+') ++p;
    int hours = 0, minutes = 0, rest = 0;
    if (!number(p, hours)) return false;
    if (*p == ':' && !number(++p, minutes)) return false;
    if (*p == ':' && !number(++p, rest)) return false;
    seconds = sign * (hours * 3600 + minutes * 60 + rest);
    return true;
  }

  static bool date(const char*& p, PosixDate& day) {
    if (*p++ != ',') return false;
    if (*p == 'M') {
      day.kind = 'M';
      if (!number(++p, day.month) || *p++ != '.' || !number(p, day.week) || *p++ != '.' || !number(p, day.day)) {
        return false;
      }
      if (day.month < 1 || day.month > 12 || day.week < 1 || day.week > 5 || day.day > 6) return false;
    } else {
      day.kind = '0';
      if (*p == 'J') day.kind = *p++;
      if (!number(p, day.day) || day.day > 366) return false;
    }
    return *p != '/' || time(++p, day.seconds);
  }
};
