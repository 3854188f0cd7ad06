# SPDX-License-Identifier: GPL-3.0-or-later
# A room is a folder and a folder is its sources: a new file needs no list to be changed.

# alula_room(NAME FOLDER folder [EXCLUDE …] [FLATBUFFERS schema…] LINK …): a static library without Qt.
function(alula_room name)
  cmake_parse_arguments(arg "" "FOLDER" "EXCLUDE;FLATBUFFERS;LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${arg_FOLDER}/*.cpp" "${CMAKE_SOURCE_DIR}/${arg_FOLDER}/*.h")
  foreach(file IN LISTS arg_EXCLUDE)
    list(REMOVE_ITEM sources "${CMAKE_SOURCE_DIR}/${file}")
  endforeach()
  add_library(${name} STATIC ${sources})
  target_link_libraries(${name} PUBLIC ${arg_LINK} PRIVATE alula_flags)
  target_include_directories(${name} PUBLIC "${CMAKE_SOURCE_DIR}")
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
  foreach(schema IN LISTS arg_FLATBUFFERS)
    get_filename_component(stem "${schema}" NAME_WE)
    get_filename_component(folder "${schema}" DIRECTORY)
    set(out "${CMAKE_BINARY_DIR}/generated/${folder}/${stem}_generated.h")
    add_custom_command(OUTPUT "${out}"
      COMMAND ${ALULA_FLATC} --cpp --scoped-enums -o "${CMAKE_BINARY_DIR}/generated/${folder}" "${CMAKE_SOURCE_DIR}/${schema}"
      DEPENDS "${CMAKE_SOURCE_DIR}/${schema}" VERBATIM)
    target_sources(${name} PRIVATE "${out}")
    # Generated code is not ours to keep free of warnings.
    target_include_directories(${name} SYSTEM PUBLIC "${CMAKE_BINARY_DIR}/generated")
  endforeach()
endfunction()

# alula_qt_room(NAME FOLDER folder [RESOURCES …] LINK …): the same with Qt's strict defines and moc.
function(alula_qt_room name)
  cmake_parse_arguments(arg "" "FOLDER" "EXCLUDE;RESOURCES;LINK" ${ARGN})
  alula_room(${name} FOLDER ${arg_FOLDER} EXCLUDE ${arg_EXCLUDE} LINK ${arg_LINK})
  target_link_libraries(${name} PRIVATE alula_qt_flags)
  set_target_properties(${name} PROPERTIES AUTOMOC ON AUTORCC ON)
  foreach(resource IN LISTS arg_RESOURCES)
    target_sources(${name} PRIVATE "${CMAKE_SOURCE_DIR}/${resource}")
  endforeach()
endfunction()

# alula_program(NAME SOURCES … LINK …): an executable in bin/.
function(alula_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINK} alula_flags alula_qt_flags)
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
endfunction()

# alula_tests(FOLDER LABEL label LINK …): every test_*.cpp of the folder is a program and a ctest of its own.
function(alula_tests folder)
  cmake_parse_arguments(arg "SERIAL" "LABEL;TIMEOUT" "LINK" ${ARGN})
  file(GLOB found CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${folder}/test_*.cpp")
  string(REPLACE "/" "_" prefix "${folder}")
  string(REGEX REPLACE "^tests_" "" prefix "${prefix}")
  foreach(source IN LISTS found)
    get_filename_component(stem "${source}" NAME_WE)
    set(name "${prefix}_${stem}")
    add_executable(${name} "${source}")
    target_link_libraries(${name} PRIVATE ${arg_LINK} alula_test_support Qt6::Test alula_flags alula_qt_flags)
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_compile_definitions(${name} PRIVATE
      ALULA_SOURCE_DIR="${CMAKE_SOURCE_DIR}" ALULA_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABEL}" TIMEOUT 120
      ENVIRONMENT "QT_QPA_PLATFORM=offscreen;ASAN_OPTIONS=detect_leaks=1:abort_on_error=0;UBSAN_OPTIONS=print_stacktrace=1;TSAN_OPTIONS=halt_on_error=1")
    if(arg_TIMEOUT)
      set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT})
    endif()
    if(arg_SERIAL)
      set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    endif()
  endforeach()
endfunction()
