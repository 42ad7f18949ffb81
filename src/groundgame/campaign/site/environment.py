"""Read the settings that come from the environment, and refuse a bad one by name, value and remedy."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict


def flag(name: str, *, default: bool = False) -> bool:
    """Return an on/off setting: 0 and false are off, 1 and true are on; unset or empty it is as by default.

    Raises:
        ImproperlyConfigured: for any other value.
    """
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"0", "false"}:
        return False
    if value in {"1", "true"}:
        return True
    raise ImproperlyConfigured(f"{name} is {value!r}: set it to 1 or 0, or leave it out.")


def proxies(name: str) -> int:
    """Return a setting that counts proxies: 0 where it is off, 1 where it is on, or how many.

    Raises:
        ImproperlyConfigured: for any other value.
    """
    value = os.environ.get(name, "").strip()
    return int(value) if value.isdecimal() else int(flag(name))


def months(name: str) -> dict[str, int]:
    """Return a setting that gives months by kind: `notes=24,audit=72`.

    Raises:
        ImproperlyConfigured: where a part is not a kind, "=" and a whole number of months from 1 on.
    """
    found = {}
    for part in words(name, ""):
        kind, _, number = part.partition("=")
        if not kind.strip() or not number.strip().isdecimal() or int(number) < 1:
            raise ImproperlyConfigured(f"{name} holds {part!r}: write it as notes=24, in whole months from 1 on.")
        found[kind.strip()] = int(number)
    return found


def whole_number(name: str, default: int) -> int:
    """Return a setting that is a whole number from 1 on.

    Raises:
        ImproperlyConfigured: for any other value.
    """
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isdecimal() or int(value) < 1:
        raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number from 1 on, or leave it out.")
    return int(value)


def words(name: str, default: str) -> list[str]:
    """Return a setting that is a list, written with commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(url: str) -> dict[str, Any]:
    """Return Django's settings for a PostgreSQL address (any that libpq reads, sockets included).

    Raises:
        ImproperlyConfigured: if the address is not one.
    """
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        shown = url.rsplit("@", 1)[-1]  # never the password, which stands before it
        raise ImproperlyConfigured(
            f"DATABASE_URL (…{shown}) is not an address of a PostgreSQL database. "
            "Write it like postgresql://user:password@host:5432/groundgame."
        ) from error
    taken = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    named = {taken[key]: str(value) for key, value in parts.items() if key in taken}
    options = {key: value for key, value in parts.items() if key not in taken}
    return {"ENGINE": "groundgame.campaign.site.postgresql", "NAME": "postgres", **named, "OPTIONS": options}


def secret_key(home: Path) -> str:
    """Return SECRET_KEY, else the home folder's own, made at the first start and readable by its owner alone."""
    given = os.environ.get("SECRET_KEY")
    if given:
        return given
    path = home / "secret_key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="ascii")
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii")
