# Two functions for the folder lists: a stage of the pipeline, and a test program over some stages.

add_library(bylaw_flags INTERFACE)
target_include_directories(bylaw_flags INTERFACE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
target_compile_options(bylaw_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
  # GCC 12 sees overlaps in std::string's own operator+ where there are none (its bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(BYLAW_WARNINGS_AS_ERRORS)
  target_compile_options(bylaw_flags INTERFACE -Werror)
endif()
if(BYLAW_SANITIZE)
  target_compile_options(bylaw_flags INTERFACE -fsanitize=${BYLAW_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(bylaw_flags INTERFACE -fsanitize=${BYLAW_SANITIZE})
endif()

# For programs of libFuzzer: what the libraries are built with, so that it sees which branches an input takes.
if(BYLAW_FUZZ)
  target_compile_options(bylaw_flags INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(bylaw_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# bylaw_stage(<name> SOURCES … [USES <earlier stages>…] [LIBS <imported targets>…] [PRECOMPILE <headers>…])
# An object library bylaw_<name>; USES are the stages it may include (a test holds the arrows). PRECOMPILE: headers of others,
# read once for the stage besides those of the standard library, which the first stage reads for all.
set(BYLAW_STANDARD_HEADERS <algorithm> <array> <cstdint> <functional> <map> <memory> <optional> <span> <string> <string_view>
  <unordered_map> <utility> <variant> <vector>)
function(bylaw_stage name)
  cmake_parse_arguments(arg "" "" "SOURCES;USES;LIBS;PRECOMPILE" ${ARGN})
  add_library(bylaw_${name} OBJECT ${arg_SOURCES})
  target_link_libraries(bylaw_${name} PRIVATE bylaw_flags ${arg_LIBS})
  set_target_properties(bylaw_${name} PROPERTIES BYLAW_USES "${arg_USES}" BYLAW_LIBS "${arg_LIBS}")
  if(arg_PRECOMPILE OR name STREQUAL base)
    target_precompile_headers(bylaw_${name} PRIVATE ${BYLAW_STANDARD_HEADERS} ${arg_PRECOMPILE})
  else()
    target_precompile_headers(bylaw_${name} REUSE_FROM bylaw_base)
  endif()
endfunction()

# Every stage that the named ones use, directly or through others.
function(bylaw_stage_closure out)
  set(todo ${ARGN})
  set(seen "")
  while(todo)
    list(POP_FRONT todo next)
    if(NOT next IN_LIST seen)
      list(APPEND seen ${next})
      get_target_property(uses bylaw_${next} BYLAW_USES)
      if(uses)
        list(APPEND todo ${uses})
      endif()
    endif()
  endwhile()
  set(${out} ${seen} PARENT_SCOPE)
endfunction()

# bylaw_link_stages(<target> <stage>…): the objects of the stages and of all they use, and their libraries.
function(bylaw_link_stages target)
  bylaw_stage_closure(stages ${ARGN})
  foreach(stage IN LISTS stages)
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:bylaw_${stage}>)
    get_target_property(libs bylaw_${stage} BYLAW_LIBS)
    if(libs)
      target_link_libraries(${target} PRIVATE ${libs})
    endif()
  endforeach()
endfunction()

# bylaw_test(<name> SOURCES … STAGES …): a Catch2 program, run by ctest from tests/. What is tested is built as the build type says;
# the tests themselves are no better for more than -O1. The programs together are the target `test_programs`.
function(bylaw_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;STAGES;LIBS" ${ARGN})
  add_executable(test_${name} ${arg_SOURCES} $<TARGET_OBJECTS:bylaw_test_main>)
  set_target_properties(test_${name} PROPERTIES POSITION_INDEPENDENT_CODE OFF)  # as those of the headers
  target_compile_options(test_${name} PRIVATE -O1)
  target_precompile_headers(test_${name} REUSE_FROM bylaw_test_headers)
  add_dependencies(test_programs test_${name})
  target_include_directories(test_${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(test_${name} PRIVATE bylaw_flags ${arg_LIBS})
  bylaw_link_stages(test_${name} ${arg_STAGES})
  target_compile_definitions(test_${name} PRIVATE BYLAW_SOURCE_DIR="${PROJECT_SOURCE_DIR}" BYLAW_BINARY_DIR="${PROJECT_BINARY_DIR}")
  add_test(NAME ${name} COMMAND test_${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}/tests)
endfunction()
