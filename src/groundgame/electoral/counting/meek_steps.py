"""The steps that every version of Meek's method takes: electing, finding the lowest, and setting what each keeps."""

from collections.abc import Iterable

from groundgame.electoral.counting.meek_table import Table
from groundgame.electoral.counting.ties import how


def elect(table: Table, least: int) -> tuple[list[int], list[str]]:
    """Elect whoever has at least so many units, the highest first, and return them with a note on any tie.

    One at a time, because with guaranteed places the election of one can leave no seat for another.
    """
    chosen: list[int] = []
    notes: list[str] = []
    while able := [each for each in table.reaching(least) if each not in table.doomed()]:
        equal = [each for each in able if table.votes[each] == table.votes[able[0]]]
        first = equal[0]
        if len(equal) > 1 and not _all_fit(table, equal):
            (name,) = table.tie(tuple(sorted(table.names(equal))), 1)
            first = next(each for each in equal if table.name(each) == name)
            names = tuple(sorted(table.names(equal)))
            notes.append(f"{', '.join(names)} equal; decided for {name}{_by_what(table, names)}.")
        table.elect(first)
        chosen.append(first)
        if table.full:
            break
    return chosen, notes


def lowest(table: Table, *, look_back: bool = False, within: int = 0) -> tuple[int, list[str]]:
    """Return the candidate to exclude, and a note on any tie: those `within` so many units of the lowest are tied.

    `look_back` settles a tie by the first sharing in which they differed, before it is drawn by lot.
    """
    able = table.excludable()
    least = min(table.votes[each] for each in able) + within
    tied = [each for each in able if table.votes[each] <= least or table.figure(each) <= table.nano(least)]
    if len(tied) == 1:
        return tied[0], []
    names = ", ".join(sorted(table.names(tied)))
    if look_back and len(behind := _behind(table, tied)) < len(tied):
        stay = ", ".join(sorted(table.names(set(tied) - set(behind))))
        notes = [f"{names} equal; decided for {stay} by the first sharing in which they differed."]
        if len(behind) == 1:
            return behind[0], notes
        loser, more = _lot(table, behind)
        return loser, notes + more
    return _lot(table, tied)


def keep_quota(table: Table, candidates: Iterable[int], *, may_rise: bool = False) -> bool:
    """Let each keep what would have left the quota, and tell whether anybody keeps less.

    What a candidate keeps never rises but by rounding up, which could go to and fro for ever.
    """
    fell = False
    for each in candidates:
        part = table.units.over(table.units.times(table.quota, table.keep[each]), table.votes[each])
        most = table.units.scale if may_rise else table.keep[each]
        fell |= part < table.keep[each]
        table.keep[each] = min(part, most)
    return fell


def _all_fit(table: Table, equal: list[int]) -> bool:
    together = table.names([*table.elected, *equal])
    return table.guarding.can_finish(together, table.names(table.hopeful) - together)


def _behind(table: Table, tied: list[int]) -> list[int]:
    for votes in table.before:
        least = min(votes[each] for each in tied)
        tied = [each for each in tied if votes[each] == least]
    return tied


def _lot(table: Table, tied: list[int]) -> tuple[int, list[str]]:
    names = tuple(sorted(table.names(tied)))
    stay = table.tie(names, len(names) - 1)
    (loser,) = (each for each in tied if table.name(each) not in stay)
    return loser, [f"{', '.join(names)} equal; decided for {', '.join(stay)}{_by_what(table, names)}."]


def _by_what(table: Table, names: tuple[str, ...]) -> str:
    return how(table.tie, names) or " by lot"
