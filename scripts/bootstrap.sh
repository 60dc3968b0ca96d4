#!/usr/bin/env bash
# Installs what Plaza needs from the system and is missing: PostgreSQL 15 or
# newer with its contrib extensions, cargo-nextest and Chromium for the tests,
# cargo-deny for the checks, cargo-tarpaulin for coverage. Node must be there.
# Does nothing when all is there. Run: scripts/bootstrap.sh [run|test|check|coverage]
set -euo pipefail

readonly OLDEST=15
readonly NODE=20.19.0
readonly WHAT="${1:-run}"

say() { printf 'bootstrap: %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif has sudo; then
        sudo "$@"
    else
        fail "this needs root: run '$*' as root, or install sudo"
    fi
}

# The folders with postgres and initdb, as plaza itself looks for them.
candidates() {
    local found
    if found="$(command -v postgres)"; then
        dirname "$(readlink -f "$found" 2>/dev/null || printf '%s' "$found")"
    fi
    local folder
    for folder in /usr/lib/postgresql/*/bin /usr/lib/postgresql*/bin /usr/libexec/postgresql* \
        /usr/pgsql-*/bin /usr/local/pgsql/bin /usr/local/lib/postgresql/*/bin \
        /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin \
        /home/linuxbrew/.linuxbrew/opt/postgresql*/bin \
        /Applications/Postgres.app/Contents/Versions/*/bin; do
        if [ -x "$folder/postgres" ] && [ -x "$folder/initdb" ]; then
            printf '%s\n' "$folder"
        fi
    done
}

major_of() {
    "$1/postgres" --version 2>/dev/null | sed -n 's/.*(PostgreSQL) \([0-9]*\).*/\1/p'
}

# Whether the contrib extensions are beside the server in the given folder.
has_contrib() {
    local bin="$1" major="$2" share
    for share in "/usr/share/postgresql/$major" "/usr/share/postgresql$major" \
        "$bin/../share" "$bin/../share/postgresql" "$bin/../share/postgresql@$major" \
        /usr/share/postgresql /usr/share/pgsql "/usr/pgsql-$major/share"; do
        if [ -f "$share/extension/btree_gist.control" ]; then
            return 0
        fi
    done
    return 1
}

postgres_is_usable() {
    local bin major
    while read -r bin; do
        major="$(major_of "$bin")"
        if [ -n "$major" ] && [ "$major" -ge "$OLDEST" ] && has_contrib "$bin" "$major"; then
            return 0
        fi
    done < <(candidates)
    return 1
}

# Debian makes and starts a cluster of its own when the server is installed.
# Plaza has no use for it, so it is told not to, for this one installation.
install_with_apt() {
    local quiet=/etc/postgresql-common/createcluster.d/plaza.conf
    as_root mkdir -p "$(dirname "$quiet")"
    # Expanded now: the trap runs where the variable is not known any more.
    # shellcheck disable=SC2064
    trap "as_root rm -f '$quiet'" EXIT
    printf 'create_main_cluster = false\n' | as_root tee "$quiet" >/dev/null
    local apt=(as_root env DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends)
    "${apt[@]}" update
    local offered
    offered="$(apt-cache policy postgresql | sed -n 's/ *Candidate: \([0-9]*\).*/\1/p')"
    if [ "${offered:-0}" -lt "$OLDEST" ]; then
        say "this system offers PostgreSQL ${offered:-nothing}; adding the PostgreSQL project's own packages"
        "${apt[@]}" install ca-certificates postgresql-common
        local script
        for script in /usr/share/postgresql-common/pgdg/apt.*.sh; do
            as_root "$script" -y
        done
    fi
    "${apt[@]}" install postgresql postgresql-contrib
}

install_with_dnf() {
    if as_root dnf -y install postgresql-server postgresql-contrib && postgres_is_usable; then
        return
    fi
    say "the default PostgreSQL is too old; trying newer packages"
    as_root dnf -y remove postgresql-server postgresql-contrib
    as_root dnf -y module reset postgresql || true
    as_root dnf -y module enable postgresql:16 || true
    as_root dnf -y install postgresql-server postgresql-contrib ||
        as_root dnf -y install postgresql16-server postgresql16-contrib
}

install_postgres() {
    if has apt-get; then
        say "installing PostgreSQL with apt-get (no cluster is created, nothing is started)"
        install_with_apt
    elif has dnf; then
        say "installing PostgreSQL with dnf"
        install_with_dnf
    elif has pacman; then
        say "installing PostgreSQL with pacman"
        as_root pacman -S --needed --noconfirm postgresql
    elif has apk; then
        say "installing PostgreSQL with apk"
        as_root apk add postgresql postgresql-contrib
    elif has zypper; then
        say "installing PostgreSQL with zypper"
        as_root zypper --non-interactive install postgresql-server postgresql-contrib
    elif has brew; then
        say "installing PostgreSQL with brew"
        brew install postgresql@17
    else
        fail "no package manager that I know: install PostgreSQL $OLDEST or newer with its contrib extensions, or set PLAZA_DATABASE_URL"
    fi
    postgres_is_usable ||
        fail "no PostgreSQL $OLDEST or newer with its contrib extensions came of it: install one, or set PLAZA_DATABASE_URL"
}

# A cargo command of others, unless it is there.
install_tool() {
    local tool="$1"
    shift
    if ! cargo "$tool" --version >/dev/null 2>&1; then
        say "installing cargo-$tool; this takes some minutes, once"
        cargo install --locked "cargo-$tool" "$@"
    fi
}

# The web app is built by Node; which version is for its owner to choose.
node_is_usable() {
    local version
    has node && has npx || fail "Node is missing: install version $NODE or newer, it builds the web app"
    version="$(node --version)"
    if [ "$(printf '%s\n%s\n' "v$NODE" "$version" | sort -V | head -n 1)" != "v$NODE" ]; then
        fail "Node $version is too old for the web app: install version $NODE or newer"
    fi
}

has_chromium() {
    has chromium || has chromium-browser || has google-chrome
}

install_chromium() {
    say "installing Chromium, in which the tests use the web app"
    if has apt-get; then
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends install chromium
    elif has dnf; then
        as_root dnf -y install chromium
    elif has pacman; then
        as_root pacman -S --noconfirm chromium
    elif has apk; then
        as_root apk add chromium
    elif has brew; then
        brew install --cask chromium
    else
        fail "install Chromium, or name one in PLAZA_CHROMIUM"
    fi
}

main() {
    case "$WHAT" in
        run | test | check | coverage) ;;
        *) fail "unknown: '$WHAT'; run scripts/bootstrap.sh [run|test|check|coverage]" ;;
    esac
    has cargo || fail "Rust is missing: install a toolchain with rustup, or your system's packages"
    if [ "$WHAT" != check ] && { [ -z "${PLAZA_DATABASE_URL:-}" ] || [ "$WHAT" != run ]; }; then
        postgres_is_usable || install_postgres
    fi
    case "$WHAT" in
        test)
            node_is_usable
            has_chromium || install_chromium
            install_tool nextest
            ;;
        run) node_is_usable ;;
        check)
            node_is_usable
            install_tool deny --no-default-features
            ;;
        coverage)
            install_tool nextest
            install_tool tarpaulin
            ;;
    esac
}

main
