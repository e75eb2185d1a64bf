# Sourced after common.sh and install.sh: a private PostgreSQL in a folder of its own, on a free port of 127.0.0.1, with a
# generated password. DIR/connection holds the connection string, readable by its owner only.

# pg_user DIR: sets PG_AS, the words before a command of the server's. PostgreSQL refuses to run as root, so root hands over to
# the user postgres. Where that user may not pass through a parent folder (root's home, say), it gets the one capability that
# lets it.
pg_user() {
  PG_AS=(env)
  is_root || return 0
  PG_AS=(setpriv --reuid postgres --regid postgres --init-groups)
  if ! "${PG_AS[@]}" test -x "$1"; then PG_AS+=(--inh-caps +dac_read_search --ambient-caps +dac_read_search); fi
}

# Prints the id of the server that runs in DIR.
pg_pid() {
  local pid
  pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) && process_alive "$pid" "$1/data" && echo "$pid"
}

pg_ready() { "$(postgres_bin)/pg_isready" -q -h 127.0.0.1 -p "$1" -t 1; }

# Initialised beside its place and renamed, so that an interrupted start leaves nothing half made.
pg_initialise() {
  local dir=$1
  rm -rf "$dir/data.new"
  (umask 077 && head -c 18 /dev/urandom | base64 | tr '+/' '-_' >"$dir/password")
  ! is_root || chown postgres "$dir/password"
  if ! "${PG_AS[@]}" "$(postgres_bin)/initdb" -D "$dir/data.new" -U postgres --auth=scram-sha-256 --pwfile="$dir/password" \
    --encoding=UTF8 --locale=C.UTF-8 --data-checksums >"$dir/initdb.log" 2>&1 </dev/null; then
    tail -n 20 "$dir/initdb.log" >&2
    die "initdb failed; its last lines stand above"
  fi
  # A server that is told to listen on the bridge of machines (POSTGRES_SETTINGS) lets those in, with the password.
  echo 'host all all 198.18.0.0/15 scram-sha-256' >>"$dir/data.new/pg_hba.conf"
  mv "$dir/data.new" "$dir/data"
}

# pg_launch DIR PORT SETTING...: one attempt; false when the server ends before it answers.
pg_launch() {
  local dir=$1 port=$2 settings=() setting pid
  shift 2
  for setting in "$@"; do settings+=(-c "$setting"); done
  (cd / && exec setsid "${PG_AS[@]}" "$(postgres_bin)/postgres" -D "$dir/data" -p "$port" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories= -c max_connections=300 "${settings[@]}") >>"$dir/log" 2>&1 </dev/null 9>&- &
  local child=$!
  wait_until 60 pg_named_or_gone "$dir" "$child" || return 1
  pid=$(pg_pid "$dir") || return 1
  # Recovery after a crash may take a while, and a server in recovery is a living process that does not answer yet.
  wait_until 120 pg_ready_or_gone "$dir" "$pid" "$port" && process_alive "$pid" "$dir/data"
}

# Any text will do: for a moment our child has not become the server yet, and would be taken for gone.
pg_named_or_gone() { pg_pid "$1" >/dev/null || process_gone "$2" ''; }

pg_ready_or_gone() { pg_ready "$3" || process_gone "$2" "$1/data"; }

# pg_start DIR [SETTING=VALUE...]: starts the server, or finds it running; sets PG_CONNECTION. A port once used is kept where
# it is free, so that clients find a restarted server again.
pg_start() {
  local dir port attempt
  dir=$(absolute_path "$1")
  shift
  mkdir -p "$dir"
  ! is_root || chown postgres "$dir"
  chmod 700 "$dir"
  pg_user "$dir"
  if ! pg_pid "$dir" >/dev/null; then
    [ -f "$dir/data/PG_VERSION" ] || pg_initialise "$dir"
    for attempt in 1 2 3 4 5; do
      # What a crash left behind names a process that is not ours, or none.
      rm -f "$dir/data/postmaster.pid"
      port=$(cat "$dir/port" 2>/dev/null || free_port)
      port_is_free "$port" || port=$(free_port)
      echo "$port" >"$dir/port"
      pg_launch "$dir" "$port" "$@" && break
      if [ "$attempt" = 5 ]; then
        tail -n 20 "$dir/log" >&2
        die "PostgreSQL does not start in $dir; the end of its log stands above"
      fi
    done
  fi
  PG_CONNECTION="Host=127.0.0.1;Port=$(cat "$dir/port");Username=postgres;Password=$(cat "$dir/password")"
  (umask 077 && printf '%s\n' "$PG_CONNECTION" >"$dir/connection")
}

# pg_create_database DIR NAME: where it is absent.
pg_create_database() {
  local dir psql
  dir=$(absolute_path "$1")
  psql=("$(postgres_bin)/psql" -qAtX -h 127.0.0.1 -p "$(cat "$dir/port")" -U postgres -v ON_ERROR_STOP=1)
  if [ -z "$(PGPASSWORD=$(cat "$dir/password") "${psql[@]}" -c "select 1 from pg_database where datname = '$2'")" ]; then
    PGPASSWORD=$(cat "$dir/password") "${psql[@]}" -c "create database \"$2\""
  fi
}

# Ends the server in DIR in order: open connections are cut, everything is written.
pg_stop() {
  local dir pid
  dir=$(absolute_path "$1")
  pid=$(pg_pid "$dir") || return 0
  process_end "$pid" "$dir/data" INT 60
}

# Ends it as a crash would: the server and its children, with nothing written.
pg_kill() {
  local dir pid child
  dir=$(absolute_path "$1")
  pid=$(pg_pid "$dir") || return 0
  local children
  mapfile -t children < <(children_of "$pid")
  kill -s KILL "$pid" "${children[@]}" 2>/dev/null || true
  wait_until 60 process_gone "$pid" "$dir/data" || die "PostgreSQL ($pid) does not end"
  for child in "${children[@]}"; do wait_until 60 process_gone "$child" postgres || die "PostgreSQL's child $child does not end"; done
}
