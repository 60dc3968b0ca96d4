#!/usr/bin/env bash
# The web app, by the package manager its package.json names.
#   scripts/web.sh build   makes web/dist, unless it is newer than all it is made of
#   scripts/web.sh check   types of the API, messages in both languages, compiles
#   scripts/web.sh test    uses it in a browser, on the binary of target/debug
#   scripts/web.sh api     writes the API's types anew from docs/openapi.json
set -euo pipefail
cd "$(dirname "$0")/../web"

readonly WHAT="${1:-build}"

pnpm() {
    npx --yes "$(node -p 'require("./package.json").packageManager')" "$@"
}

install() {
    if [ ! -e node_modules/.modules.yaml ] || [ pnpm-lock.yaml -nt node_modules/.modules.yaml ]; then
        pnpm install --frozen-lockfile --prefer-offline
        touch node_modules/.modules.yaml
    fi
}

is_fresh() {
    [ -e dist/index.html ] &&
        [ -z "$(find src public scripts package.json pnpm-lock.yaml angular.json ngsw-config.json tsconfig*.json -newer dist/index.html -not -name icons.svg -print -quit)" ]
}

case "$WHAT" in
    build)
        if ! is_fresh; then
            install
            pnpm run build
        fi
        ;;
    check | api)
        install
        pnpm run "$WHAT"
        ;;
    test)
        install
        shift
        pnpm exec playwright test "$@"
        ;;
    *)
        echo "web: unknown: '$WHAT'; scripts/web.sh [build|check|test|api]" >&2
        exit 1
        ;;
esac
