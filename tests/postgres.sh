#!/bin/sh
# Sees to it that PostgreSQL's server programs are there for the tests; as root they are installed from Debian's packages.
set -eu
for initdb in /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb "$(command -v initdb || true)"; do
    if [ -x "$initdb" ]; then exit 0; fi
done
install="apt-get install -y --no-install-recommends postgresql"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing PostgreSQL for the tests: $install"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    { apt-get update -qq && $install >/dev/null; } && exit 0
fi
echo "dragoman: the tests need PostgreSQL's server programs (initdb, pg_ctl), and none were found" >&2
echo "  try: as root: $install" >&2
exit 1
