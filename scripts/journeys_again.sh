#!/bin/sh
# Run a command of tests; where nothing failed but a few journeys, run those once more, by themselves:
# `journeys_again.sh make test`. A journey drives a real browser, which on two crowded processors may lose a race with the
# test. What fails twice stays red, and so does whatever is no journey: there chance itself is a fault.
set -u
pytest=${PYTEST:-.venv/bin/pytest}
most=3

failed() {
    "$pytest" -q --collect-only --last-failed --last-failed-no-failures none -m "$1" 2>/dev/null | grep '::' || true
}

rm -f .pytest_cache/v/cache/lastfailed # what failed in a run before does not stand for what fails now
"$@"
result=$?
[ $result = 0 ] && exit 0
journeys=$(failed browser)
others=$(failed "not browser")
count=$(printf '%s\n' "$journeys" | grep -c '::')
if [ -n "$others" ] || [ "$count" = 0 ] || [ "$count" -gt $most ]; then exit $result; fi
echo "These journeys failed beside others. They are run once more, by themselves; they want mending either way:"
echo "$journeys"
exec "$pytest" --last-failed --last-failed-no-failures none -m browser
