"""A file counted under a rule: what it holds handed to the rule as that takes it."""

from collections.abc import Iterable, Mapping
from typing import cast

from groundgame.electoral.counting.files import Contents, Totals
from groundgame.electoral.counting.guarding import Guarantee
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.registry import Rule, rule_named, takers_of
from groundgame.electoral.counting.rounds import Count
from groundgame.electoral.counting.ties import CountError, TieBreak, refuse


def count_contents(
    name: str, contents: Contents, *, seats: int | None = None, tie: TieBreak = refuse, **options: object
) -> Count:
    """Return the count of what a file holds under the rule of that name.

    The seats are the file's own unless given; a rule for one seat needs neither.

    Raises:
        CountError: if there is no such rule, it cannot count what the file holds, does not take an option, or the
            number of seats is not known.
        TieError: if names are equal and `tie` refuses to decide.
    """
    rule = rule_named(name)
    for option in options:
        if option not in rule.options:
            raise CountError(f"{rule.name} does not take {option}; these do: {takers_of(option)}.")
    _check_names(contents, options)
    if contents.totals is not None:
        return _count_totals(rule, contents.totals, seats, tie, options)
    if rule.sections is not None:
        return rule.sections(_sections(contents, rule, seats), tie=tie, **options)
    if rule.papers is None or contents.papers is None:
        raise CountError(f"{rule.name} counts votes by name and this is a file of papers: give a CSV of name,votes.")
    return rule.papers(contents.papers, seats=seats_of(rule, contents.papers.seats, seats), tie=tie, **options)


def seats_of(rule: Rule, in_file: int | None, given: int | None) -> int:
    """Return how many seats to fill: those given, else the file's, else the rule's own.

    Raises:
        CountError: if nothing says, or it is not a number that the rule can fill.
    """
    seats = given if given is not None else in_file if in_file is not None else rule.seats
    if seats is None:
        raise CountError(f"The file does not say how many seats there are, and {rule.name} has to know: give --seats.")
    if seats < 1:
        raise CountError(f"There are {seats} seats to fill: a count needs at least 1.")
    if rule.seats is not None and seats != rule.seats:
        raise CountError(f"{rule.name} fills {rule.seats} seat and there are {seats}: give --seats 1, or another rule.")
    return seats


def _count_totals(rule: Rule, totals: Totals, seats: int | None, tie: TieBreak, options: Mapping[str, object]) -> Count:
    if rule.totals is None:
        raise CountError(
            f"{rule.name} counts papers and this is a file of votes by name: give BLT, PrefLib or a CSV of papers."
        )
    return rule.totals(totals, seats=seats_of(rule, None, seats), tie=tie, **options)


def _sections(contents: Contents, rule: Rule, seats: int | None) -> Mapping[str, Papers]:
    if contents.papers is None:
        raise CountError(
            "The file holds votes by name: give papers, in a file for each section or one with a column section."
        )
    sections = contents.sections or {"": contents.papers}
    for papers in sections.values():
        seats_of(rule, papers.seats, seats)
    return sections


def _check_names(contents: Contents, options: Mapping[str, object]) -> None:
    """Check that whoever an option names stands: a name spelt otherwise would count for nobody, unseen."""
    standing = standing_in(contents)
    named: set[str] = set()
    for option in ("guaranteed", "already"):
        for each in cast("Iterable[Guarantee | str]", options.get(option, ())):
            named |= each.group if isinstance(each, Guarantee) else {each}
    check_standing(named, standing)


def standing_in(contents: Contents) -> frozenset[str]:
    """Return the names of all who stand in a file, in whichever section."""
    if contents.totals is not None:
        return frozenset(contents.totals.votes)
    papers = [contents.papers, *contents.sections.values()]
    return frozenset(name for each in papers if each is not None for name in each.candidates)


def check_standing(named: Iterable[str], standing: frozenset[str]) -> None:
    """Check that whoever is named stands.

    Raises:
        CountError: naming those who do not.
    """
    if unknown := sorted(set(named) - standing):
        raise CountError(f"{', '.join(unknown)} does not stand here: spell each name as the file does.")
