"""Every rule by its name: what it is called, where it is written down, and how to count under it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from groundgame.electoral.counting.av import av
from groundgame.electoral.counting.block import block_from_papers
from groundgame.electoral.counting.college import college
from groundgame.electoral.counting.dhondt import dhondt_from_papers
from groundgame.electoral.counting.ers97 import ers97
from groundgame.electoral.counting.fptp import fptp_from_papers
from groundgame.electoral.counting.from_totals import block_totals, dhondt_totals, fptp_totals, sainte_lague_totals
from groundgame.electoral.counting.limited import limited
from groundgame.electoral.counting.meek import meek
from groundgame.electoral.counting.rounds import Count
from groundgame.electoral.counting.sainte_lague import sainte_lague_from_papers
from groundgame.electoral.counting.scottish_stv import scottish_stv
from groundgame.electoral.counting.sv import sv_from_papers
from groundgame.electoral.counting.ties import CountError
from groundgame.electoral.counting.wig import wig


@dataclass(frozen=True, slots=True)
class Rule:
    """A counting rule.

    `papers`, `totals` and `sections` count what a file may hold; a rule that lacks one cannot count that. `options` are
    what it takes beside seats and ties, by the name of the parameter. `seats` is set where there can only be so many.
    """

    name: str
    title: str
    source: str
    papers: Callable[..., Count] | None = None
    totals: Callable[..., Count] | None = None
    sections: Callable[..., Count] | None = None
    options: frozenset[str] = frozenset()
    seats: int | None = None


def rule_named(name: str) -> Rule:
    """Return the rule of that name.

    Raises:
        CountError: if there is none, naming them all.
    """
    if name not in RULES:
        raise CountError(f"There is no rule {name!r}; the rules are {', '.join(RULES)}.")
    return RULES[name]


def takers_of(option: str) -> str:
    """Return the names of the rules that take an option, for a sentence."""
    return ", ".join(rule.name for rule in RULES.values() if option in rule.options)


GUARANTEED = frozenset({"guaranteed"})
LISTS = frozenset({"already", "threshold"})

_ALL = (
    Rule(
        "fptp",
        "First past the post",
        "Parliamentary Elections Rules (Representation of the People Act 1983, Schedule 1), rules 18 and 49",
        papers=fptp_from_papers,
        totals=fptp_totals,
        seats=1,
    ),
    Rule(
        "block",
        "Block vote",
        "Local Elections (Principal Areas) (England and Wales) Rules 2006 (SI 2006/3304), Schedule 2",
        papers=block_from_papers,
        totals=block_totals,
    ),
    Rule(
        "limited",
        "Limited vote",
        "Representation of the People Act 1867, sections 9 and 10",
        papers=limited,
        options=frozenset({"votes_each"}),
    ),
    Rule(
        "sv",
        "Supplementary vote",
        "Greater London Authority Act 1999, section 4 and Schedule 2, Part I, before the Elections Act 2022",
        papers=sv_from_papers,
        seats=1,
    ),
    Rule(
        "av",
        "Alternative vote",
        "Parliamentary Voting System and Constituencies Act 2011, section 9",
        papers=av,
        options=frozenset({"together", "to_two"}),
        seats=1,
    ),
    Rule(
        "college",
        "Electoral college",
        "Labour Party Rule Book 2010, chapter 4, clause II",
        sections=college,
        options=frozenset({"weights"}),
        seats=1,
    ),
    Rule(
        "dhondt",
        "Modified d'Hondt",
        "Greater London Authority Act 1999, section 4 and Schedule 2, Part II",
        papers=dhondt_from_papers,
        totals=dhondt_totals,
        options=LISTS,
    ),
    Rule(
        "sainte-lague",
        "Sainte-Laguë",
        "Divisors and 5% of the Electoral Act 1993 (New Zealand), sections 191 and 192; seats held, as under d'Hondt",
        papers=sainte_lague_from_papers,
        totals=sainte_lague_totals,
        options=LISTS | {"first_divisor"},
    ),
    Rule(
        "scottish-stv",
        "Single transferable vote, as councillors in Scotland are elected",
        "Scottish Local Government Elections Order 2011 (SSI 2011/399), Schedule 1",
        papers=scottish_stv,
        options=GUARANTEED,
    ),
    Rule(
        "ers97",
        "Single transferable vote, ERS97",
        "How to Conduct an Election by the Single Transferable Vote, 3rd edition (Electoral Reform Society 1997)",
        papers=ers97,
        options=GUARANTEED,
    ),
    Rule(
        "meek",
        "Single transferable vote by Meek's method",
        "Voting matters 22 (2006), 7-10; the original: Computer Journal 30 (1987), 277-281",
        papers=meek,
        options=GUARANTEED | {"variant"},
    ),
    Rule(
        "wig",
        "Single transferable vote, weighted inclusive Gregory",
        "Western Australia, Electoral Act 1907, Schedule 1",
        papers=wig,
        options=GUARANTEED,
    ),
)

RULES: Mapping[str, Rule] = {rule.name: rule for rule in _ALL}
