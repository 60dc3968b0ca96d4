#!/usr/bin/env bash
# Licences, sources and known advisories of what we depend on.
# The advisory database is a repository elsewhere: where it cannot be reached,
# the rest is still checked and the omission is said aloud.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo deny --log-level error check licenses bans sources
if cargo deny --log-level error fetch db >/dev/null 2>&1; then
    cargo deny --log-level error check advisories
else
    echo "deny: the advisory database cannot be reached from here; advisories were NOT checked" >&2
fi
