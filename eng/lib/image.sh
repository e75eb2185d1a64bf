# Sourced after common.sh and install.sh: brings the example images into an engine, over its API, so no registry and no docker
# command is needed. Both are made of one static busybox.

hello_image=orc.example/hello:1
busybox_image=orc.example/busybox:1

# docker_api HOST: sets DOCKER_API, the words of a curl command for an engine's address as DOCKER_HOST has it, and DOCKER_URL.
docker_api() {
  local certificates=${DOCKER_CERT_PATH:-$HOME/.docker}
  DOCKER_API=(curl -fsS)
  case $1 in
    unix://*)
      DOCKER_API+=(--unix-socket "${1#unix://}")
      DOCKER_URL=http://engine
      ;;
    tcp://*)
      DOCKER_URL=http://${1#tcp://}
      if [ -n "${DOCKER_TLS_VERIFY:-}" ]; then
        DOCKER_API+=(--cacert "$certificates/ca.pem" --cert "$certificates/cert.pem" --key "$certificates/key.pem")
        DOCKER_URL=https://${1#tcp://}
      fi
      ;;
    *) die "DOCKER_HOST must begin with unix:// or tcp://; got $1" ;;
  esac
}

# docker_answers HOST: an engine listens there and lets us in.
docker_answers() {
  docker_api "$1"
  "${DOCKER_API[@]}" --max-time 5 "$DOCKER_URL/_ping" >/dev/null 2>&1
}

url_encode() {
  local text=$1 index character
  for ((index = 0; index < ${#text}; index++)); do
    character=${text:index:1}
    case $character in
      [a-zA-Z0-9._-]) printf %s "$character" ;;
      *) printf '%%%02X' "'$character" ;;
    esac
  done
}

has_image() { "${DOCKER_API[@]}" --max-time 60 "$DOCKER_URL/images/$1/json" >/dev/null 2>&1; }

# import_image FOLDER NAME CHANGE...: the folder becomes the image's root.
import_image() {
  local folder=$1 name=$2 query change answer
  shift 2
  query="fromSrc=-&repo=${name%:*}&tag=${name##*:}"
  for change in "$@"; do query+="&changes=$(url_encode "$change")"; done
  answer=$(tar -C "$folder" --owner=0 --group=0 --numeric-owner -c . |
    "${DOCKER_API[@]}" --max-time 60 -X POST -H 'Content-Type: application/x-tar' --data-binary @- "$DOCKER_URL/images/create?$query") ||
    die "the engine refuses the image $name: $answer"
  has_image "$name" || die "the engine did not import the image $name: $answer"
}

# A root folder with every applet of busybox in /bin.
busybox_root() {
  local root=$1 busybox applet
  busybox=$(static_busybox)
  mkdir -p "$root/bin" "$root/etc" "$root/tmp" "$root/www"
  chmod 1777 "$root/tmp"
  cp "$busybox" "$root/bin/busybox"
  chmod 755 "$root/bin/busybox"
  for applet in $("$busybox" --list); do [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"; done
  echo 'root:x:0:0:root:/:/bin/sh' >"$root/etc/passwd"
}

# The first process of a container gets no signal that it does not ask for; the script asks, so a stop takes no grace period.
hello_script() {
  cat <<'SH'
#!/bin/sh
# Answers HTTP on PORT (8080) with this pod's name and VERSION, until SIGTERM.
trap 'exit 0' TERM INT
echo "hello from ${HOSTNAME:-$(hostname)}, version ${VERSION:-1}" >/www/index.html
httpd -f -p "${PORT:-8080}" -h /www &
wait $!
SH
}

# ensure_images HOST: imports what is absent.
ensure_images() (
  docker_api "$1"
  if has_image "$hello_image" && has_image "$busybox_image"; then exit 0; fi
  root=$(mktemp -d)
  trap 'rm -rf "$root"' EXIT
  busybox_root "$root"
  chmod 755 "$root"
  local_path='ENV PATH=/bin'
  has_image "$busybox_image" || import_image "$root" "$busybox_image" "$local_path" 'CMD ["/bin/sh"]'
  hello_script >"$root/bin/hello"
  chmod 755 "$root/bin/hello"
  has_image "$hello_image" || import_image "$root" "$hello_image" "$local_path" 'ENTRYPOINT ["/bin/hello"]' 'EXPOSE 8080'
)
