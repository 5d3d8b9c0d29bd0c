#!/usr/bin/env bash
# Builds and runs a host project against bylaw. usage: run.sh find_package|add_subdirectory SOURCE BUILD
set -eu
kind=$1 source=$2 build=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ "$kind" = find_package ]; then
  cmake --install "$build" --prefix "$work/installed" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
  set -- -DCMAKE_PREFIX_PATH="$work/installed"
else
  set -- -DBYLAW_SOURCE="$source"
fi
{ cmake -S "$source/tests/hosts/$kind" -B "$work/host" -G Ninja -DCMAKE_BUILD_TYPE=Release "$@" &&
  cmake --build "$work/host" --target host; } >"$work/log" 2>&1 || { tail -n 40 "$work/log"; exit 1; }
programs=host
if [ "$kind" = find_package ]; then
  cmake --build "$work/host" >"$work/log" 2>&1 || { tail -n 40 "$work/log"; exit 1; }
  programs="host host_shared host_core"
fi
"$build/bylaw" compile "$source/tests/hosts/rules.bylaw" -o "$work/rules.pack"
for program in $programs; do
  LD_LIBRARY_PATH="$work/installed/lib" "$work/host/$program" "$work/rules.pack"
done
echo "$(echo "$programs" | wc -w) passed, 0 failed"
