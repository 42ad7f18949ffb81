"""Rules that count votes by name, as a file gives them: with seats already held, and how many a list can seat."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from groundgame.electoral.counting.block import block
from groundgame.electoral.counting.dhondt import dhondt
from groundgame.electoral.counting.files import Totals
from groundgame.electoral.counting.fptp import fptp
from groundgame.electoral.counting.rounds import Count
from groundgame.electoral.counting.sainte_lague import sainte_lague
from groundgame.electoral.counting.ties import TieBreak


def fptp_totals(totals: Totals, *, seats: int, tie: TieBreak) -> Count:
    """Return the count of a single seat; `seats` is 1, and stands here as for every rule."""
    return _of(totals, replace(fptp(totals.votes, tie=tie), seats=seats))


def block_totals(totals: Totals, *, seats: int, tie: TieBreak) -> Count:
    """Return the count of several seats. How many papers gave the votes is not known from them."""
    return block(totals.votes, seats=seats, tie=tie)


def dhondt_totals(
    totals: Totals, *, seats: int, tie: TieBreak, already: Mapping[str, int] | None = None, **options: Any
) -> Count:
    """Return the count of list seats; `already` takes the place of what the file says."""
    held, room = already or totals.already, totals.names_on_list or None
    return _of(totals, dhondt(totals.votes, seats=seats, already=held, names_on_list=room, tie=tie, **options))


def sainte_lague_totals(
    totals: Totals, *, seats: int, tie: TieBreak, already: Mapping[str, int] | None = None, **options: Any
) -> Count:
    """Return the count of list seats; `already` takes the place of what the file says."""
    held, room = already or totals.already, totals.names_on_list or None
    return _of(totals, sainte_lague(totals.votes, seats=seats, already=held, names_on_list=room, tie=tie, **options))


def _of(totals: Totals, count: Count) -> Count:
    """Return the count with its papers: each gave one vote."""
    return replace(count, valid=sum(totals.votes.values()))
