# Sourced after common.sh: finds what a command needs and, for root, installs with apt what is missing. No service that a
# package brings is started or relied on.

cache_directory=${XDG_CACHE_HOME:-$HOME/.cache}/orleans-orchestrator

postgres_bin() {
  local initdb
  initdb=$(find /usr/lib/postgresql -mindepth 3 -maxdepth 3 -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
  [ -n "$initdb" ] && dirname "$initdb"
}

# Each need is satisfied by what its case finds; its name is that of the Debian package.
is_installed() {
  case $1 in
    docker.io) command -v dockerd >/dev/null && command -v containerd >/dev/null && command -v runc >/dev/null ;;
    postgresql) postgres_bin >/dev/null ;;
    iproute2) command -v ip >/dev/null ;;
    libfaketime) compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null ;;
    iptables | curl | unzip | npm | docker-registry) command -v "$1" >/dev/null ;;
    prometheus) command -v prometheus >/dev/null && command -v promtool >/dev/null ;;
    *) die "eng/lib/install.sh does not know the package $1" ;;
  esac
}

need_dotnet() {
  local major
  command -v dotnet >/dev/null || die "the .NET 10 SDK is needed: https://dotnet.microsoft.com/download/dotnet/10.0"
  major=$(dotnet --version 2>/dev/null | cut -d. -f1) || major=none
  [ "$major" = 10 ] || die "the .NET 10 SDK is needed, and 'dotnet --version' in this folder says: $(dotnet --version 2>&1 | head -n 1)"
}

# need_packages NAME...: true when all are there, after installing them if need be.
need_packages() {
  local missing=() name
  for name in "$@"; do is_installed "$name" || missing+=("$name"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  is_root || die "missing: ${missing[*]}. Install them (sudo apt-get install --no-install-recommends ${missing[*]}) or run this command as root"
  command -v apt-get >/dev/null || die "missing: ${missing[*]}, and this machine has no apt-get to install them with"
  say "installing ${missing[*]}"
  install_packages "${missing[@]}"
  for name in "${missing[@]}"; do is_installed "$name" || die "the package $name is installed, but what it should bring is not there"; done
}

# In a subshell, so that what is put in apt's way for a moment is taken out again however this ends.
install_packages() (
  log=$(mktemp) policy=/usr/sbin/policy-rc.d clusters=/etc/postgresql-common/createcluster.conf
  policy_is_ours='' clusters_saved=''
  trap 'if [ -n "$policy_is_ours" ]; then rm -f "$policy"; fi
    if [ -n "$clusters_saved" ]; then cat "$clusters_saved" >"$clusters"; fi
    rm -f "$log" "$clusters_saved"' EXIT
  if [ ! -e "$policy" ]; then
    policy_is_ours=yes
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  run_apt update
  case " $* " in
    *" postgresql "*)
      # PostgreSQL's package makes a cluster of its own unless its common part says otherwise beforehand.
      run_apt install -y --no-install-recommends postgresql-common
      clusters_saved=$(mktemp)
      cat "$clusters" >"$clusters_saved"
      echo 'create_main_cluster = false' >>"$clusters"
      ;;
  esac
  run_apt install -y --no-install-recommends "$@"
)

run_apt() {
  if ! DEBIAN_FRONTEND=noninteractive apt-get -q "$@" >"$log" 2>&1 </dev/null; then
    tail -n 40 "$log" >&2
    die "apt-get $* failed; its last lines stand above"
  fi
}

is_static() { [ -x "$1" ] && ! LC_ALL=C ldd "$1" >/dev/null 2>&1; }

# Prints the path of a static busybox. Debian's is unpacked beside an existing dynamic one, never installed over it.
static_busybox() {
  local unpacked=$cache_directory/busybox-static path download
  for path in /bin/busybox /usr/bin/busybox "$unpacked/bin/busybox" "$unpacked/usr/bin/busybox"; do
    if is_static "$path"; then
      echo "$path"
      return 0
    fi
  done
  say "fetching busybox-static"
  download=$(mktemp -d)
  if is_root; then apt-get -q update >"$download/log" 2>&1 || true; fi
  # apt's own user cannot write to our folder; fetching as the caller is what a download by a user is anyway.
  if ! (cd "$download" && apt-get -q -o APT::Sandbox::User=root download busybox-static >>log 2>&1 && mkdir -p "$unpacked" &&
    dpkg-deb -x busybox-static_*.deb "$unpacked" 2>>log); then
    tail -n 20 "$download/log" >&2
    rm -rf "$download"
    die "busybox-static cannot be fetched with apt-get; install it: sudo apt-get install busybox-static"
  fi
  rm -rf "$download"
  for path in "$unpacked/bin/busybox" "$unpacked/usr/bin/busybox"; do
    if is_static "$path"; then
      echo "$path"
      return 0
    fi
  done
  die "the package busybox-static holds no static busybox"
}
