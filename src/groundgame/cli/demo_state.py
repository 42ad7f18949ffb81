"""What the demo has loaded already, so that a second start does nothing twice.

Read without Django, whose start would cost the second start a second.
"""

import hashlib
from importlib.metadata import version
from pathlib import Path

import psycopg

CAMPAIGN = Path(__file__).parents[1] / "campaign"
TABLE = "CREATE TABLE IF NOT EXISTS demo_step (name text PRIMARY KEY, done_with text NOT NULL)"


def steps_done(url: str) -> dict[str, str]:
    """Return each finished step of the loading with what it was done with."""
    with psycopg.connect(url) as connection:
        connection.execute(TABLE)
        return dict(connection.execute("SELECT name, done_with FROM demo_step").fetchall())


def mark_done(url: str, name: str, done_with: str) -> None:
    """Remember that a step is finished."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO demo_step VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET done_with = excluded.done_with",
            [name, done_with],
        )


def migrations_fingerprint() -> str:
    """Return a mark that changes whenever a migration of ours, or a package that brings its own, changes."""
    digest = hashlib.sha256()
    for path in sorted(CAMPAIGN.glob("*/migrations/*.py")):
        digest.update(path.relative_to(CAMPAIGN).as_posix().encode() + path.read_bytes())
    for package in ("django", "django-allauth"):
        digest.update(version(package).encode())
    return digest.hexdigest()


def record_fingerprint() -> str:
    """Return a mark that changes whenever the packaged record does."""
    manifest = CAMPAIGN.parent / "electoral" / "tables" / "manifest.json"
    return hashlib.sha256(manifest.read_bytes() if manifest.exists() else b"").hexdigest()
