"""Ties decided so that others can see how: by a lot from a seed that was made known, or by asking."""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from groundgame.electoral.counting.ties import TieError


@dataclass(frozen=True, slots=True)
class NamedLot:
    """A lot that anybody can draw again: the names go in the order of SHA-256 of the seed, all tied names and the name.

    All of the tied names are hashed, so that another tie among some of them is another draw; no generator is used, so
    that every machine and every version of every language draws alike.
    """

    seed: str

    def order(self, tied: Iterable[str]) -> tuple[str, ...]:
        """Return the names in the order in which they are drawn."""
        names = sorted(tied)
        together = "\n".join([self.seed, *names])
        return tuple(sorted(names, key=lambda name: hashlib.sha256(f"{together}\n\n{name}".encode()).digest()))

    def __call__(self, tied: tuple[str, ...], places: int) -> tuple[str, ...]:
        """Return the names drawn first, in alphabetical order."""
        return tuple(sorted(self.order(tied)[:places]))

    def how(self, tied: tuple[str, ...]) -> str:
        """Return the seed and the order drawn."""
        return f"by a lot from the seed {self.seed!r}, drawn in the order {', '.join(self.order(tied))}"


def by_lot_named(seed: str) -> NamedLot:
    """Return a tie-break that draws lots from a seed made known before the count.

    >>> lot = by_lot_named("the six numbers of Saturday's draw")
    >>> lot.order(["Ash", "Beech", "Cedar"]), lot(("Ash", "Beech", "Cedar"), 1)
    (('Ash', 'Beech', 'Cedar'), ('Ash',))
    """
    return NamedLot(seed)


@dataclass(frozen=True, slots=True)
class Asking:
    """A tie-break that puts each tie to somebody as a question, until the answer fits or `attempts` have been made.

    `chosen` grows by the names of each answer that fits, so that the count can be repeated without asking.
    """

    ask: Callable[[str], str]
    attempts: int = 3
    chosen: list[str] = field(default_factory=list)

    def __call__(self, tied: tuple[str, ...], places: int) -> tuple[str, ...]:
        """Return the names that the answer gives, in alphabetical order.

        Raises:
            TieError: if no answer names as many of the tied as there are places.
        """
        question = f"{', '.join(tied)} are equal, and there is room for {places}. Who takes it? (names, with commas) "
        for _ in range(self.attempts):
            answer = set(names_in(self.ask(question), tied))
            if len(answer) == places and answer <= set(tied):
                self.chosen.extend(sorted(answer))
                return tuple(sorted(answer))
        raise TieError(tied, places)

    def how(self, tied: tuple[str, ...]) -> str:
        """Return that somebody decided."""
        return "by the answer given"


def names_in(text: str, known: Collection[str]) -> list[str]:
    """Return the names in a text with commas or semicolons between them; a known name may hold such marks itself.

    >>> names_in("Ash, the Younger; Beech, Elm", ["Ash, the Younger", "Beech"])
    ['Ash, the Younger', 'Beech', 'Elm']
    """
    parts = re.split("([,;])", text)
    names: list[str] = []
    while parts:
        # The longest beginning that is a name, or else what stands before the first mark.
        ends = (end for end in range(len(parts), 1, -1) if "".join(parts[:end]).strip() in known)
        end = next(ends, 1)
        names.append("".join(parts[:end]).strip())
        parts = parts[end + 1 :]
    return [name for name in names if name]


def asking(ask: Callable[[str], str]) -> Asking:
    """Return a tie-break that asks: `ask` is given a question and hands back names with commas between them.

    >>> asking(lambda question: "Beech")(("Ash", "Beech"), 1)
    ('Beech',)
    """
    return Asking(ask)
