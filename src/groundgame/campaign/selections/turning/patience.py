"""How long a page waits for a search, shared out so that the first candidate does not use it all up."""

from dataclasses import dataclass
from math import inf
from time import monotonic


@dataclass(frozen=True, slots=True)
class Patience:
    """Until when a search goes on, in seconds of a clock that never goes back."""

    until: float = inf

    @classmethod
    def of(cls, seconds: float) -> "Patience":
        """Return so many seconds from now."""
        return cls(monotonic() + seconds)

    @property
    def left(self) -> float:
        """Return how many seconds are left, 0 or more."""
        return max(0.0, self.until - monotonic())

    @property
    def over(self) -> bool:
        """Tell whether nothing is left."""
        return not self.left

    def part(self, parts: int) -> "Patience":
        """Return the next of so many equal parts of what is left; what one does not use is left to the others."""
        return Patience.of(self.left / parts)


ENDLESS = Patience()
