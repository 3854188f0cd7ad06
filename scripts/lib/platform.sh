# SPDX-License-Identifier: GPL-3.0-or-later
# The platform: Debian 13 with the packages of scripts/platform/*.list, either this machine or a root made and cached by us.
# shellcheck shell=bash

platformPackages() { # [lint|bench]: the package names, one a line
  local lists=("$ALULA_REPO/scripts/platform/base.list")
  if [ -n "${1:-}" ]; then lists+=("$ALULA_REPO/scripts/platform/$1.list"); fi
  sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "${lists[@]}"
}

hostIsDebian13() {
  # shellcheck disable=SC1091
  [ "$(. /etc/os-release 2>/dev/null && printf '%s%s' "${ID:-}" "${VERSION_ID:-}")" = debian13 ]
}

missingPackages() { # [lint|bench]: what this machine lacks of them, one a line
  LC_ALL=C comm -23 <(platformPackages "${1:-}" | LC_ALL=C sort -u) \
    <(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' | sed -n 's/^.i *//p' | LC_ALL=C sort -u)
}

# hostIsPlatform [lint|bench]: this machine is Debian 13 and has every package. Packages are put on it only where nothing else works or where
# ALULA_INSTALL=1 asks for it (.ci/run does): among them is a game server whose service Debian starts.
hostIsPlatform() {
  hostIsDebian13 || return 1
  local missing
  mapfile -t missing < <(missingPackages "${1:-}")
  [ ${#missing[@]} = 0 ] && return 0
  [ "$(id -u)" = 0 ] || return 1
  [ "${ALULA_INSTALL:-0}" = 1 ] || ! namespacesWork >/dev/null || return 1
  installPackages "on this Debian 13, to build right here" "${missing[@]}"
}

namespacesWork() { # prints what the kernel says if not
  if [ "$(id -u)" = 0 ]; then unshare --mount true; else unshare --user --map-root-user --mount true; fi 2>&1
}

installPackages() { # WHAT-FOR PACKAGE…; as root
  local whatFor=$1
  shift
  say "installing $# packages $whatFor: $*"
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"; } >&2 ||
    die "apt-get could not install them; its own words are above"
}

# What a user who is not root can do about a machine that is refused. On Debian 13 there is a second way.
dieForUser() { # SENTENCE COMMAND
  local way missing
  way="$1: run '$2' and try again"
  if hostIsDebian13; then
    mapfile -t missing < <(missingPackages "${kind:-}")
    way+="; or, to build on this Debian 13 with no root of its own: sudo apt-get install --no-install-recommends ${missing[*]}"
  fi
  die "$way"
}

needHostTools() { # mmdebstrap and bubblewrap, installed when we may; and a kernel that lets us use them
  local missing=() why file
  command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
  command -v bwrap >/dev/null || missing+=(bubblewrap)
  [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || missing+=(debian-archive-keyring)
  if [ "$(id -u)" != 0 ]; then command -v newuidmap >/dev/null || missing+=(uidmap); fi
  if [ ${#missing[@]} != 0 ]; then
    command -v apt-get >/dev/null || die "the platform root needs ${missing[*]}, and this is no Debian or Ubuntu to install them on"
    [ "$(id -u)" = 0 ] || dieForUser "the platform root needs ${missing[*]}" "sudo apt-get install ${missing[*]}"
    installPackages "that make and enter the platform root" "${missing[@]}"
  fi
  why=$(namespacesWork) || dieWithoutNamespaces "$why"
  [ "$(id -u)" = 0 ] && return 0
  for file in /etc/subuid /etc/subgid; do
    grep -qsE "^($(id -un)|$(id -u)):" "$file" || dieForUser "$file gives $(id -un) no ids, and mmdebstrap needs them to make a root" \
      "sudo usermod --add-subuids 200000-265535 --add-subgids 200000-265535 $(id -un)"
  done
}

dieWithoutNamespaces() { # WHAT THE KERNEL SAID
  local name
  if [ "$(id -u)" = 0 ]; then
    die "this machine lets not even root make a mount namespace ($1), so no Debian 13 root can be entered: give the container CAP_SYS_ADMIN, or use a Debian 13 one"
  fi
  # Ubuntu ≥ 23.10, older Debian kernels, and the kernel's own limit.
  for name in kernel.apparmor_restrict_unprivileged_userns=0 kernel.unprivileged_userns_clone=1 user.max_user_namespaces=15000; do
    local file value
    file=/proc/sys/$(tr . / <<<"${name%=*}")
    value=$(cat "$file" 2>/dev/null) || continue
    case $name in *_restrict_*=0) [ "$value" != 0 ] || continue ;; *) [ "$value" = 0 ] || continue ;; esac
    dieForUser "this kernel refuses user namespaces to all but root ($1)" "sudo sysctl $name"
  done
  die "this machine refuses user namespaces to all but root ($1): run the script as root"
}

# platformRoot [lint|bench]: names the folder of the root in $root, made first if there is none.
platformRoot() {
  local hash include
  hash=$(platformPackages "${1:-}" | sha256sum | cut -c1-16)
  root=$ALULA_CACHE/platform-$hash
  [ -e "$root/.alula-complete" ] && return 0
  needHostTools
  mkdir -p "$ALULA_CACHE"
  exec 9>"$root.lock"
  if ! flock -n 9; then
    say "another script is making the Debian 13 root; waiting for it"
    flock 9
  fi
  if [ ! -e "$root/.alula-complete" ]; then
    include=$(platformPackages "${1:-}" | paste -sd,)
    say "making a Debian 13 root for building in $root (once; some minutes, 0.4 GB to download, 1.4 GB on the disk)"
    rm -rf "$root.new"
    makeRoot "$root.new" "$include" || die "the Debian 13 root could not be made; mmdebstrap's own words are above"
    : > "$root.new/.alula-complete"
    rm -rf "$root"
    mv "$root.new" "$root"
    say "the root is ready"
  fi
  exec 9>&-
}

makeRoot() { # DIR PACKAGES
  local options=(--variant=minbase --include="$2" --aptopt='Acquire::Retries "5"'
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*')
  if [ "$(id -u)" = 0 ]; then
    mmdebstrap "${options[@]}" trixie "$1" >&2 || return 1
  else
    # Through a tarball, so that every file belongs to the caller, who can then delete the root like any folder. Not in /tmp, which is
    # memory on many machines; nor in the cache, which the ids that mmdebstrap works under may not enter.
    mkdir -p "$1"
    TMPDIR=${TMPDIR:-/var/tmp} mmdebstrap --mode=unshare "${options[@]}" trixie - |
      tar -x -C "$1" --exclude='./dev/*' --no-same-owner || return 1
  fi
  mkdir -p "$1$ALULA_CACHE"
}

# The same surroundings on a machine that is the platform and in a root: NAME=VALUE, one an item of $surroundings.
setSurroundings() { # WHERE: here | root
  surroundings=(ALULA_ON_PLATFORM="$1" ALULA_CACHE="$ALULA_CACHE" LANG=C.UTF-8 LC_ALL=C.UTF-8
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/games
    CCACHE_DIR="${CCACHE_DIR:-$ALULA_CACHE/ccache}" CCACHE_SLOPPINESS="pch_defines,time_macros"
    # Root may work in a clone that belongs to somebody else.
    GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0="$ALULA_REPO")
}

enterHere() { # CMD…
  setSurroundings here
  exec env -u LD_LIBRARY_PATH "${surroundings[@]}" "$@"
}

enterRoot() { # ROOT CMD…: runs CMD there, in this folder, with the repo, /tmp and our cache as on the host
  local root=$1 why
  shift
  command -v bwrap >/dev/null || needHostTools
  why=$(namespacesWork) || dieWithoutNamespaces "$why"
  local cwd=$PWD gitDir passwd group args=(--bind "$root" / --dev-bind /dev /dev --bind /proc /proc --bind /sys /sys --bind /tmp /tmp)
  if [ "$(id -u)" != 0 ]; then
    # As oneself and not as the namespace's root, who could neither mount nor give files away: what needs root sees at once that it is not.
    exec {passwd}< <(cat "$root/etc/passwd"; printf '%s:x:%s:%s::/root:/bin/bash\n' "$(id -un)" "$(id -u)" "$(id -g)")
    exec {group}< <(cat "$root/etc/group"; printf '%s:x:%s:\n' "$(id -gn)" "$(id -g)")
    args+=(--unshare-user --uid "$(id -u)" --gid "$(id -g)" --ro-bind-data "$passwd" /etc/passwd --ro-bind-data "$group" /etc/group)
  fi
  [ -e /etc/resolv.conf ] && args+=(--ro-bind /etc/resolv.conf /etc/resolv.conf)
  case $cwd in "$ALULA_REPO" | "$ALULA_REPO"/* | /tmp | /tmp/*) ;; *) cwd=$ALULA_REPO ;; esac
  args+=(--bind "$ALULA_REPO" "$ALULA_REPO" --bind "$ALULA_CACHE" "$ALULA_CACHE" --chdir "$cwd")
  # A work tree of git has its objects elsewhere.
  if [ -f "$ALULA_REPO/.git" ]; then
    gitDir=$(git -C "$ALULA_REPO" rev-parse --path-format=absolute --git-common-dir)
    args+=(--bind "$gitDir" "$gitDir")
  fi
  # What a script leaves running on purpose (demo --keep) outlives it.
  [ -n "${ALULA_OUTLIVE:-}" ] || args+=(--die-with-parent)
  CCACHE_DIR='' setSurroundings root
  exec bwrap "${args[@]}" env -u LD_LIBRARY_PATH HOME=/root "${surroundings[@]}" "$@"
}
