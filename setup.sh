#!/bin/sh
# Prepares a fresh clone: checks what must be there, installs, writes .env, builds the dashboard, migrates the database.
set -eu
cd "$(dirname "$0")"

command -v git >/dev/null 2>&1 || echo "git is missing: the program runs without it, but \`make check\` does not."
sh scripts/install.sh
if [ ! -f .env ]; then
  cp .env.example .env
  echo "Wrote .env with the defaults."
fi
PATH="$PWD/node_modules/.bin:$PATH"
node scripts/build-web.ts
node scripts/migrate.ts
echo "Ready: \`make start\` starts everything, \`make\` lists the rest."
