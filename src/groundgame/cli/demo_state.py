"""What the demo has loaded already, so that a second start does nothing twice.

Read without Django, whose start would cost the second start a second.
"""

import hashlib
from importlib.metadata import version
from pathlib import Path

import psycopg

CAMPAIGN = Path(__file__).parents[1] / "campaign"
TABLE = (
    "CREATE TABLE IF NOT EXISTS demo_step (name text PRIMARY KEY, done_with text NOT NULL, finished boolean NOT NULL)"
)


def begun_with(url: str) -> dict[str, str]:
    """Return what each step was begun with, whether it came to its end or not."""
    with psycopg.connect(url) as connection:
        connection.execute(TABLE)
        return dict(connection.execute("SELECT name, done_with FROM demo_step").fetchall())


def finished_with(url: str) -> dict[str, str]:
    """Return what each finished step was done with."""
    with psycopg.connect(url) as connection:
        connection.execute(TABLE)
        return dict(connection.execute("SELECT name, done_with FROM demo_step WHERE finished").fetchall())


def begin(url: str, name: str, done_with: str) -> None:
    """Remember that a step has begun."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO demo_step VALUES (%s, %s, false)"
            " ON CONFLICT (name) DO UPDATE SET done_with = excluded.done_with, finished = false",
            [name, done_with],
        )


def finish(url: str, name: str) -> None:
    """Remember that a step has come to its end."""
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE demo_step SET finished = true WHERE name = %s", [name])


def migrations_fingerprint() -> str:
    """Return a mark that changes whenever a migration of ours, or a package that brings its own, changes."""
    digest = hashlib.sha256()
    for path in sorted(CAMPAIGN.glob("*/migrations/*.py")):
        digest.update(path.relative_to(CAMPAIGN).as_posix().encode() + path.read_bytes())
    for package in ("django", "django-allauth", "procrastinate"):
        digest.update(version(package).encode())
    return digest.hexdigest()


def record_fingerprint() -> str:
    """Return a mark that changes whenever the packaged record does."""
    manifest = CAMPAIGN.parent / "electoral" / "tables" / "manifest.json"
    return hashlib.sha256(manifest.read_bytes()).hexdigest()
