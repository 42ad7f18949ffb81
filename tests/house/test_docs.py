"""What is not documented fails; what is documented exists."""

import re
import subprocess
from pathlib import Path

import click
import pytest
import typer

from groundgame.cli.main import COMMANDS, GROUPS, build_app

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
READS_ENVIRONMENT = re.compile(
    r'(?:environ(?:\.get\(|\[)|environ\.setdefault\(|flag\(|words\(|getenv\()\s*"([A-Z][A-Z0-9_]+)"'
)
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "CI", "PYTEST_XDIST_WORKER"}


def _commands() -> list[tuple[str, click.Command]]:
    """Return every command a user can type, with its full name."""

    def walk(name: str, command: click.Command) -> list[tuple[str, click.Command]]:
        if hasattr(command, "commands"):
            return [pair for key, each in command.commands.items() for pair in walk(f"{name} {key}", each)]
        return [(name, command)]

    return walk("groundgame", typer.main.get_command(build_app(set(COMMANDS | GROUPS))))


COMMANDS_DOC = ROOT / "docs" / "commands.md"


@pytest.mark.parametrize(("name", "command"), _commands(), ids=lambda each: each if isinstance(each, str) else "")
def test_every_command_and_its_options_are_documented(name, command):
    text = COMMANDS_DOC.read_text(encoding="utf-8")
    assert f"`{name}" in text, f"docs/commands.md does not name `{name}`"
    section = text.split(f"## `{name}", 1)[-1].split("\n## ", 1)[0]
    flags = [flag for option in command.params for flag in option.opts if flag.startswith("--") and flag != "--help"]
    missing = [flag for flag in flags if flag not in section]
    assert not missing, f"docs/commands.md does not explain {missing} of `{name}`"


def test_every_setting_is_documented():
    read = {name for path in (ROOT / "src").rglob("*.py") for name in READS_ENVIRONMENT.findall(path.read_text())}
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    missing = {name for name in read - NOT_OURS if f"`{name}`" not in text}
    assert not missing, f"docs/settings.md does not explain {sorted(missing)}"


def test_every_target_of_the_makefile_is_documented():
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    text = COMMANDS_DOC.read_text(encoding="utf-8")
    assert not {target for target in targets if f"`make {target}" not in text}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_between_documents_leads_somewhere(document):
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert not [link for link in links if not (document.parent / link).exists()]


def test_every_command_that_a_document_shows_exists():
    names = {name for name, _ in _commands()} | {f"groundgame {group}" for group in GROUPS}
    shown = re.compile(rf"groundgame ({'|'.join([*COMMANDS, *GROUPS])})(?: ([a-z][a-z-]*))?")
    for document in DOCUMENTS:
        for first, second in shown.findall(document.read_text(encoding="utf-8")):
            if first in GROUPS and second:
                assert f"groundgame {first} {second}" in names, f"{document.name} shows groundgame {first} {second}"


def test_the_glossary_defines_each_word_once():
    rows = re.findall(r"^\| ([^|]+?) \|", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    words = [row for row in rows if row not in {"word", "---"}]
    assert len(words) == len(set(words)) > 40
    assert words == sorted(words, key=str.lower)


def test_no_file_names_this_machine_or_carries_boundary_shapes():
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    tracked = listing.stdout.split("\n")
    folder = f"{ROOT.parent}/"
    for name in filter(None, tracked):
        content = (ROOT / name).read_bytes() if (ROOT / name).exists() else b""
        assert folder.encode() not in content, f"{name} names a path of this machine"
        assert b'"type":"' + b'Topology"' not in content.replace(b" ", b""), f"{name} carries boundary shapes"
