"""Walk the whole database after a ballot, as somebody would who wants to know how one voter voted, and find nothing.

What the walker holds: every table, with each row's place (ctid) and the numbers of the transactions that wrote and
locked it (xmin, xmax). What is looked for: a value that a voter's rows and a paper's rows share, and an order in which
both sides run. The true pairs are known to the test, which cast the votes.
"""

import random
from collections import Counter
from itertools import product
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from scipy.stats import kendalltau, poisson

from groundgame.campaign.selections.models import BoxPaper, Entry, InboxPaper, NewMark, OpenedPaper

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("new_files")]

VOTERS = 79  # three handfuls, and all but one of a fourth


@pytest.fixture
def new_files(transactional_db):
    """Let every row lie where a ballot alone would put it: what an earlier test deleted leaves gaps to be filled."""
    call_command("flush", verbosity=0, interactive=False, reset_sequences=False)


@pytest.fixture
def truth(poll, members):
    """Cast votes in an order of their own, and return which receipt is whose."""
    voters = poll.entries(members, VOTERS)
    poll.open()
    order = list(voters)
    random.Random(4).shuffle(order)
    return {voter.pk: _cast(poll, voter, number) for number, voter in enumerate(order)}


def _cast(poll, voter, number):
    ((_, receipt),) = poll.vote(voter, leader=[number % 3]).receipts
    return receipt


def _tables() -> dict[str, list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns "
            "WHERE table_schema = 'public' GROUP BY table_name ORDER BY table_name"
        )
        return dict(cursor.fetchall())


def _rows(table: str, columns: list[str]) -> list[dict[str, Any]]:
    named = [*columns, "ctid::text", "xmin::text", "xmax::text"]
    quoted = ", ".join(name if "::" in name else f'"{name}"' for name in named)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {quoted} FROM {table} AS t ORDER BY t.ctid")
        keys = [name.removesuffix("::text") for name in named]
        rows = [dict(zip(keys, map(_plain, row), strict=True)) for row in cursor.fetchall()]
    return [row | {"place in the file": place} for place, row in enumerate(rows)]


def _plain(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, memoryview | bytes) else str(value)


def _sides(truth: dict[int, str]) -> tuple[dict[str, dict[int, str]], dict[str, dict[str, str]]]:
    """Return every column whose rows belong to voters, and every one whose rows belong to papers, by whose they are."""
    entries, receipts = {str(key): key for key in truth}, set(truth.values())
    of_voters: dict[str, dict[int, str]] = {}
    of_papers: dict[str, dict[str, str]] = {}
    for table, columns in _tables().items():
        rows = _rows(table, columns)
        holder = "entry_id" if "entry_id" in columns else "id" if table == "selections_entry" else None
        for row in rows:
            voter = entries.get(row.get(holder, "")) if holder else None
            receipt = next((row[name] for name in ("receipt", "paper_id") if row.get(name) in receipts), None)
            for name, value in row.items():
                if voter is not None:
                    of_voters.setdefault(f"{table}.{name}", {})[voter] = value
                if receipt is not None:
                    of_papers.setdefault(f"{table}.{name}", {})[receipt] = value
    return of_voters, of_papers


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _ties(truth: dict[int, str]) -> list[str]:
    """Return every way that was found from a voter to the paper, or from the order of one to that of the other."""
    of_voters, of_papers = _sides(truth)
    found = [f"{table}.{column} holds a voter and a paper" for table, column in _rows_of_both(truth)]
    for (left, voters), (right, papers) in product(of_voters.items(), of_papers.items()):
        pairs = [
            (voters[voter], papers[receipt])
            for voter, receipt in truth.items()
            if voter in voters and receipt in papers
        ]
        if _joins(pairs):
            found.append(f"{left} = {right}")
        if _runs_together(pairs):
            found.append(f"{left} runs with {right}")
    return found


def _rows_of_both(truth: dict[int, str]) -> list[tuple[str, str]]:
    """Return where the very text of a row names a receipt and belongs to a voter."""
    receipts = set(truth.values())
    return [
        (table, "entry_id")
        for table, columns in _tables().items()
        if "entry_id" in columns
        for row in _rows(table, columns)
        if receipts & set(row.values())
    ]


def _joins(pairs: list[tuple[str, str]]) -> bool:
    """Tell whether equal values pick the right papers out, more often than by chance (at one in a million).

    A value that every paper looked at has picks none of them out: a handful is swept as one.
    """
    left, right = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    if len(right) == 1:
        return False
    equal = sum(one == other for one, other in pairs)
    by_chance = sum(left[value] * right[value] for value in left) / len(pairs)
    return equal > 0 and bool(poisson.sf(equal - 1, by_chance) < 1e-6)


def _runs_together(pairs: list[tuple[str, str]]) -> bool:
    """Tell whether the two sides, as numbers or as texts, run in one order: Kendall's tau, at one in a million."""
    if len(pairs) < 20:
        return False
    left, right = (_ranks([pair[side] for pair in pairs]) for side in (0, 1))
    if len(set(left)) < 3 or len(set(right)) < 3:
        return False
    return bool(kendalltau(left, right).pvalue < 1e-6)


def _ranks(values: list[str]) -> list[float]:
    numbers = [_number(value) for value in values]
    if None not in numbers:
        return [number for number in numbers if number is not None]
    order = {value: place for place, value in enumerate(sorted(set(values)))}
    return [float(order[value]) for value in values]


def test_the_walker_does_find_the_tie_of_a_handful_that_waits(truth):
    """The proof that the walk can find something: until it is swept, a handful is tied by its transactions."""
    waiting = set(NewMark.objects.values_list("pk", flat=True))
    assert len(waiting) == InboxPaper.objects.count() == VOTERS % 20
    found = _ties({voter: receipt for voter, receipt in truth.items() if voter in waiting})
    assert "selections_newmark.xmin = selections_inboxpaper.xmin" in found


def test_within_a_handful_that_was_swept_nothing_ties_even_while_voting_goes_on(truth):
    handfuls: dict[str, dict[int, str]] = {}
    swept_by = {row["receipt"]: row["xmin"] for row in _rows("selections_boxpaper", ["receipt"])}
    for voter, receipt in truth.items():
        if receipt in swept_by:
            handfuls.setdefault(swept_by[receipt], {})[voter] = receipt
    assert [len(handful) for handful in handfuls.values()] == [20] * (VOTERS // 20)
    assert [_ties(handful) for handful in handfuls.values()] == [[]] * len(handfuls)


def test_after_the_close_nothing_ties_a_voter_to_a_paper(poll, truth):
    poll.close()
    assert BoxPaper.objects.count() == VOTERS
    assert _ties(truth) == []
    with connection.cursor() as cursor:
        for table in ("selections_mark", "selections_boxpaper"):
            cursor.execute(f"SELECT count(DISTINCT xmin::text), count(DISTINCT xmax::text) FROM {table}")
            assert cursor.fetchone() == (1, 1), f"{table} was not written by one transaction"
    assert [row["receipt"] for row in _rows("selections_boxpaper", ["receipt"])] == sorted(truth.values())


def test_after_the_opening_nothing_ties_what_a_paper_says_to_a_receipt_or_a_voter(poll, truth):
    """What each opened paper says is known by its ranking alone: no column of it runs with a receipt's or a voter's."""
    poll.close()
    poll.open_by(*poll.scrutineers[:2])
    columns = {
        name: [row[name] for row in _rows("selections_openedpaper", ["id", "form_id", "ranking"])]
        for name in ("id", "xmin", "place in the file")
    }
    assert len(set(columns["xmin"])) == 1
    assert columns["id"] == sorted(columns["id"])
    said = [paper.ranking[0] for paper in OpenedPaper.objects.order_by("id")]
    sealed = {receipt: number % 3 for number, receipt in enumerate(truth.values())}
    by_receipt = [sealed[receipt] for receipt in sorted(sealed)]
    by_voter = [number % 3 for _, number in sorted((voter, number) for number, voter in enumerate(truth))]
    for order in (by_receipt, by_voter):
        assert kendalltau(said, order).pvalue > 1e-6
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM selections_openedshare")
        assert cursor.fetchone() == (0,)


def test_no_row_of_the_roll_remembers_the_voters_transaction(truth):
    """A foreign key that the database checks would write each voter's transaction on their entry (xmax)."""
    rows = _rows("selections_entry", ["id"])
    assert len({row["xmax"] for row in rows if int(row["id"]) in truth}) == 1  # of the codes, given out all at once
    assert Entry.objects.count() == VOTERS
