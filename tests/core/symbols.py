#!/usr/bin/env python3
"""Holds what the core archive needs from outside to a list: memory, exceptions of containers, wide division. No clock, no file,
no environment, no locale, no output.

usage: symbols.py libbylaw_core.a
"""
import subprocess
import sys

ALLOWED = {
    "memcpy", "memset", "memmove", "memcmp", "bcmp", "strlen",
    "operator new(unsigned long)", "operator delete(void*, unsigned long)", "operator delete(void*)",
    "__gxx_personality_v0", "_Unwind_Resume", "__cxa_begin_catch", "__cxa_end_catch", "__cxa_rethrow", "__clang_call_terminate",
    "std::terminate()", "std::__throw_length_error(char const*)", "std::__throw_bad_alloc()",
    "std::__throw_bad_array_new_length()", "std::__throw_out_of_range_fmt(char const*, ...)",
    "typeinfo for std::bad_alloc", "__popcountdi2",
    # Boards keep their cases in a map.
    "std::_Rb_tree_decrement(std::_Rb_tree_node_base*)", "std::_Rb_tree_increment(std::_Rb_tree_node_base*)",
    "std::_Rb_tree_increment(std::_Rb_tree_node_base const*)",
    "std::_Rb_tree_insert_and_rebalance(bool, std::_Rb_tree_node_base*, std::_Rb_tree_node_base*, std::_Rb_tree_node_base&)",
    "std::_Rb_tree_rebalance_for_erase(std::_Rb_tree_node_base*, std::_Rb_tree_node_base&)",
    "__divti3", "__modti3", "__divmodti4", "_GLOBAL_OFFSET_TABLE_", "__stack_chk_fail",
}
# The event path itself: these objects may not allocate either.
NO_ALLOCATION = ("checkpoints.cpp", "clock.cpp", "duty.cpp", "duty_limits.cpp", "facts.cpp", "snapshot.cpp", "step.cpp", "tables.cpp", "case.cpp",
                 "timer.cpp", "findings.cpp", "routines.cpp", "open_time.cpp", "dates.cpp", "clocks.cpp", "corrections.cpp")
ALLOCATING = {"operator new(unsigned long)"}


def listing(archive, option):
    text = subprocess.run(["nm", "-C", "-A", option, archive], capture_output=True, text=True, check=True).stdout
    for line in text.splitlines():  # `archive:member:address T symbol`, the address blank where it is undefined
        place, _, symbol = line.split(None, 2)
        yield place.split(":")[1], symbol


def main():
    archive = sys.argv[1]
    # A header-only function may be emitted in one object and wanted by another.
    defined = {symbol for _, symbol in listing(archive, "--defined-only")}
    bad, seen = [], 0
    for member, symbol in listing(archive, "--undefined-only"):
        seen += 1
        if symbol not in defined and symbol not in ALLOWED:
            bad.append(f"{member} needs {symbol}")
        if symbol in ALLOCATING and any(member.startswith(name) for name in NO_ALLOCATION):
            bad.append(f"{member} allocates")
    for line in bad:
        print(line)
    if seen == 0:
        print(f"{archive}: nothing was read")
        bad.append("")
    print(f"{int(not bad)} passed, {int(bool(bad))} failed")
    return 1 if bad else 0


sys.exit(main())
