# SPDX-License-Identifier: GPL-3.0-or-later
# A real game server for demo and benchmark: Luanti with a world that a mod makes at start.
# shellcheck shell=bash

# waitFor SECONDS WHAT CMD…
waitFor() {
  local seconds=$1 what=$2 end
  shift 2
  end=$((SECONDS + seconds))
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || die "waited $seconds s for $what"
    sleep 0.2
  done
}

layOutWorld() { # DIR
  mkdir -p "$1/worldmods/world_maker" "$1/plugins/empty" "$1/logs"
  cat > "$1/minetest.conf" <<'X'
server_announce = false
bind_address = 127.0.0.1
mg_name = v7
fixed_map_seed = 20261122
server_map_save_interval = 1
server_unload_unused_data_timeout = 2
X
  printf '%s\n' 'gameid = minetest' 'backend = sqlite3' 'auth_backend = sqlite3' 'player_backend = sqlite3' \
    'mod_storage_backend = sqlite3' > "$1/world.mt"
  printf 'name = world_maker\n' > "$1/worldmods/world_maker/mod.conf"
  cat > "$1/worldmods/world_maker/init.lua" <<'X'
-- Generates an area as if players had walked there, then lets the server run on.
core.after(0, function()
  core.emerge_area({x = -320, y = -32, z = -320}, {x = 320, y = 64, z = 320}, function(_, _, left)
    if left == 0 then
      core.log("action", "world_maker: the world is made")
    end
  end)
end)
X
  ln -s minetest.conf "$1/server.conf"
}

startLuanti() { # DIR LOG PIDVARIABLE
  local -n pidOut=$3
  HOME=$(dirname "$1") luantiserver --gameid minetest --world "$1" --config "$1/minetest.conf" --port "$((30000 + RANDOM % 10000))" >>"$2" 2>&1 &
  # shellcheck disable=SC2034
  pidOut=$!
}

# The map is on the disk when nobody has written to it for some seconds.
waitForWorld() { # DIR LOG
  waitFor 240 "the world" grep -q 'world_maker: the world is made' "$2"
  waitFor 60 "the map on the disk" mapIsQuiet "$1/map.sqlite"
}
mapIsQuiet() { [ -s "$1" ] && [ "$(($(date +%s) - $(stat -c %Y "$1")))" -ge 6 ]; }
