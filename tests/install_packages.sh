#!/usr/bin/env bash
# Sees to the packages that building and testing need. Installs what is missing where it may (as root, or with sudo that asks
# for nothing); otherwise says exactly what is missing and exits with 2.
# usage: tests/install_packages.sh [build|test|clang|hosts|bench]…   (default: build test)
set -u

# package: what it is for (src/packages.cmake has the reasons for the libraries)
build="cmake ninja-build g++ pkg-config libboost1.81-dev libfmt-dev nlohmann-json3-dev libsimdjson-dev libcli11-dev libhowardhinnant-date-dev libutf8proc-dev tzdata"
test="catch2 python3"
clang="clang libclang-rt-14-dev"
hosts="g++-s390x-linux-gnu qemu-user"
bench="valgrind"

wanted=""
[ $# -gt 0 ] || set -- build test
for group in "$@"; do
  case "$group" in
    build) wanted="$wanted $build" ;;
    test) wanted="$wanted $test" ;;
    clang) wanted="$wanted $clang" ;;
    hosts) wanted="$wanted $hosts" ;;
    bench) wanted="$wanted $bench" ;;
    *) echo "unknown group of packages: $group" >&2; exit 2 ;;
  esac
done

command -v dpkg-query >/dev/null || { echo "not a Debian system: install the like of:$wanted" >&2; exit 0; }

missing=""
for package in $wanted; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then as_root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as_root="sudo -n"
else
  echo "missing packages:$missing" >&2
  echo "install them with: sudo apt-get install --no-install-recommends$missing" >&2
  exit 2
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq >/dev/null 2>&1
# shellcheck disable=SC2086
if ! $as_root apt-get install -y -qq --no-install-recommends $missing >/tmp/bylaw-packages.log 2>&1; then
  tail -n 5 /tmp/bylaw-packages.log >&2
  echo "could not install:$missing" >&2
  exit 2
fi
