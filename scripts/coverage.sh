#!/usr/bin/env bash
# Lines of the code that ships which the whole suite runs, journeys included:
# the processes they start are counted too. tarpaulin reads the compiler's own
# counters with a parser of its own, so LLVM's profile tools are not needed.
set -euo pipefail
cd "$(dirname "$0")/.."

exec cargo tarpaulin --engine llvm --follow-exec --workspace --skip-clean --no-fail-fast --timeout 900 \
    --exclude plaza-bench --exclude xtask \
    --exclude-files 'bench/*' --exclude-files 'xtask/*' --exclude-files 'journeys/*' --exclude-files 'kernel/testkit/*' \
    --exclude-files '*/tests/*' --exclude-files '*tests.rs' --out Stdout "$@"
