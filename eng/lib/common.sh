# Sourced by the commands in eng/: messages, bounded waiting, and processes that are ended by their id and by nothing else.

say() { printf '%s\n' "$*" >&2; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# The text between the shebang and the first line that is no comment is a command's help.
print_help() { sed -n '2,/^[^#]/{/^#/{s/^# \{0,1\}//;p}}' "$1"; }

is_root() { [ "$(id -u)" -eq 0 ]; }

absolute_path() { realpath --canonicalize-missing -- "$1"; }

# wait_until SECONDS COMMAND...: true as soon as the command is, false when the time is up.
wait_until() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.1
  done
}

# process_alive PID TEXT: the process lives (a zombie does not) and TEXT stands in its command line. The text keeps us from
# taking a stranger for ours after the kernel has given a number again. Without one the command line is not looked at: it is
# empty for a moment while a process becomes another program.
process_alive() {
  [ -n "${1:-}" ] && [ -r "/proc/$1/stat" ] || return 1
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  case "${stat##*) }" in Z* | X*) return 1 ;; esac
  [ -z "$2" ] || tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline" | grep -qF -- "$2"
}

process_gone() { ! process_alive "$@"; }

# process_end PID TEXT SIGNAL SECONDS: asks with the signal, waits, and then insists.
process_end() {
  process_alive "$1" "$2" || return 0
  kill -s "$3" "$1" 2>/dev/null || true
  wait_until "$4" process_gone "$1" "$2" && return 0
  kill -s KILL "$1" 2>/dev/null || true
  wait_until 60 process_gone "$1" "$2" || die "process $1 ($2) does not end"
}

# processes_with TEXT: ids of living processes that have TEXT in their command line.
processes_with() {
  local directory
  for directory in /proc/[0-9]*; do
    if process_alive "${directory#/proc/}" "$1"; then echo "${directory#/proc/}"; fi
  done
}

# children_of PID: ids of the processes that have it as their parent.
children_of() { awk -v parent="$1" '/^Pid:/ { pid = $2 } /^PPid:/ && $2 == parent { print pid }' /proc/[0-9]*/status 2>/dev/null || true; }

# end_marked TEXT: ends every process whose environment holds exactly TEXT, which only children of ours do.
end_marked() {
  local directory pid
  for directory in /proc/[0-9]*; do
    pid=${directory#/proc/}
    if [ "$pid" -ne $$ ] && [ "$pid" -ne "$BASHPID" ] && tr '\0' '\n' 2>/dev/null <"$directory/environ" | grep -qxF -- "$1"; then
      kill -s KILL "$pid" 2>/dev/null || true
    fi
  done
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below the kernel's own range for outgoing connections, so that none of those takes the port first, and below the ports that tests
# take for others before those listen (tests/TestKit/FreePorts.cs).
free_port() {
  local port attempt
  for attempt in $(seq 100); do
    port=$((17000 + (RANDOM * 32768 + RANDOM) % 3000))
    if port_is_free "$port"; then
      echo "$port"
      return 0
    fi
  done
  die "no free port found on 127.0.0.1 in $attempt attempts"
}
