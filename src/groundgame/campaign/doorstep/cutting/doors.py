"""What is known of a door before it is put on a walk."""

from dataclasses import dataclass
from typing import Self

ODD, EVEN, NO_SIDE = "odd", "even", ""


@dataclass(frozen=True, slots=True)
class Door:
    """One front door, by its `key` (any number that names it), as the register writes it."""

    key: int
    street: str
    number: int | None
    suffix: str
    flat: str
    postcode: str

    @property
    def side(self) -> str:
        """The side of the street that its number puts it on."""
        if self.number is None:
            return NO_SIDE
        return EVEN if self.number % 2 == 0 else ODD


@dataclass(frozen=True, slots=True)
class Size:
    """How many doors a walk may have: `least` to `most`, about `about`."""

    least: int
    about: int
    most: int

    @classmethod
    def around(cls, about: int) -> Self:
        """Return the sizes near one: 40 to 50 for 45.

        >>> Size.around(45)
        Size(least=40, about=45, most=50)
        """
        spare = max(1, round(about / 9))
        return cls(max(1, about - spare), about, about + spare)
