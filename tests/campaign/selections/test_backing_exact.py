"""Exact tests of independence, against published figures, other software and every table there is."""

import random
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from groundgame.campaign.selections.support.association import DRAWS, associate
from groundgame.campaign.selections.support.crosstab import cross
from groundgame.campaign.selections.support.exact import TooLargeError, exact_test, two_by_two

pytestmark = pytest.mark.slow

# Agresti, Categorical Data Analysis, 2nd edition, table 2.8: job satisfaction by income; R's help gives p = 0.7827.
AGRESTI = [[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]]

small = st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=2, max_size=3).filter(
    lambda table: 0 < sum(map(sum, table)) <= 12
)


def by_hand(table: list[list[int]]) -> Fraction:
    """Return the p of a table by dealing everybody out in every possible way, one person at a time."""
    people = [row for row, cells in enumerate(table) for _ in range(sum(cells))]
    columns = [sum(column) for column in zip(*table, strict=True)]
    ways: dict[tuple[tuple[int, ...], ...], int] = {}

    def deal(at: int, left: list[int], counts: list[list[int]]) -> None:
        if at == len(people):
            key = tuple(map(tuple, counts))
            ways[key] = ways.get(key, 0) + 1
            return
        for column, room in enumerate(left):
            if room:
                left[column] -= 1
                counts[people[at]][column] += 1
                deal(at + 1, left, counts)
                left[column] += 1
                counts[people[at]][column] -= 1

    deal(0, list(columns), [[0] * len(columns) for _ in table])
    observed = ways[tuple(map(tuple, table))]
    return Fraction(sum(n for n in ways.values() if n <= observed), sum(ways.values()))


def test_tea_tasted_by_a_lady():
    assert exact_test([[3, 1], [1, 3]]).p == Fraction(17, 35)  # Fisher 1935: two-sided 0.486


@settings(max_examples=25, deadline=None)
@given(small.filter(lambda table: sum(map(sum, table)) <= 8))
def test_every_way_of_dealing_people_out(table):
    assert exact_test(table).p == by_hand(table)


@given(st.lists(st.integers(0, 15), min_size=4, max_size=4).filter(any))
def test_two_by_two_as_scipy_has_it(cells):
    a, b, c, d = cells
    ours = exact_test([[a, b], [c, d]]).p
    assert float(ours) == pytest.approx(fisher_exact([[a, b], [c, d]]).pvalue, abs=1e-9)
    assert ours == two_by_two(a, a + b, a + c, a + b + c + d)


@given(small, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_does_not_matter(table, rng):
    turned = [list(row) for row in zip(*rng.sample(table, len(table)), strict=True)]
    rng.shuffle(turned)
    assert exact_test(turned) == exact_test(table)


@given(small)
def test_no_table_is_likelier_to_be_found_than_the_least_says(table):
    test = exact_test(table)
    assert 0 < test.least <= test.p <= 1


def backing_of(table: list[list[int]]):
    """Return who backs whom, as two posts' backing, from a table of counts."""
    cells = [(r, c) for r, row in enumerate(table) for c, n in enumerate(row) for _ in range(n)]
    first = {f"b{at}": {f"row {r}"} for at, (r, _) in enumerate(cells)}
    second = {f"b{at}": {f"column {c}"} for at, (_, c) in enumerate(cells)}
    return first, second


def test_a_table_too_large_is_drawn_and_its_error_holds_the_published_figure():
    with pytest.raises(TooLargeError):
        exact_test(AGRESTI, most_steps=20_000)
    first, second = backing_of(AGRESTI)
    test = associate(cross(first, second), first, second, random.Random(11))
    assert test.draws == DRAWS
    assert test.low < 0.7827 < test.high
    assert test.high - test.low < 0.03


def test_the_same_seed_draws_the_same_and_nothing_global_is_touched():
    first, second = backing_of(AGRESTI)
    random.seed(5)
    state = random.getstate()
    tests = [associate(cross(first, second), first, second, random.Random(3)) for _ in range(2)]
    assert tests[0] == tests[1]
    assert random.getstate() == state


def test_whole_people_dealt_anew_agree_with_the_exact_test_where_both_can_be_worked_out():
    """A cross-table of one name each, turned into one of several by a name that everybody backs."""
    table = [[6, 1], [2, 7]]
    first, second = backing_of(table)
    both = {who: names | {"everybody's"} for who, names in second.items()}
    drawn = associate(cross(first, both), first, both, random.Random(2))
    assert drawn.draws == DRAWS
    assert drawn.low < float(exact_test(table).p) < drawn.high


def test_one_name_alone_for_a_post_leaves_nothing_to_test():
    first, second = backing_of([[3, 2]])
    assert associate(cross(first, second), first, second, random.Random(1)) is None


def test_counts_and_shares_of_a_cross_table():
    first = {"a": {"Ash"}, "b": {"Ash"}, "c": {"Beech"}, "d": {"Ash"}, "e": set()}
    second = {"a": {"Elm"}, "b": {"Fir"}, "c": {"Elm"}, "e": {"Elm"}}
    table = cross(first, second, rows=["Cedar"])
    assert table.counts == ((1, 1), (1, 0), (0, 0))
    assert (table.backers, table.of_row, table.of_column) == (3, (2, 1, 0), (2, 1))
    assert table.silent == (1, 0, 0)  # d backs Ash, and nobody for the second post
    assert (table.share(0, 0), table.share(2, 0)) == (0.5, None)
    assert table.rest_of(0, 0) == (1, 1)
    assert table.one_each


@pytest.mark.parametrize("table", [list(map(list, rows)) for rows in product([(0, 3), (2, 1)], [(1, 2), (3, 0)])])
def test_expected_counts_add_up_to_the_sums(table):
    first, second = backing_of(table)
    made = cross(first, second)
    for row, total in enumerate(made.of_row):
        assert sum(made.expected(row, column) for column in range(len(made.columns))) == pytest.approx(total)
