# SPDX-License-Identifier: GPL-3.0-or-later
# The platform: Debian 13 with the packages of scripts/platform/*.list, either this machine or a root made and cached by us.
# shellcheck shell=bash

platformPackages() { # [lint]: the package names, one a line
  local lists=("$ALULA_REPO/scripts/platform/base.list")
  if [ "${1:-}" = lint ]; then lists+=("$ALULA_REPO/scripts/platform/lint.list"); fi
  sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "${lists[@]}"
}

hostIsPlatform() { # [lint]: this machine is Debian 13 and has every package
  # shellcheck disable=SC1091
  [ "$(. /etc/os-release 2>/dev/null && printf '%s%s' "${ID:-}" "${VERSION_ID:-}")" = debian13 ] || return 1
  local want have
  want=$(platformPackages "${1:-}" | wc -l)
  # shellcheck disable=SC2046
  have=$(dpkg-query -W -f '${db:Status-Abbrev}\n' $(platformPackages "${1:-}") 2>/dev/null | grep -c '^ii') || true
  [ "$want" = "$have" ]
}

needHostTools() { # mmdebstrap and bubblewrap, installed when we may
  local missing=()
  command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
  command -v bwrap >/dev/null || missing+=(bubblewrap)
  [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || missing+=(debian-archive-keyring)
  if [ "$(id -u)" != 0 ]; then command -v newuidmap >/dev/null || missing+=(uidmap); fi
  [ ${#missing[@]} = 0 ] && return 0
  [ "$(id -u)" = 0 ] || die "the platform root needs ${missing[*]}: run 'sudo apt-get install ${missing[*]}' and try again"
  say "installing ${missing[*]} (they make and enter the platform root)"
  apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

platformRoot() { # [lint]: prints the folder of the root, made first if there is none
  local hash root include
  hash=$(platformPackages "${1:-}" | sha256sum | cut -c1-16)
  root=$ALULA_CACHE/platform-$hash
  mkdir -p "$ALULA_CACHE"
  if [ ! -e "$root/.alula-complete" ]; then
    exec 9>"$root.lock"
    flock 9
    if [ ! -e "$root/.alula-complete" ]; then
      needHostTools
      include=$(platformPackages "${1:-}" | paste -sd,)
      say "making a Debian 13 root for building (once; about 2 minutes and 2.5 GB) in $root"
      rm -rf "$root.new"
      makeRoot "$root.new" "$include"
      : > "$root.new/.alula-complete"
      rm -rf "$root"
      mv "$root.new" "$root"
      say "the root is ready"
    fi
    exec 9>&-
  fi
  printf '%s\n' "$root"
}

makeRoot() { # DIR PACKAGES
  local options=(--variant=minbase --skip=check/empty --include="$2"
    --aptopt='Acquire::Retries "5"' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*')
  if [ "$(id -u)" = 0 ]; then
    mmdebstrap "${options[@]}" trixie "$1" >&2
  else
    # Through a tarball, so that every file belongs to the caller, who can then delete the root like any folder.
    mkdir -p "$1"
    mmdebstrap --mode=unshare "${options[@]}" trixie - | tar -x -C "$1" --exclude='./dev/*' --no-same-owner
  fi
  mkdir -p "$1$ALULA_CACHE"
}

enterRoot() { # ROOT CMD…: runs CMD there, in this folder, with the repo, /tmp and our cache as on the host
  local root=$1; shift
  local cwd=$PWD args=(--bind "$root" / --dev-bind /dev /dev --proc /proc --bind /sys /sys --bind /tmp /tmp)
  if [ "$(id -u)" != 0 ]; then args+=(--unshare-user --uid 0 --gid 0); fi
  [ -e /etc/resolv.conf ] && args+=(--ro-bind /etc/resolv.conf /etc/resolv.conf)
  case $cwd in "$ALULA_REPO" | "$ALULA_REPO"/* | /tmp | /tmp/*) ;; *) cwd=$ALULA_REPO ;; esac
  args+=(--bind "$ALULA_REPO" "$ALULA_REPO" --bind "$ALULA_CACHE" "$ALULA_CACHE" --chdir "$cwd")
  # What a script leaves running on purpose (demo --keep) outlives it.
  [ -n "${ALULA_OUTLIVE:-}" ] || args+=(--die-with-parent)
  exec bwrap "${args[@]}" env -u LD_LIBRARY_PATH \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/games HOME=/root LANG=C.UTF-8 \
    ALULA_ON_PLATFORM=1 ALULA_CACHE="$ALULA_CACHE" CCACHE_DIR="$ALULA_CACHE/ccache" CCACHE_SLOPPINESS=pch_defines,time_macros "$@"
}
