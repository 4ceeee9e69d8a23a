#!/bin/sh
# Installs the dependencies when package-lock.json is not the one that is installed. Costs milliseconds otherwise.
set -eu
cd "$(dirname "$0")/.."

command -v node >/dev/null 2>&1 || { echo "Node.js is missing: install version 20 or newer from https://nodejs.org." >&2; exit 1; }
command -v npm >/dev/null 2>&1 || { echo "npm is missing: install it beside Node.js." >&2; exit 1; }
version=$(node --version)
major=${version#v}
major=${major%%.*}
[ "$major" -ge 20 ] || { echo "Node.js $version is too old: version 20 or newer is needed." >&2; exit 1; }

installed=node_modules/.package-lock.json
copy=.cache/installed-package-lock.json
if [ -f "$installed" ] && [ -x node_modules/.bin/node ]; then
  cmp -s package-lock.json "$copy" && exit 0
  # Installed by npm itself: npm writes its own lock file last.
  [ ! -f "$copy" ] && [ ! package-lock.json -nt "$installed" ] && { mkdir -p .cache && cp package-lock.json "$copy"; exit 0; }
fi

echo "Installing the dependencies of package-lock.json ..."
npm ci --no-audit --no-fund --loglevel=error </dev/null
mkdir -p .cache
cp package-lock.json "$copy"
