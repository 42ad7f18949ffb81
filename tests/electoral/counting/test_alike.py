"""Rows put together where they are alike: the way for single papers against the way for papers with numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundgame.electoral.counting.alike import group


@pytest.mark.parametrize("columns", [1, 4, 25])
@settings(deadline=None)  # a busy machine is no fault of the rows'
@given(data=st.data())
def test_single_papers_group_as_pairs_of_them_do(columns, data):
    row = st.lists(st.integers(-1, 12), min_size=columns, max_size=columns)
    prefs = np.array(data.draw(st.lists(row, min_size=1, max_size=40)), dtype=np.int16)
    ones = np.ones(len(prefs), dtype=np.int64)
    rows, numbers = group(prefs, ones)
    paired_rows, paired = group(prefs, 2 * ones)
    assert rows.tolist() == paired_rows.tolist() == [list(row) for row in sorted(set(map(tuple, prefs.tolist())))]
    assert (2 * numbers).tolist() == paired.tolist()
    assert (rows.dtype, numbers.dtype, int(numbers.sum())) == (np.int16, np.int64, len(prefs))
