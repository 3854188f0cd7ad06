# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by every script: where the project is, and how a script speaks.
# shellcheck shell=bash
set -euo pipefail

ALULA_REPO=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
ALULA_CACHE=${ALULA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/alula}
export ALULA_REPO ALULA_CACHE

say() { printf '\033[1m%s\033[0m %s\n' "alula:" "$*" >&2; }
die() { say "$*"; exit 1; }

# onPlatform SCRIPT ARGS…: run the rest of this script on the platform, once.
onPlatform() {
  [ -n "${ALULA_ON_PLATFORM:-}" ] && return 0
  exec "$ALULA_REPO/scripts/enter" "$@"
}
