"""Print the path of a Chromium for the browser journeys; install one where there is none, and say so."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def main() -> int:
    """Find, else install, else explain."""
    path = find() or install_package() or install_with_playwright()
    if path is None:
        say("There is no Chromium, and none could be installed. Install one and name it in CHROMIUM.")
        return 1
    print(path)
    return 0


def find() -> str | None:
    """Return the first browser that runs: the one CHROMIUM names, one on the path, Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named and not runs(named):
        say(f"CHROMIUM is {named!r}, which does not run; looking for another.")
    candidates = [named, *map(shutil.which, NAMES), playwrights_own()]
    return next((path for path in candidates if path and runs(path)), None)


def install_package() -> str | None:
    """Install Debian's own package, which only root can."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    say("No Chromium here: installing Debian's package (apt-get install chromium).")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        if subprocess.run(command, check=False, stdout=sys.stderr, env=environment).returncode != 0:
            say(f"{' '.join(command)} failed.")
    return find()


def install_with_playwright() -> str | None:
    """Install the browser that Playwright brings."""
    say("No Chromium here: installing Playwright's own (playwright install chromium).")
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, stdout=sys.stderr)
    return find()


def playwrights_own() -> str | None:
    """Return where Playwright keeps its browser, if it is there."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def runs(path: str) -> bool:
    """Whether a browser starts at all: some distributions put an empty shell in its place."""
    try:
        done = subprocess.run([path, "--version"], check=False, capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def say(sentence: str) -> None:
    """Speak on standard error: standard output is the path."""
    print(sentence, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
