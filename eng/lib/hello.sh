# Sourced by eng/run: applies the example, shows its replicas come up, and asks each one over HTTP.

hello_file=examples/hello.yaml

orc() { dotnet "$orc_dll" "$@"; }

hello_pods() { curl -fsS --max-time 10 "$api/api/v1/namespaces/default/pods?labelSelector=app%3Dhello"; }

# Addresses of the pods that have one, one a line.
hello_addresses() { hello_pods | grep -o '"podIP": *"[^"]*"' | cut -d'"' -f4; }

# The number of ready replicas as the deployment's status has it; absent means none.
hello_ready() {
  local ready
  ready=$(curl -fsS --max-time 10 "$api/apis/apps/v1/namespaces/default/deployments/hello" | grep -o '"readyReplicas": *[0-9]*' | head -n 1) || true
  echo "${ready##*[: ]}"
}

show_hello() {
  local wanted address answer
  wanted=$(sed -n 's/^  replicas: *//p' "$repository/$hello_file")
  say "applying $hello_file"
  orc apply -f "$repository/$hello_file" >&2 || orc_failed "$hello_file cannot be applied"
  wait_for_replicas "$wanted"
  for address in $(hello_addresses); do
    answer=$(curl -fsS --max-time 10 --retry 5 --retry-connrefused --retry-delay 1 "http://$address:8080/") ||
      orc_failed "the replica at $address does not answer"
    say "  http://$address:8080 -> $answer"
  done
  [ "$(hello_addresses | wc -l)" -ge "$wanted" ] || orc_failed "fewer than $wanted replicas have an address"
}

# wait_for_replicas N: says each change of the count, and gives up after two minutes.
wait_for_replicas() {
  local wanted=$1 ready='' shown='' end=$((SECONDS + 120))
  while [ "$shown" != "$wanted" ]; do
    [ "$SECONDS" -lt "$end" ] || replicas_failed "only ${shown:-0} of $wanted replicas are ready after 120 s"
    process_alive "$orc_pid" "$orc_dll" || orc_failed "orc ended by itself"
    ready=$(hello_ready)
    if [ "${ready:=0}" != "$shown" ]; then
      shown=$ready
      say "  $shown of $wanted replicas ready"
    else
      sleep 0.1
    fi
  done
}

replicas_failed() {
  orc get pods >&2 || true
  orc_failed "$1"
}

print_next_steps() {
  cat >&2 <<TEXT

Try in another terminal, with kubectl or, where there is none, with orc:

  export KUBECONFIG=$KUBECONFIG
  kubectl get pods -o wide                       orc get pods
  kubectl scale deployment hello --replicas=5
  kubectl delete pod NAME                        orc delete pod NAME     (another takes its place)
  kubectl logs NAME                              orc logs NAME

  alias orc='dotnet $orc_dll'

The log of orc is $data/orc.log. Ctrl-C ends everything that was started; deployments stay in $data
and are back after the next eng/run.
TEXT
}
