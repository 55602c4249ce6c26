#!/bin/sh
# Sees to it that Chromium is there for the tests of the pages; as root it is installed from Debian's packages.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done
install="apt-get install -y --no-install-recommends chromium"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing Chromium for the tests: $install"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    { apt-get update -qq && $install >/dev/null; } && exit 0
fi
echo "dragoman: the tests need Chromium, and none was found" >&2
echo "  try: as root: $install" >&2
exit 1
