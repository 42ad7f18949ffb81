"""What papers say under a rule: overvotes, gaps and repeated names settled, and papers that read alike put together."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from groundgame.electoral.counting.alike import close_up, group
from groundgame.electoral.counting.equals import STRUCK, settle, strike
from groundgame.electoral.counting.papers import BLANK, Codes, Papers
from groundgame.electoral.counting.ties import CountError

Overvote = Literal["exhaust", "skip", "invalid", "keep"]
Skipped = Literal["close", "close one", "exhaust"]
Repeated = Literal["skip", "exhaust"]

MOST = 10**18
"""Papers; sums of more would outgrow 64 bits."""


@dataclass(frozen=True, eq=False)
class Formal:
    """Papers as one rule reads them; `candidates` are those who stand, and indices are places in it.

    `prefs` has a row for each different paper, sorted, with preferences from the left and `BLANK` after the last;
    `numbers` says how many papers read so. `invalid` counts the papers that say nothing under the rule. Only where
    equal preferences were kept is there an index of `len(candidates) + j`, for those of `equal[j]` together.
    """

    candidates: tuple[str, ...]
    prefs: Codes
    numbers: NDArray[np.int64]
    invalid: int = 0
    equal: tuple[tuple[int, ...], ...] = ()

    @property
    def valid(self) -> int:
        """How many papers say something."""
        return int(self.numbers.sum())


def read_as(
    papers: Papers,
    *,
    overvote: Overvote = "exhaust",
    skipped: Skipped = "close",
    repeated: Repeated = "skip",
) -> Formal:
    """Return what the papers say, in an order that does not depend on the order of the papers.

    Withdrawn candidates are struck out first, and the preferences after them move up. Then, from the highest:

    - `overvote`, several candidates at one preference: "exhaust" reads nothing from there on, so that a paper with an
      overvoted first preference is invalid; "skip" reads the next; "invalid" refuses the whole paper; "keep" hands
      them on as equal.
    - `skipped`, a preference left out before another: "close" moves the later ones up, "exhaust" reads nothing after,
      "close one" moves up past one and reads nothing after two together.
    - `repeated`, a candidate named again: "skip" reads the next, "exhaust" reads nothing from there on.

    Raises:
        CountError: if nobody stands, or a number of papers is below zero or beyond counting.

    >>> papers = Papers.of(["Ash", "Beech", "Cedar"], {(None, "Ash"): 1, ("Beech", "Beech", "Cedar"): 2, (): 4})
    >>> formal = read_as(papers)
    >>> formal.prefs.tolist(), formal.numbers.tolist(), formal.invalid
    ([[0, -1], [1, 2]], [1, 2], 4)
    """
    _check(papers)
    codes, numbers = group(papers.prefs, papers.numbers)
    standing, codes, equal = strike(papers, codes)
    refused = (codes >= len(standing)).any(axis=1) if overvote == "invalid" else np.zeros(len(codes), dtype=bool)
    if overvote == "keep":
        codes, equal = settle(codes, len(standing), equal, repeated)
    codes = _tidy(codes, len(standing), overvote, skipped, repeated)
    codes[refused] = BLANK
    codes, numbers = group(codes, numbers)
    codes, numbers = codes[numbers > 0], numbers[numbers > 0]
    said = (codes != BLANK).any(axis=1)
    longest = int((codes != BLANK).sum(axis=1).max(initial=0))
    return Formal(
        standing,
        np.ascontiguousarray(codes[said, :longest]),
        numbers[said],
        int(numbers[~said].sum()),
        equal if overvote == "keep" else (),
    )


def _check(papers: Papers) -> None:
    if len(papers.withdrawn) == len(papers.candidates):
        raise CountError(
            f"Nobody stands: all of {len(papers.candidates)} candidates have withdrawn; name at least one."
        )
    if papers.numbers.min(initial=0) < 0:
        raise CountError(f"A kind of paper is there {papers.numbers.min()} times: give a whole number of 0 or more.")
    if (total := papers.numbers.sum(dtype=np.float64)) > MOST:
        raise CountError(f"There are {total:.0f} papers: no more than {MOST} can be counted.")


def _tidy(codes: Codes, standing: int, overvote: Overvote, skipped: Skipped, repeated: Repeated) -> Codes:
    blank = codes == BLANK
    over = codes >= standing if overvote in {"exhaust", "skip"} else np.zeros_like(blank)
    again = _named_before(codes) & (codes < standing)
    ends = _too_many_blanks(blank, skipped)
    ends |= over if overvote == "exhaust" else False
    ends |= again if repeated == "exhaust" else False
    ended = np.logical_or.accumulate(ends, axis=1)
    return close_up(codes, ~(blank | (codes == STRUCK) | over | again | ended))


def _named_before(codes: Codes) -> NDArray[np.bool_]:
    again = np.zeros(codes.shape, dtype=bool)
    columns = np.ascontiguousarray(codes.T)
    for later in range(1, len(columns)):
        for earlier in range(later):
            again[:, later] |= columns[later] == columns[earlier]
    again &= codes != BLANK
    return again


def _too_many_blanks(blank: NDArray[np.bool_], skipped: Skipped) -> NDArray[np.bool_]:
    # Blanks at the end of a paper end nothing that is still to be read, so that they need no case of their own.
    if skipped == "exhaust":
        return blank.copy()
    ends = np.zeros_like(blank)
    if skipped == "close one":
        ends[:, 1:] = blank[:, 1:] & blank[:, :-1]
    return ends
