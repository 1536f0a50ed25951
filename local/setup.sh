#!/bin/sh
# Installs what uv.lock and package-lock.json name, into .venv and node_modules, and nothing when nothing changed.
set -eu
cd "$(dirname "$0")/.."

say() { printf '\033[2m%s\033[0m\n' "$*" >&2; }

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
node -e 'process.exit(+process.versions.node.split(".")[0] < 20 ? 1 : 0)' || { say "Shortlist needs Node 20 or newer."; exit 1; }

mkdir -p .cache
stamp() { cat "$@" | cksum; }

wanted=$(stamp uv.lock pyproject.toml)
if [ "$(cat .cache/python.stamp 2>/dev/null || true)" != "$wanted" ] || [ ! -x .venv/bin/python ]; then
  say "Installing Python packages …"
  if command -v uv >/dev/null 2>&1; then
    uv=uv
  else
    [ -x .cache/uv/bin/uv ] || { "$python" -m venv .cache/uv && .cache/uv/bin/pip install --quiet uv; }
    uv=.cache/uv/bin/uv
  fi
  "$uv" sync --frozen --all-extras --quiet --python "$python"
  echo "$wanted" >.cache/python.stamp
fi

if [ -f package-lock.json ]; then
  wanted=$(stamp package-lock.json)
  if [ "$(cat .cache/node.stamp 2>/dev/null || true)" != "$wanted" ] || [ ! -d node_modules ]; then
    say "Installing the database and its doors from npm (about 20 s) …"
    npm ci --no-audit --no-fund --loglevel=error
    echo "$wanted" >.cache/node.stamp
  fi
fi
