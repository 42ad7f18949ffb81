"""Plain links that choose what a page shows, so that every state of a page has an address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the links; `here` marks what is shown now."""

    label: str
    address: str
    here: bool


def chosen(query: Mapping[str, str], name: str, allowed: Mapping[str, str]) -> str:
    """Return what the address asks for, or the first choice where it asks for none or for what there is not."""
    asked = query.get(name, "")
    return asked if asked in allowed else next(iter(allowed))


def switch(allowed: Mapping[str, str], current: str, address: Callable[[str], str]) -> list[Choice]:
    """Return a link for each choice."""
    return [Choice(label, address(key), key == current) for key, label in allowed.items()]
