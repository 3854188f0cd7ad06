# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by every script: where the project is, and how a script speaks.
# shellcheck shell=bash
set -euo pipefail
shopt -s inherit_errexit # else $(…) goes on after a failure

ALULA_REPO=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
: "${HOME:=$(getent passwd "$(id -u)" | cut -d: -f6)}" # not every CI sets it
ALULA_CACHE=${ALULA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/alula}
export ALULA_REPO ALULA_CACHE

say() { printf '\033[1m%s\033[0m %s\n' "alula:" "$*" >&2; }
die() { say "$*"; exit 1; }

# onPlatform [--lint|--bench] SCRIPT ARGS…: run the rest of this script on the platform, once.
onPlatform() {
  local which=()
  [ -n "${ALULA_ON_PLATFORM:-}" ] && return 0
  case $1 in --lint | --bench) which=("$1"); shift ;; esac
  # By its whole name: the caller's folder may not be there.
  exec "$ALULA_REPO/scripts/enter" "${which[@]}" "$(realpath "$1")" "${@:2}"
}
