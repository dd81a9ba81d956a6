#!/usr/bin/env bash
# Write requirements.lock (run time and build backend) and requirements-dev.lock (those and the tools).
#
# Every line is a version with the digests of all its files; no address of any registry is written.
# Pins stay as they are unless UPGRADE=1 is given; CONSTRAINT=FILE caps them.
set -euo pipefail
cd "$(dirname "$0")/.."

python=${1:?usage: tools/lock.sh PYTHON (one that has pip-tools)}
export PIP_CONFIG_FILE=/dev/null # nothing of this machine's pip settings may leak into the lock
unset PIP_FIND_LINKS PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_CONSTRAINT
export CUSTOM_COMPILE_COMMAND="make lock"
arguments=(--quiet --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
  --no-emit-options --annotation-style line --newline lf --no-allow-unsafe)
if [ "${UPGRADE:-}" = 1 ]; then arguments+=(--upgrade); fi
if [ -n "${CONSTRAINT:-}" ]; then arguments+=(--constraint "$CONSTRAINT"); fi

"$python" -m piptools compile "${arguments[@]}" --extra build --output-file requirements.lock pyproject.toml
"$python" -m piptools compile "${arguments[@]}" --constraint requirements.lock --extra build --extra dev \
  --output-file requirements-dev.lock pyproject.toml

# What another platform needs besides: the resolver sees only the platform it runs on.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
echo 'appnope>=0.1.4' >"$scratch/darwin.in" # ipykernel imports it there
"$python" -m piptools compile "${arguments[@]}" --no-header --no-annotate \
  --output-file "$scratch/darwin.txt" "$scratch/darwin.in"
sed -i -e '/^appnope==/,/^    # via ipykernel/d' requirements-dev.lock
sed -E -e 's/^(appnope==[^ ]+) /\1 ; sys_platform == "darwin" /' "$scratch/darwin.txt" >>requirements-dev.lock
echo '    # via ipykernel' >>requirements-dev.lock

# A constraint is no reason: name only who asks for a package.
sed -i -E -e 's/-c [^ ,]+(, )?//g' requirements.lock requirements-dev.lock
