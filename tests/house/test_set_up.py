"""What make and its scripts do on a machine that has little."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OLD_PYTHON = '#!/bin/sh\n[ "$1" = --version ] && { echo Python 3.9.2; exit 0; }\nexit 1\n'
TOOLS = ("sh", "dirname", "cat", "cksum", "env", "rm")


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """Return a folder of programs as on a machine with an old Python and no uv."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(shutil.which(tool))
    for name in ("python3", "python"):
        (folder / name).write_text(OLD_PYTHON)
        (folder / name).chmod(0o755)
    return folder


def test_too_old_a_python_is_refused_with_a_sentence(tmp_path, bare_path):
    checkout = tmp_path / "checkout"
    shutil.copytree(ROOT / "scripts", checkout / "scripts")
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, checkout)
    done = subprocess.run(
        ["sh", "scripts/setup.sh"],
        cwd=checkout,
        env={"PATH": str(bare_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(
        "groundgame needs Python 3.11 or newer, and the path has none (found: Python 3.9.2).\nInstall one, or name it"
    )
    assert not (checkout / ".venv").exists()


def test_an_unknown_kind_of_set_up_is_refused_with_a_sentence():
    done = subprocess.run(
        ["sh", ROOT / "scripts" / "setup.sh", "oracle"], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "setup.sh: oracle is not a kind of set-up: say runtime, dev or oracles.\n"


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ([], '--port "8000" --party "labour"  --end-with-parent'),
        (["PARTY=green", "PORT=8001", "FULL=1"], '--port "8001" --party "green" --full --end-with-parent'),
        (["FULL=0"], '--port "8000" --party "labour"  --end-with-parent'),
    ],
)
def test_make_hands_its_options_on(given, options):
    # Without what an outer make says to those it starts.
    told = {"PARTY", "PORT", "FULL", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES"}
    kept = {name: value for name, value in os.environ.items() if name not in told}
    planned = subprocess.run(
        ["make", "-n", "demo", *given], cwd=ROOT, env=kept, capture_output=True, text=True, check=True
    ).stdout
    assert planned.splitlines()[-1].endswith(f"groundgame demo {options}")


def test_a_browser_that_does_not_run_is_named_and_passed_over(tmp_path):
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\necho Chromium 1\n")
    browser.chmod(0o755)
    environment = os.environ | {"CHROMIUM": "/nowhere/chromium", "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "ensure_chromium.py"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == str(browser)
    assert "CHROMIUM is '/nowhere/chromium', which does not run; looking for another." in done.stderr
