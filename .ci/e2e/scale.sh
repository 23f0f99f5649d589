# shellcheck shell=bash
# The operator with 200 gateways, on an API server of its own: nothing while idle, no write at a restart.

scale() {
  checks_of .ci/scale 200 --idle 60
}
