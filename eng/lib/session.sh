# Sourced after the other parts: a session is what eng/test and eng/bench set up around what they run. It has one temporary
# folder and one mark in the environment of all its processes, by which whatever is left of it is found and ended.

# session_start: PostgreSQL and an engine with the example images, and the variables by which tests find them.
# SESSION_END_SECONDS says how long what runs may take to end after it was told to (15).
session_start() {
  local password_free
  is_root || die "private Docker engines need root: run this command as root (sudo), it installs with apt what is missing"
  need_dotnet
  need_packages docker.io docker-registry postgresql iproute2 iptables curl
  session_folder=$(mktemp -d "${TMPDIR:-/tmp}/orc-XXXXXXXX")
  trap 'session_end' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  ORC_TEST_RUN=$(basename "$session_folder")
  export ORC_TEST_RUN
  # MSBuild's helpers outlive a build otherwise, for the next one; these end with it, and ours are nobody else's. The compiler's
  # name is also that of its socket, beside the session's folder, so it must be another.
  export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 SharedCompilationId=$ORC_TEST_RUN-compiler
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
  say "starting a private PostgreSQL and a private Docker engine"
  # Tests kill servers, never the machine, so nothing is lost by not waiting for the disk.
  pg_start "$session_folder/postgres" "${SESSION_POSTGRES_SETTINGS[@]}"
  engine_start "$session_folder/engine"
  ensure_images "$ENGINE_HOST"
  ORC_TEST_BUSYBOX=$(static_busybox)
  mkdir -p "$session_folder/servers"
  export ORC_TEST_BUSYBOX ORC_TEST_POSTGRES=$PG_CONNECTION ORC_TEST_DOCKER=$ENGINE_HOST
  export ORC_TEST_POSTGRES_DIR=$session_folder/postgres ORC_TEST_ENGINE_DIR=$session_folder/engine
  export ORC_TEST_SERVERS_DIR=$session_folder/servers ORC_TEST_REPOSITORY=$repository
  password_free=${PG_CONNECTION%;Password=*}
  say "PostgreSQL: $password_free; engine: $ENGINE_HOST"
}

# run_interruptibly COMMAND...: the shell waits for it in a way that lets Ctrl-C and SIGTERM end the session at once.
run_interruptibly() {
  local status=0
  "$@" </dev/null &
  session_running=$!
  wait "$session_running" || status=$?
  session_running=''
  return $status
}

# session_stop_servers: ends the private servers that tests started and did not end. Some are a folder below: an eng/run that a
# test started keeps its own two together.
session_stop_servers() {
  local folder
  for folder in "$session_folder"/servers/*/*/ "$session_folder"/servers/*/; do
    [ -d "$folder" ] || continue
    if [ -f "$folder/network" ]; then machines_stop "$folder"; fi
    if [ -d "$folder/containerd" ]; then engine_stop "$folder"; fi
    if [ -d "$folder/data/base" ] || [ -f "$folder/data/postmaster.pid" ]; then pg_stop "$folder"; fi
  done
  rm -rf "$session_folder"/servers/*/
}

# Errors here must not keep the rest from being ended.
session_end() {
  local status=$?
  trap '' HUP INT TERM
  trap - EXIT
  set +e
  if [ -n "${session_running:-}" ]; then process_end "$session_running" '' TERM "${SESSION_END_SECONDS:-15}"; fi
  (session_stop_servers)
  (engine_stop "$session_folder/engine")
  (pg_stop "$session_folder/postgres")
  end_marked "ORC_TEST_RUN=$ORC_TEST_RUN"
  rm -rf "$session_folder"
  return $status
}
