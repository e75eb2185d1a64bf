# Sourced after common.sh: a private Docker engine in a folder of its own, which leaves every other engine on the machine alone.
# It has its own containerd (dockerd would otherwise share the machine's), its own bridge and its own /16 for networks.
# dockerd keeps its hands off iptables, since two of them would undo each other's rules; the three rules that containers need
# are made here, carry the engine's name, and go with it. Published ports are served by dockerd's own proxy.

# engine_names DIR: sets what everything of this engine is called. Sockets have short paths only, hence a folder in /run.
engine_names() {
  engine_dir=$(absolute_path "$1")
  engine_id=$(printf 'orc%x' "$(printf %s "$engine_dir" | cksum | cut -d' ' -f1)")
  engine_run=/run/$engine_id
  ENGINE_HOST=unix://$engine_run/docker.sock
}

engine_call() { curl -fsS --max-time 60 --unix-socket "$engine_run/docker.sock" "$@"; }
engine_ready() { curl -fs --max-time 5 --unix-socket "$engine_run/docker.sock" http://engine/_ping >/dev/null 2>&1; }
containerd_ready() { [ -S "$engine_run/containerd.sock" ]; }
engine_pid() { cat "$engine_run/docker.pid" 2>/dev/null; }
containerd_pid() { cat "$engine_run/containerd.pid" 2>/dev/null; }
engine_running() { process_alive "$(engine_pid)" "$engine_run/docker.pid"; }
containerd_running() { process_alive "$(containerd_pid)" "$engine_run/containerd.toml"; }

# engine_rules ACTION (-I to insert, -D to delete): containers reach each other and the world. Other engines set the policy for
# forwarding to DROP, and bridged packets go through it too. Beside the engine's own networks this covers the subnets that a node
# chooses its pods' addresses from.
engine_rules() {
  local subnet mark=(-m comment --comment "$engine_id")
  for subnet in $(cat "$engine_run/pool") ${ENGINE_POD_SUBNETS:-10.88.0.0/16 10.89.0.0/16 172.30.0.0/16 192.168.240.0/20}; do
    iptables -w "$1" FORWARD -s "$subnet" "${mark[@]}" -j ACCEPT
    iptables -w "$1" FORWARD -d "$subnet" "${mark[@]}" -j ACCEPT
    iptables -w -t nat "$1" POSTROUTING -s "$subnet" ! -d "$subnet" "${mark[@]}" -j MASQUERADE
  done
}

# Prints two numbers for each candidate network, the first at a place that differs from engine to engine.
engine_candidates() {
  local attempt
  for attempt in $(seq 0 33); do echo "10.$((210 + (16#${engine_id#orc} + attempt) % 34))"; done
  for attempt in $(seq 20 29); do echo "172.$attempt"; done
}

# Takes a /16 that no interface and no route uses, and holds it with the bridge's own address.
engine_make_network() {
  local net
  if [ -f "$engine_run/pool" ] && ip link show "$engine_id" >/dev/null 2>&1; then
    engine_rules -D 2>/dev/null || true
    engine_rules -I
    return 0
  fi
  ! ip link show "$engine_id" >/dev/null 2>&1 || ip link delete "$engine_id"
  for net in $(engine_candidates); do
    [ -z "$(ip -4 route show table all root "$net.0.0/16")" ] || continue
    ! ip -4 route show table all match "$net.0.0/16" | grep -qv "^default" || continue
    echo "$net.0.0/16" >"$engine_run/pool"
    ip link add "$engine_id" type bridge
    ip addr add "$net.255.1/24" dev "$engine_id"
    ip link set "$engine_id" up
    engine_rules -I
    if [ "$(cat /proc/sys/net/ipv4/ip_forward)" = 0 ]; then
      touch "$engine_run/forwarding"
      echo 1 >/proc/sys/net/ipv4/ip_forward
    fi
    return 0
  done
  die "no network of 65536 addresses in 10.210-243.0.0 or 172.20-29.0.0 is free for the private engine"
}

# Takes back the bridge, those that engine_empty found to be the engine's, and the rules.
# Forwarding goes back to what it was, unless something else with a bridge has come to count on it meanwhile.
engine_remove_network() {
  local bridge
  [ -f "$engine_run/pool" ] || return 0
  for bridge in "$engine_id" $(cat "$engine_run/bridges" 2>/dev/null); do ip link delete "$bridge" 2>/dev/null || true; done
  engine_rules -D 2>/dev/null || true
  if [ -f "$engine_run/forwarding" ] && [ -z "$(ip -o link show type bridge)" ]; then echo 0 >/proc/sys/net/ipv4/ip_forward; fi
}

engine_start_containerd() {
  ! containerd_running || return 0
  rm -f "$engine_run/containerd.pid" "$engine_run/containerd.sock"
  cat >"$engine_run/containerd.toml" <<TOML
version = 2
root = "$engine_dir/containerd"
state = "$engine_run/containerd"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "$engine_run/containerd.sock"
[ttrpc]
  address = "$engine_run/containerd.sock.ttrpc"
TOML
  setsid containerd --config "$engine_run/containerd.toml" >>"$engine_dir/containerd.log" 2>&1 </dev/null 9>&- &
  echo $! >"$engine_run/containerd.pid"
  wait_until 60 containerd_ready || engine_failed containerd
}

engine_failed() {
  tail -n 20 "$engine_dir/$1.log" >&2
  die "the private engine's $1 does not start; the end of its log stands above"
}

# A dockerd that starts with address pools and without live restore deletes docker0, whoever's it is. So live restore is on
# while it starts, and taken away afterwards where that was asked for. (So a halted engine that is in a swarm starts no more.)
engine_live_restore() {
  echo "{\"live-restore\": $1}" >"$engine_dir/daemon.json"
  if engine_running; then
    kill -s HUP "$(engine_pid)"
    wait_until 60 engine_says_live_restore "$1" || die "the private engine does not take live-restore=$1"
  fi
}

engine_says_live_restore() { engine_call http://engine/info | grep -q "\"LiveRestoreEnabled\":$1"; }

# engine_start DIR: starts the engine, or finds it running; sets ENGINE_HOST. With ENGINE_LIVE_RESTORE=false its containers end
# with it, which Swarm asks for.
engine_start() {
  is_root || die "only root can start a private Docker engine: start Docker and let this user in (group docker), or run this command as root"
  engine_names "$1"
  mkdir -p "$engine_dir"
  (umask 077 && mkdir -p "$engine_run")
  ! engine_running || return 0
  # A pid file whose number is a zombie or a stranger would keep dockerd from starting.
  rm -f "$engine_run/docker.pid"
  {
    flock 9
    engine_make_network
  } 9>/run/lock/orleans-orchestrator
  engine_start_containerd
  engine_live_restore true
  setsid dockerd --config-file "$engine_dir/daemon.json" --data-root "$engine_dir/data" --exec-root "$engine_run/exec" \
    --pidfile "$engine_run/docker.pid" --host "$ENGINE_HOST" --group root --containerd "$engine_run/containerd.sock" \
    --bridge "$engine_id" --iptables=false --ip6tables=false --ip-forward=false \
    --default-address-pool "base=$(cat "$engine_run/pool"),size=24" \
    >>"$engine_dir/dockerd.log" 2>&1 </dev/null 9>&- &
  local pid=$!
  wait_until 60 engine_ready_or_gone "$pid" || true
  engine_ready || engine_failed dockerd
  [ "${ENGINE_LIVE_RESTORE:-true}" = true ] || engine_live_restore false
}

# Any text will do: for a moment our child has not become dockerd yet, and would be taken for gone.
engine_ready_or_gone() { engine_ready || process_gone "$1" ''; }

# engine_halt DIR: ends the daemons in order; with live restore the containers go on.
engine_halt() {
  engine_names "$1"
  process_end "$(engine_pid)" "$engine_run/docker.pid" TERM 60
  process_end "$(containerd_pid)" "$engine_run/containerd.toml" TERM 60
}

# engine_kill DIR: ends the daemons as a crash would; the containers go on.
engine_kill() {
  engine_names "$1"
  process_end "$(engine_pid)" "$engine_run/docker.pid" KILL 15
  process_end "$(containerd_pid)" "$engine_run/containerd.toml" KILL 15
}

# engine_stop DIR: removes the containers and networks, ends the daemons and what they left, and takes the network back. The
# data folder stays, with its images.
engine_stop() {
  engine_names "$1"
  [ -d "$engine_run" ] || return 0
  if ! engine_running; then (engine_start "$1") 2>/dev/null || say "the private engine in $engine_dir is dead; ending what it left"; fi
  if engine_running; then engine_empty; fi
  engine_halt "$1"
  local pid child
  for pid in $(processes_with "-address $engine_run/containerd.sock"); do
    for child in $(children_of "$pid"); do kill -s KILL "$child" 2>/dev/null || true; done
    process_end "$pid" "$engine_run/containerd.sock" KILL 5
  done
  awk -v run="$engine_run/" -v data="$engine_dir/" 'index($2, run) == 1 || index($2, data) == 1 { print $2 }' /proc/mounts |
    sort -r | while read -r mount; do umount -l "$mount"; done
  engine_remove_network
  rm -rf "$engine_run"
  # Where shims of every containerd keep their sockets; the last one out leaves it empty.
  rmdir /run/containerd/s /run/containerd 2>/dev/null || true
}

engine_empty() {
  local id
  engine_call -X POST 'http://engine/swarm/leave?force=true' >/dev/null 2>&1 || true
  for id in $(engine_call 'http://engine/containers/json?all=true' | grep -o '"Id":"[0-9a-f]\{64\}"' | cut -d'"' -f4); do
    engine_call -X DELETE "http://engine/containers/$id?force=true&v=true" >/dev/null || say "container $id cannot be removed"
  done
  for id in $(engine_call http://engine/networks | grep -o '"Id":"[0-9a-f]\{64\}"' | cut -d'"' -f4); do
    echo "br-${id:0:12}" >>"$engine_run/bridges"
  done
  # Swarm's gateway bridge has a name that all engines share; its address tells whose it is.
  if ip -o -4 addr show to "$(cat "$engine_run/pool")" | grep -qw docker_gwbridge; then echo docker_gwbridge >>"$engine_run/bridges"; fi
  engine_call -X POST http://engine/networks/prune >/dev/null || say "the private engine's networks cannot be removed"
}
