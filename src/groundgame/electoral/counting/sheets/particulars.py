"""What a sheet says beside the count: what was elected, under which law, from which papers, and how to count again."""

import datetime as dt
from dataclasses import dataclass, field

from groundgame.electoral.counting.figures import decimal
from groundgame.electoral.counting.rounds import Count

SIGNATORIES = ("Returning officer", "Scrutineer", "Scrutineer")
DECLARATION = "Those named above as elected are elected, and the figures above are those of the count."


@dataclass(frozen=True, slots=True)
class Particulars:
    """The heading and the foot of a sheet; what is empty is left out.

    `settings` are what the rule was told beside the papers, a name and a value each (`settings`). `digests` are the
    SHA-256 of the papers by section (one, named "", where there are no sections); `recount` is the command that counts
    the same papers again; `program` is what counted, and `day` when: this library has no clock.
    """

    title: str = ""
    rule_title: str = ""
    source: str = ""
    digests: dict[str, str] = field(default_factory=dict)
    recount: str = ""
    program: str = ""
    day: dt.date | None = None
    signatories: tuple[str, ...] = SIGNATORIES
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def heading(self) -> str:
        """The sheet's title."""
        return self.title or "Result of the count"


def facts(count: Count, about: Particulars, *, grouped: bool = True) -> list[tuple[str, str]]:
    """Return what stands above the table, a name and a value each, those that are known.

    `grouped` separates thousands, for people; a spreadsheet wants them whole.
    """

    def whole(number: int | None) -> str | None:
        return None if number is None else decimal(number, grouped=grouped)

    hashes = [
        (f"SHA-256 of the papers{section and f', {section}'}", digest) for section, digest in about.digests.items()
    ]
    known = [
        ("Rule", about.rule_title or count.rule),
        ("Law or source", about.source),
        ("Seats", whole(count.seats)),
        *about.settings,
        ("Papers", whole(None if count.valid is None else count.valid + count.invalid)),
        ("Valid", whole(count.valid)),
        ("Invalid", whole(None if count.valid is None else count.invalid)),
        ("Quota", None if count.quota is None else decimal(count.quota, count.places, grouped=grouped)),
        ("Vacant seats", whole(count.vacant_seats or None)),
        *hashes,
        ("Counted by", about.program),
        ("Date", f"{about.day.day} {about.day:%B %Y}" if about.day else None),
    ]
    return [(name, value) for name, value in known if value]


def elected_lines(count: Count) -> list[str]:
    """Return who is elected, a line each, in order; a list once, with its seats."""
    won = count.seats_won
    return [name if won[name] == 1 else f"{name}: {won[name]} seats" for name in won]
