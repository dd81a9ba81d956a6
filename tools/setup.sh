#!/usr/bin/env bash
# Make .venv hold what a lock file says, and this project on top of it.
#
#   tools/setup.sh run    what `make demo` needs
#   tools/setup.sh dev    the same and the tools of `make test`
#
# Needs Python 3.11 or newer and pip, nothing else: a system Python without ensurepip (Debian's) will do.
# Does nothing when the lock, pyproject.toml and this file are those of the last time.
set -euo pipefail
cd "$(dirname "$0")/.."

mode=${1:-dev}
case "$mode" in
  run) lock=requirements.lock ;;
  dev) lock=requirements-dev.lock ;;
  *) echo "usage: tools/setup.sh run|dev" >&2 && exit 2 ;;
esac

# Settings that send an installation somewhere else than into .venv, or imports somewhere else than there.
unset PIP_USER PIP_TARGET PIP_PREFIX PIP_ROOT PYTHONHOME PYTHONPATH
export PIP_DISABLE_PIP_VERSION_CHECK=1

say() { echo "setup: $*" >&2; }
stop() { say "$*"; exit 3; }
new_enough() { "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
  local name
  for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
    if new_enough "$name"; then command -v "$name" && return; fi
  done
  stop "no Python 3.11 or newer found; install one, or name it: make PYTHON=/path/to/python3.11"
}

# The digest is of bytes, not of times: a checkout or a copy does not set everything up again.
fingerprint() {
  .venv/bin/python - "$PWD" "$1" pyproject.toml tools/setup.sh <<'PY'
import hashlib, pathlib, sys
parts = [sys.version.encode(), sys.argv[1].encode(), *(pathlib.Path(name).read_bytes() for name in sys.argv[2:])]
print(hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest())
PY
}

up_to_date() { # stamp of mode $1, lock $2
  [ -f ".venv/.installed-$1" ] && [ "$(cat ".venv/.installed-$1")" = "$(fingerprint "$2")" ]
}

# The folder's path is part of an environment: one that was moved or copied with its tree is rebuilt.
usable() { new_enough .venv/bin/python && [ "$(.venv/bin/python -c 'import sys; print(sys.prefix)')" -ef .venv ] && at_home; }
at_home() { ! [ -f .venv/bin/activate ] || grep -qF "$PWD/.venv" .venv/bin/activate; }

make_environment() {
  local python
  if [ -e .venv ] && ! [ -f .venv/pyvenv.cfg ] && [ -n "$(ls -A .venv)" ]; then
    stop ".venv exists and is no virtual environment; move it away"
  fi
  python=$(find_python)
  say "new virtual environment .venv with $("$python" --version)"
  if ! "$python" -m venv --clear .venv >/dev/null 2>&1; then
    say "this Python has no ensurepip: its own pip will serve .venv"
    "$python" -m venv --clear --without-pip .venv || stop "cannot make a virtual environment with $python -m venv"
  fi
}

pip() {
  local python
  if .venv/bin/python -m pip --version >/dev/null 2>&1; then
    .venv/bin/python -m pip "$@"
    return
  fi
  python=$(find_python)
  if "$python" -m pip --version >/dev/null 2>&1; then
    "$python" -m pip --python .venv/bin/python "$@"
  elif command -v pip3 >/dev/null 2>&1; then
    pip3 --python .venv/bin/python "$@"
  else
    stop "no pip found; install it (Debian: python3-pip)"
  fi
}

if usable; then
  # Whoever has the tools has the run-time libraries too, at the same versions.
  if up_to_date dev requirements-dev.lock; then exit 0; fi
  if [ "$mode" = run ] && up_to_date run requirements.lock; then exit 0; fi
else
  make_environment
fi

rm -f .venv/.installed-run .venv/.installed-dev
say "installing $lock (the first time takes a minute or two)"
pip install --quiet --require-hashes --no-deps --only-binary :all: -r "$lock" ||
  stop "installing $lock failed; the lines above say why; the same command tries again"
pip install --quiet --no-deps --no-build-isolation -e . ||
  stop "installing this project failed; the lines above say why; the same command tries again"
fingerprint "$lock" >".venv/.installed-$mode"
say "done"
