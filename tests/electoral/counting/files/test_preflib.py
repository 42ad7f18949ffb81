"""PrefLib's four kinds, and one door for every file."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundgame.electoral.counting import Papers
from groundgame.electoral.counting.files import FileError, as_preflib, read
from groundgame.electoral.counting.files.plain_papers import plain_orders
from groundgame.electoral.counting.files.preflib import _Found, read_preflib
from groundgame.electoral.counting.files.writers import preflib_kind

HEAD = (
    "# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: {}\n"
    "# ALTERNATIVE NAME 1: Ash\n# ALTERNATIVE NAME 2: Beech\n# ALTERNATIVE NAME 3: Cedar\n"
)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (HEAD.format(4) + "4 1,2\n", 6, "'4 1,2' is no order; write a whole number of papers"),
        (HEAD.format(4) + "4.5: 1,2\n", 6, "'4.5: 1,2' is no order"),
        (HEAD.format(4) + "4: 1,4\n", 6, "'4' is nobody's number; the candidates named above are 1 to 3"),
        (HEAD.format(4) + "3: 2\n1: {1,2\n", 7, "'{1,2' is no order"),
        (HEAD.format(4) + "4: 1;2\n", 6, "is no order; write numbers with commas"),
        (HEAD.format(5) + "4: 1,2\n", None, "promises 5 papers and 4 follow"),
        ("# NUMBER UNIQUE ORDERS: 2\n" + HEAD.format(4) + "4: 1,2\n", None, "promises 2 different orders and 1 follow"),
        ("# DATA TYPE: soc\n" + HEAD.format(4) + "4: 1,2\n", None, "DATA TYPE soc has whole orders, and one leaves"),
        ("# DATA TYPE: toc\n" + HEAD.format(4) + "4: 1,{2}\n", None, "DATA TYPE toc has whole orders"),
        ("# DATA TYPE: soi\n" + HEAD.format(4) + "4: 1,{2,3}\n", None, "DATA TYPE soi has no equal ranks"),
        ("# DATA TYPE: wmd\n" + HEAD.format(4) + "4: 1,2\n", None, "DATA TYPE is 'wmd', which holds no orders"),
        (HEAD.format(4) + "3: 1\n1: 1,2,1\n", 7, "'1,2,1' names 1 twice"),
        (HEAD.format(4) + "4: {2,2}\n", 6, "'{2,2}' names 2 twice"),
        ("# NUMBER ALTERNATIVES: 2\n# ALTERNATIVE NAME 1: Ash\n1: 1\n", None, "there are 2; name each from 1 on"),
        ("# ALTERNATIVE NAME 1: Ash\n# ALTERNATIVE NAME 2: Ash\n1: 1\n", 2, "'Ash' stands twice"),
        ("5: 1,2\n", 1, "'1' is nobody's number"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(text, line, says):
    with pytest.raises(FileError) as refused:
        read_preflib(text.encode())
    assert says in refused.value.what
    assert refused.value.line == line


def test_a_line_a_paper_is_read_as_the_same_papers_together():
    lines = ["1: 1,2\n", "1: 3\n", "2: {1,3},2\n", "1: 1,2\n"]
    apart, told = HEAD.format(5) + "".join(lines), HEAD.format(5) + "2: 1,2\n1: 3\n2: {1,3},2\n"
    assert dict(read_preflib(apart.encode())) == dict(read_preflib(told.encode()))


plain_order = st.lists(st.integers(1, 4), max_size=4).map(lambda order: ",".join(map(str, order)))
plain_lines = st.lists(st.builds("{}:{}{}".format, st.integers(0, 20), st.sampled_from(["", " "]), plain_order))


@given(
    plain_lines,
    st.sampled_from(["\n", "\n\n"]),
    st.sampled_from(["", "7 1", ":1", "3: 1: 2", "1,2: 1", "5: ,1", "4: 1,"]),
)
def test_lines_are_read_all_at_once_as_one_by_one(lines, end, odd):
    """Where it can read them so at all: else they are read one by one, and what is wrong is said of its line."""
    body = end.join([*lines, odd] if odd else lines).encode()
    plain, found = plain_orders(body, 4), _Found(names=dict(enumerate("abcd", 1)))
    if plain is None:
        return
    found.read(body, 1)
    assert not odd
    told = Counter(dict(Papers(tuple("abcd"), *plain)))
    assert told == dict(found.papers)


@pytest.mark.parametrize(
    ("papers", "kind"),
    [
        ({("Ash", "Beech", "Cedar"): 2}, "soc"),
        ({("Ash", "Beech"): 2}, "soi"),
        ({("Ash", ("Beech", "Cedar")): 2}, "toc"),
        ({(("Beech", "Cedar"),): 2}, "toi"),
    ],
)
def test_each_kind_says_what_it_is(papers, kind):
    held = Papers.of(["Ash", "Beech", "Cedar"], papers)
    assert preflib_kind(held) == kind
    assert f"# DATA TYPE: {kind}\n" in as_preflib(held)


def in_groups(order, ends):
    """Return an order with those between two ends at one rank."""
    parts = [order[one:two] for one, two in pairwise([0, *sorted(ends), len(order)])]
    return tuple(tuple(sorted(part)) for part in parts if part)


orders = st.lists(st.integers(0, 3), unique=True, min_size=1)
rankings = st.builds(in_groups, orders, st.sets(st.integers(1, 3)))
papers_of = st.dictionaries(rankings, st.integers(1, 50), max_size=8)


@given(papers_of)
def test_papers_come_back_as_they_were(papers):
    names = ["Ash", "Beech, Tree", "Siân: O'Dea", "Cedar"]
    held = Papers.of(names, {tuple(tuple(names[e] for e in m) for m in r): n for r, n in papers.items()})
    again = read_preflib(as_preflib(held).encode())
    assert again.candidates == tuple(names)
    assert Counter(dict(again)) == Counter(dict(held))


def test_what_preflib_cannot_hold_is_not_written():
    for papers in ({("Ash", None, "Beech"): 1}, {(): 1}, {("Ash", "Beech", "Ash"): 1}):
        with pytest.raises(FileError, match="write BLT instead"):
            as_preflib(Papers.of(["Ash", "Beech"], papers))
    with pytest.raises(FileError, match="write BLT instead"):
        as_preflib(Papers.of(["Ash", "Beech"], {("Ash",): 1}, withdrawn=["Beech"]))


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.blt", '2 1\n1 1 0\n0\n"Ash"\n"Beech"\n', "BLT"),
        ("a.txt", '2 1\n1 1 0\n0\n"Ash"\n"Beech"\n', "BLT"),
        ("a.txt", "A trust\n1 2 1\nAsh\nBeech\n1 1 0\n0\n", "BLT"),
        ("a.SOI", "# ALTERNATIVE NAME 1: Ash\n1: 1\n", "PrefLib soi"),
        ("a", "# ALTERNATIVE NAME 1: Ash\n1: 1\n", "PrefLib toi"),
        ("a.csv", "1,2\nAsh,Beech\n", "CSV of papers, by preference"),
        ("a.txt", "Ash,Beech\n1,2\n", "CSV of papers, by candidate"),
        ("a.csv", "party,votes\nAsh,3\n", "CSV of votes"),
    ],
)
def test_the_form_is_known_by_its_ending_or_by_what_it_holds(tmp_path, name, text, kind):
    (tmp_path / name).write_text(text)
    assert read(tmp_path / name).kind == kind


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "it is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "it is no text"),
        (b"just some words\n", "its form is not known; name it .blt"),
    ],
)
def test_what_is_no_file_of_papers_is_refused_by_name(tmp_path, data, says):
    path = tmp_path / "papers"
    path.write_bytes(data)
    with pytest.raises(FileError) as refused:
        read(path)
    assert str(refused.value).startswith(f"{path}: {says}")


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path):
    with pytest.raises(FileError, match=r"nowhere\.blt: it cannot be read \(No such file"):
        read(tmp_path / "nowhere.blt")
