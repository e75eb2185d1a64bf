# Sourced after common.sh and install.sh: Prometheus and promtool, from Debian's package. Tests start one of their own where they need it.

# find_prometheus: sets and exports ORC_TEST_PROMETHEUS and ORC_TEST_PROMTOOL, unless they are set.
find_prometheus() {
  if [ -n "${ORC_TEST_PROMETHEUS:-}" ] && [ -n "${ORC_TEST_PROMTOOL:-}" ]; then return 0; fi
  need_packages prometheus
  ORC_TEST_PROMETHEUS=${ORC_TEST_PROMETHEUS:-$(command -v prometheus)}
  ORC_TEST_PROMTOOL=${ORC_TEST_PROMTOOL:-$(command -v promtool)}
  export ORC_TEST_PROMETHEUS ORC_TEST_PROMTOOL
}
