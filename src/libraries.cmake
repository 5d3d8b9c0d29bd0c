# The two libraries, static and shared, and how they are installed.
#   bylaw::core         load and evaluate: the standard library only
#   bylaw::bylaw        everything: text to rules, explanations
#   bylaw::core_shared, bylaw::bylaw_shared: the same as shared objects, symbols hidden but for BYLAW_API
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

function(bylaw_library target kind export_name output_name)
  add_library(${target} ${kind})
  bylaw_stage_closure(stages ${ARGN})
  foreach(stage IN LISTS stages)
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:bylaw_${stage}>)
    get_target_property(libs bylaw_${stage} BYLAW_LIBS)
    if(libs MATCHES "utf8proc")
      target_link_libraries(${target} PRIVATE PkgConfig::utf8proc)
    endif()
  endforeach()
  target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                                              $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${export_name} OUTPUT_NAME ${output_name} LINKER_LANGUAGE CXX
    VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
  if(BYLAW_SANITIZE)
    target_link_options(${target} PUBLIC -fsanitize=${BYLAW_SANITIZE})
  endif()
  add_library(bylaw::${export_name} ALIAS ${target})
  install(TARGETS ${target} EXPORT bylaw-targets)
endfunction()

bylaw_library(bylaw_core_static STATIC core bylaw_core api_core)
bylaw_library(bylaw_core_shared SHARED core_shared bylaw_core api_core)
if(NOT BYLAW_CORE_ONLY)
  bylaw_library(bylaw_full_static STATIC bylaw bylaw api)
  bylaw_library(bylaw_full_shared SHARED bylaw_shared bylaw api)
endif()

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/bylaw DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
install(EXPORT bylaw-targets NAMESPACE bylaw:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/bylaw)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/bylaw-config.cmake.in ${PROJECT_BINARY_DIR}/bylaw-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/bylaw)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/bylaw-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/bylaw-config.cmake ${PROJECT_BINARY_DIR}/bylaw-config-version.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/bylaw)
if(TARGET bylaw)
  install(TARGETS bylaw)
endif()
