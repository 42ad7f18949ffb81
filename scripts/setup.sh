#!/bin/sh
# Bring .venv up to date: `setup.sh runtime` for what the demo needs, `setup.sh dev` for the tests and checks too;
# `setup.sh oracles` brings .venv-oracles up to date, with the other programs that the counts are compared with.
# Nothing has to be there but Python 3.11 or newer; with uv on the path it takes seconds instead of a minute.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-runtime}
case $kind in
    runtime) venv=.venv lock=requirements.lock ;;
    dev) venv=.venv lock=requirements-dev.lock ;;
    oracles) venv=.venv-oracles lock=requirements-oracles.lock ;;
    *) echo "setup.sh: $kind is not a kind of set-up: say runtime, dev or oracles." >&2; exit 2 ;;
esac

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# The folder's own path is part of the mark: a virtual environment does not survive being moved.
mark() {
    if [ $kind = oracles ]; then set -- "$lock"; else set -- pyproject.toml requirements.lock requirements-dev.lock; fi
    { pwd; cat "$@"; } | cksum
}

if new_enough $venv/bin/python; then
    for stamp in "$venv/.set-up-$kind" $venv/.set-up-dev; do
        if [ "$(cat "$stamp" 2>/dev/null)" = "$(mark)" ]; then exit 0; fi
    done
fi

find_python() {
    for candidate in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11 python; do
        if new_enough "$candidate"; then command -v "$candidate"; return 0; fi
    done
    return 1
}

has_uv=no
if uv --version >/dev/null 2>&1; then has_uv=yes; fi # a shim on the path may have nothing behind it

if ! new_enough $venv/bin/python; then
    if ! python=$(find_python); then
        found=$("${PYTHON:-python3}" --version 2>&1 || true)
        echo "groundgame needs Python 3.11 or newer, and the path has none (found: ${found:-no Python})." >&2
        echo "Install one, or name it: make PYTHON=/path/to/python3.11 ..." >&2
        exit 1
    fi
    rm -rf $venv
    echo "Making the virtual environment $venv with $("$python" --version)."
    if [ $has_uv = yes ]; then
        uv venv --quiet --python "$python" $venv
    elif ! "$python" -m venv $venv; then
        rm -rf $venv
        echo "$python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv." >&2
        exit 1
    fi
fi

# Two of the oracles pin different versions of one package, so that nothing is resolved: the lock names everything.
# Little of what they bring is ever imported, and compiling it all would take longer than fetching it.
how=--compile-bytecode pip_how=
if [ $kind = oracles ]; then how=--no-deps pip_how="--no-deps --no-compile"; fi
echo "Installing the locked packages ($lock)."
if [ $has_uv = yes ]; then
    uv pip install --quiet --python $venv/bin/python $how --require-hashes -r "$lock"
    if [ $kind != oracles ]; then uv pip install --quiet --python $venv/bin/python --no-deps --no-build-isolation -e .; fi
else
    pip="env PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore $venv/bin/python -m pip"
    $venv/bin/python -m pip --version >/dev/null 2>&1 || $venv/bin/python -m ensurepip >/dev/null
    $pip install --quiet $pip_how --require-hashes -r "$lock"
    if [ $kind != oracles ]; then $pip install --quiet --no-deps --no-build-isolation -e .; fi
fi
mark > "$venv/.set-up-$kind.new"
mv "$venv/.set-up-$kind.new" "$venv/.set-up-$kind"
