# SPDX-License-Identifier: GPL-3.0-or-later
# Where everything goes. Two components, so that a node needs no desktop: `node` and `console`.
#   cmake --install build/release --prefix /usr [--component node]
include(GNUInstallDirs)

install(TARGETS alulad alulactl RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT node)
install(FILES docs/man/alulad.8 DESTINATION "${CMAKE_INSTALL_MANDIR}/man8" COMPONENT node)
install(FILES docs/man/alulactl.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT node)
install(FILES resources/nginx/alula.conf resources/config.example.yml
  DESTINATION "${CMAKE_INSTALL_DOCDIR}/examples" COMPONENT node)
# The unit names the program by its whole path, which only the installation knows.
install(CODE "
  file(READ \"${CMAKE_SOURCE_DIR}/resources/systemd/alulad.service\" unit)
  string(REPLACE \"/usr/bin/alulad\" \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}/alulad\" unit \"\${unit}\")
  set(place \"\${CMAKE_INSTALL_PREFIX}/lib/systemd/system/alulad.service\")
  message(STATUS \"Installing: \$ENV{DESTDIR}\${place}\")
  file(WRITE \"\$ENV{DESTDIR}\${place}\" \"\${unit}\")
" COMPONENT node)

install(TARGETS alula-console RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT console)
install(FILES docs/man/alula-console.1 DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT console)
install(FILES resources/linux/org.alula.Console.desktop
  DESTINATION "${CMAKE_INSTALL_DATADIR}/applications" COMPONENT console)
install(FILES resources/linux/org.alula.Console.metainfo.xml
  DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo" COMPONENT console)
install(FILES resources/icons/alula.svg RENAME org.alula.Console.svg
  DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps" COMPONENT console)
