# Sourced after common.sh, install.sh and image.sh: "machines" on this one. Each has a network namespace, a control group, a host
# name and a Docker engine of its own; a cable (a pair of virtual interfaces) leads from each to one bridge, whose own address is
# where this machine's servers are reached from there. A process is on a machine when it was started through the machine's
# DIR/NUMBER/enter: then a power cut, which kills everything in the control group, takes it too.

machines_controllers='cpu cpuacct cpuset memory devices freezer blkio pids systemd'
machines_cgroups=/sys/fs/cgroup

# machines_names DIR: sets what everything of these machines is called. Sockets have short paths only, hence a folder in /run, and
# the names of interfaces have 15 characters at most.
machines_names() {
  machines_dir=$(absolute_path "$1")
  machines_id=$(printf 'om%x' "$(printf %s "$machines_dir" | cksum | cut -d' ' -f1)")
  machines_run=/run/$machines_id
}

# machine_names NUMBER: after machines_names.
machine_names() {
  machine_id=$machines_id-$1
  machine_cable=${machines_id}v$1
  machine_dir=$machines_dir/$1
  machine_run=$machines_run/$1
  machine_address=$(cat "$machines_dir/network").$((10 + $1))
  machine_host=unix://$machine_run/docker.sock
}

machines_check() {
  is_root || die "only root can make machines: run this command as root"
  [ -d "$machines_cgroups/freezer" ] || die "machines need control groups of version 1 with a freezer below $machines_cgroups; this machine has $(
    if [ -f "$machines_cgroups/cgroup.controllers" ]; then echo 'version 2 alone'; else echo 'none'; fi)"
}

# Takes a /24 of the block that is set aside for benchmarks of network devices, one that no route leads into.
machines_make_bridge() {
  local third network
  for third in $(seq 0 255); do
    network=198.18.$(((16#${machines_id#om} + third) % 256))
    [ -z "$(ip -4 route show table all root "$network.0/24")" ] || continue
    echo "$network" >"$machines_dir/network"
    ip link add "$machines_id" type bridge
    ip addr add "$network.1/24" dev "$machines_id"
    ip link set "$machines_id" up
    # Other engines set the policy for forwarding to DROP, and bridged packets go through it too.
    iptables -w -I FORWARD -i "$machines_id" -o "$machines_id" -m comment --comment "$machines_id" -j ACCEPT
    return 0
  done
  die "no network 198.18.N.0/24 is free for machines"
}

# machines_start DIR COUNT: makes the bridge and the machines 1 to COUNT, and starts their engines.
machines_start() {
  local number
  machines_check
  machines_names "$1"
  mkdir -p "$machines_dir"
  (umask 077 && mkdir -p "$machines_run")
  {
    flock 9
    machines_make_bridge
  } 9>/run/lock/orleans-orchestrator
  # Before they start side by side: each would fetch it.
  static_busybox >/dev/null
  local starting=()
  for number in $(seq "$2"); do
    (machine_start "$number") &
    starting+=($!)
  done
  for number in "${starting[@]}"; do wait "$number" || die "the machines do not all start"; done
  machines_share_images "$2"
}

# machines_share_images COUNT: an import makes an image of another id each time, and the same image is to be the same everywhere.
machines_share_images() {
  local number images=$machines_dir/images.tar
  machine_names 1
  ensure_images "$machine_host"
  docker_api "$machine_host"
  "${DOCKER_API[@]}" "$DOCKER_URL/images/get?names=$hello_image&names=$busybox_image" >"$images" || die "the engine of $machine_id does not hand out its images"
  for number in $(seq 2 "$1"); do
    machine_names "$number"
    docker_api "$machine_host"
    "${DOCKER_API[@]}" -H 'Content-Type: application/x-tar' --data-binary "@$images" "$DOCKER_URL/images/load?quiet=1" >/dev/null || die "the engine of $machine_id refuses the images"
  done
  rm -f "$images"
}

# machine_pids: the living processes of the machine; a zombie is none.
machine_pids() {
  local pid
  for pid in $(find "$machines_cgroups/pids/$machine_id" -name cgroup.procs -exec cat {} + 2>/dev/null | sort -un); do
    if process_alive "$pid" ''; then echo "$pid"; fi
  done
}

machine_is_dead() { [ -z "$(machine_pids)" ]; }

# machine_start NUMBER: starts a machine that has no process: with an empty /run, without containers that run and with new
# interfaces, as after its power was cut. Where its processes live, the engine alone is started, or found running.
machine_start() {
  machine_names "$1"
  if machine_is_dead; then
    machine_clear
    machine_make_namespace
    machine_make_control_groups
    (umask 077 && mkdir -p "$machine_run" "$machine_dir")
    machine_write_enter
  fi
  machine_start_engine
}

# Takes away what ends with the power of a real machine.
machine_clear() {
  awk -v run="$machine_run/" -v data="$machine_dir/" 'index($2, run) == 1 || index($2, data) == 1 { print $2 }' /proc/mounts |
    sort -r | while read -r mount; do umount -l "$mount"; done
  ! ip link show "$machine_cable" >/dev/null 2>&1 || ip link delete "$machine_cable"
  if [ -e "/run/netns/$machine_id" ]; then ip netns delete "$machine_id"; fi
  rm -rf "$machine_run"
}

machine_make_namespace() {
  ip netns add "$machine_id"
  ip link add "$machine_cable" type veth peer name eth0 netns "$machine_id"
  ip link set "$machine_cable" master "$machines_id" up
  ip -n "$machine_id" link set lo up
  ip -n "$machine_id" addr add "$machine_address/24" dev eth0
  ip -n "$machine_id" link set eth0 up
  ip -n "$machine_id" route add default via "$(cat "$machines_dir/network").1"
}

machine_make_control_groups() {
  local controller file
  for controller in $machines_controllers; do
    [ -d "$machines_cgroups/$controller" ] && mkdir -p "$machines_cgroups/$controller/$machine_id" || continue
    if [ "$controller" = cpuset ]; then
      for file in cpus mems; do cat "$machines_cgroups/cpuset/cpuset.$file" >"$machines_cgroups/cpuset/$machine_id/cpuset.$file"; done
      echo 1 >"$machines_cgroups/cpuset/$machine_id/cgroup.clone_children"
    fi
  done
}

# `ip netns exec` would mount /sys anew, and the engine would find no control groups there.
machine_write_enter() {
  cat >"$machine_dir/enter" <<SH2
#!/bin/bash
# Runs a command on the machine $machine_id, in this process.
exec nsenter --net=/run/netns/$machine_id unshare --uts bash -c '
  hostname $machine_id
  for controller in $machines_controllers; do
    if [ -d $machines_cgroups/\$controller ]; then echo \$\$ >$machines_cgroups/\$controller/$machine_id/cgroup.procs; fi
  done
  exec "\$@"' enter "\$@"
SH2
  chmod 755 "$machine_dir/enter"
}

machine_engine_ready() { curl -fs --max-time 5 --unix-socket "$machine_run/docker.sock" http://engine/_ping >/dev/null 2>&1; }
machine_engine_ready_or_gone() { machine_engine_ready || process_gone "$1" ''; }
machine_containerd_ready() { [ -S "$machine_run/containerd.sock" ]; }

# The numbers in these files may by now belong to a zombie or to a stranger, for whom the daemons would wait.
machine_forget_dead_daemons() {
  process_alive "$(cat "$machine_run/docker.pid" 2>/dev/null)" "$machine_run/docker.pid" || rm -f "$machine_run/docker.pid"
  process_alive "$(cat "$machine_run/containerd.pid" 2>/dev/null)" "$machine_run/containerd.toml" ||
    rm -f "$machine_run/containerd.pid" "$machine_run/containerd.sock"
}

machine_start_engine() {
  machine_forget_dead_daemons
  if [ ! -f "$machine_run/containerd.pid" ]; then
    cat >"$machine_run/containerd.toml" <<TOML
version = 2
root = "$machine_dir/store"
state = "$machine_run/containerd"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "$machine_run/containerd.sock"
[ttrpc]
  address = "$machine_run/containerd.sock.ttrpc"
TOML
    setsid "$machine_dir/enter" containerd --config "$machine_run/containerd.toml" >>"$machine_dir/containerd.log" 2>&1 </dev/null 9>&- &
    echo $! >"$machine_run/containerd.pid"
    wait_until 60 machine_containerd_ready || machine_failed containerd
  fi
  if [ ! -f "$machine_run/docker.pid" ]; then
    echo "{\"live-restore\": ${ENGINE_LIVE_RESTORE:-true}}" >"$machine_dir/daemon.json"
    setsid "$machine_dir/enter" dockerd --config-file "$machine_dir/daemon.json" --data-root "$machine_dir/data" --exec-root "$machine_run/exec" \
      --pidfile "$machine_run/docker.pid" --host "$machine_host" --group root --containerd "$machine_run/containerd.sock" \
      --cgroup-parent "/$machine_id" >>"$machine_dir/dockerd.log" 2>&1 </dev/null 9>&- &
    wait_until 60 machine_engine_ready_or_gone $! || true
    machine_engine_ready || machine_failed dockerd
  fi
}

machine_failed() {
  tail -n 20 "$machine_dir/$1.log" >&2
  die "$1 does not start on the machine $machine_id; the end of its log stands above"
}

# What is frozen can neither start anything nor get away while it is killed.
machine_kill() {
  local group=$machines_cgroups/freezer/$machine_id/freezer.state pid
  [ -f "$group" ] || return 0
  echo FROZEN >"$group"
  for pid in $(machine_pids); do kill -s KILL "$pid" 2>/dev/null || true; done
  echo THAWED >"$group"
  wait_until 60 machine_is_dead || die "processes of the machine $machine_id do not end: $(machine_pids | tr '\n' ' ')"
}

machine_remove() {
  local controller
  machine_names "$1"
  machine_kill
  machine_clear
  for controller in $machines_controllers unified; do
    if [ -d "$machines_cgroups/$controller/$machine_id" ]; then
      wait_until 10 machine_remove_group "$machines_cgroups/$controller/$machine_id" || say "the control group $controller/$machine_id cannot be removed"
    fi
  done
  rm -rf "$machine_dir"
}

# The kernel keeps a group for a moment after its last process.
machine_remove_group() {
  find "$1" -depth -type d -exec rmdir {} + 2>/dev/null || true
  [ ! -d "$1" ]
}

# machines_stop DIR: kills what runs on the machines and removes them, with all that they have stored.
machines_stop() {
  local folder
  machines_names "$1"
  for folder in "$machines_dir"/[0-9]*/; do
    [ -d "$folder" ] || continue
    machine_remove "$(basename "$folder")"
  done
  if ip link show "$machines_id" >/dev/null 2>&1; then ip link delete "$machines_id"; fi
  iptables -w -D FORWARD -i "$machines_id" -o "$machines_id" -m comment --comment "$machines_id" -j ACCEPT 2>/dev/null || true
  rm -rf "$machines_run"
  rm -f "$machines_dir/network"
  rmdir /run/containerd/s /run/containerd 2>/dev/null || true
}

# machines_list DIR: the bridge's address, and a line for each machine: its name, its address and its engine's.
machines_list() {
  local folder
  machines_names "$1"
  echo "$(cat "$machines_dir/network").1"
  for folder in "$machines_dir"/[0-9]*/; do
    machine_names "$(basename "$folder")"
    echo "$machine_id $machine_address $machine_host"
  done
}
