"""What `groundgame count` is told beside its files, as the rules take it."""

import re
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import cast

import typer

from groundgame.electoral.counting.guarding import Guarantee
from groundgame.electoral.counting.lots import asking, by_lot_named, names_in
from groundgame.electoral.counting.registry import Rule, takers_of
from groundgame.electoral.counting.ties import CountError, TieBreak, as_drawn, refuse

FLAGS = {
    "variant": "--variant",
    "guaranteed": "--guarantee",
    "threshold": "--threshold",
    "already": "--already",
    "votes_each": "--votes-each",
    "first_divisor": "--first-divisor",
    "weights": "--weight",
    "together": "--together",
    "to_two": "--to-two",
}
"""The parameter of a rule, and how the command names it."""

WEIGHT = ("--weight", "members=1/3")


def options_of(
    rule: Rule,
    *,
    variant: str | None,
    guarantee: Sequence[str] | None,
    threshold: str | None,
    already: Sequence[str] | None,
    first_divisor: str | None,
    votes_each: int | None,
    weight: Sequence[str] | None,
    together: bool,
    to_two: bool,
) -> Mapping[str, object]:
    """Return the options that were given, by the rule's own parameter; guarantees are as written (`guarantees_in`).

    Raises:
        CountError: if the rule does not take one, or one cannot be read.
    """
    given: dict[str, object] = {
        "variant": variant,
        "guaranteed": [text for text in guarantee or () if guarantee_of(text)],
        "threshold": None if threshold is None else share_of(threshold),
        "already": {name: _whole(text) for name, text in _pairs(already, "--already", "Ash=2")},
        "first_divisor": None if first_divisor is None else _part(first_divisor, "--first-divisor", "1.4"),
        "votes_each": votes_each,
        "weights": {name: _part(text, *WEIGHT) for name, text in _pairs(weight, *WEIGHT)},
        "together": together or None,
        "to_two": to_two or None,
    }
    chosen = {name: value for name, value in given.items() if value not in (None, [], {})}
    for name in chosen:
        if name not in rule.options:
            raise CountError(f"{FLAGS[name]} is not for {rule.name}; these take it: {takers_of(name)}.")
    return chosen


def tie_of(seed: str | None, drawn: Sequence[str] | None) -> TieBreak:
    """Return how equal votes are decided: by the seed, as already drawn, by asking at a terminal, or not at all."""
    if seed is not None and drawn:
        raise CountError("--tie-seed and --drawn are two ways to decide the same: give one of them.")
    if seed is not None:
        return by_lot_named(seed)
    if drawn:
        return as_drawn(drawn)
    return asking(_ask) if sys.stdin.isatty() and sys.stderr.isatty() else refuse


def guarantees_in(options: Mapping[str, object], standing: Collection[str]) -> Mapping[str, object]:
    """Return the options with the guarantees read: whose names they are can be told once it is known who stands."""
    if "guaranteed" not in options:
        return options
    texts = cast("Iterable[str]", options["guaranteed"])
    return {**options, "guaranteed": [guarantee_of(text, standing) for text in texts]}


def guarantee_of(text: str, standing: Collection[str] = ()) -> Guarantee:
    """Return a guarantee written as `women=2:Ash,Beech`, or as `women=2:@file` with a name a line.

    A name of those `standing` may hold a comma itself.

    >>> guarantee_of("women=2:Ash, Beech")
    Guarantee(group=frozenset({...}), at_least=2, name='women')
    """
    found = re.fullmatch(r"([^=:]+)=([0-9]{1,4}):(.+)", text)
    if found is None:
        raise CountError(
            f"--guarantee is {text!r}: write it as women=2:Ash,Beech, or women=2:@file with a name a line."
        )
    name, number, names = found.groups()
    group = _names_in(Path(names[1:])) if names.startswith("@") else names_in(names, standing)
    return Guarantee(frozenset(each.strip() for each in group if each.strip()), int(number), name.strip())


def share_of(text: str) -> Fraction:
    """Return a share written as 5% or 0.05.

    >>> share_of("5%") == share_of("0.05") == share_of("1/20")
    True
    """
    try:
        share = Fraction(text.removesuffix("%").strip()) / (100 if text.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        share = Fraction(-1)
    if not 0 <= share < 1:
        raise CountError(f"--threshold is {text!r}: write a share of the votes as 5% or 0.05.")
    return share


def _pairs(texts: Sequence[str] | None, flag: str, example: str) -> list[tuple[str, str]]:
    pairs = [text.rpartition("=")[::2] for text in texts or ()]
    for name, value in pairs:
        if not name or not value:
            raise CountError(f"{flag} is {name + value!r}: write it as {example}.")
    return pairs


def _whole(text: str) -> int:
    if not re.fullmatch("[0-9]{1,6}", text):
        raise CountError(f"--already has {text!r}: write a whole number of seats, as Ash=2.")
    return int(text)


def _part(text: str, flag: str, example: str) -> Fraction:
    try:
        part = Fraction(text)
    except (ValueError, ZeroDivisionError):
        part = Fraction(0)
    if part <= 0:
        raise CountError(f"{flag} has {text!r}: write a number above 0, as {example}.")
    return part


def _names_in(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CountError(f"{file} cannot be read ({error}). Give a text file with a name a line.") from error


def _ask(question: str) -> str:
    return str(typer.prompt(question.strip(), prompt_suffix=" ", err=True))
