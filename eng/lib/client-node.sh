# Sourced after common.sh and install.sh: the JavaScript client of Kubernetes, as the lock file beside its tests names it, kept in the user's cache.

client_node_files=tests/Clients.Tests/JavaScript

# find_client_node: sets and exports ORC_TEST_CLIENT_NODE, the folder of its modules, unless that is set; false, with the reason, if it cannot.
# Runs in the repository's root.
find_client_node() {
  if [ -n "${ORC_TEST_CLIENT_NODE:-}" ]; then return 0; fi
  local kept
  kept=$cache_directory/client-node-$(sha256sum "$client_node_files/package-lock.json" | cut -c1-16)
  [ -d "$kept/node_modules/@kubernetes/client-node" ] || fetch_client_node "$kept" || return 1
  export ORC_TEST_CLIENT_NODE=$kept/node_modules
}

# In a subshell, and renamed into place when whole, so that an interrupted fetch is fetched again.
fetch_client_node() (
  say "fetching the JavaScript client"
  need_packages npm
  fetched=$(mktemp -d)
  trap 'rm -rf "$fetched"' EXIT
  cp "$client_node_files/package.json" "$client_node_files/package-lock.json" "$fetched" || exit 1
  if ! npm ci --prefix "$fetched" --ignore-scripts --no-audit --no-fund --silent >"$fetched/log" 2>&1; then
    tail -n 10 "$fetched/log" >&2
    say "npm cannot fetch the JavaScript client"
    exit 1
  fi
  rm -rf "$1" "$1.new"
  mkdir -p "$(dirname -- "$1")" && mv "$fetched" "$1.new" && mv "$1.new" "$1"
)
