"""BLT: everything that real files hold, and every way in which they break."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundgame.electoral.counting import Papers
from groundgame.electoral.counting.files import FileError, as_blt
from groundgame.electoral.counting.files.blt import read_blt
from groundgame.electoral.counting.files.blt_papers import Block, _one_by_one, read_block
from groundgame.electoral.counting.files.plain_papers import plain_rows
from groundgame.electoral.counting.files.text import plain

NAMES = '"Ash"\n"Beech"\n"Cedar"\n"Ward 1"\n'


def blt(papers, head="3 2\n", tail="0\n" + NAMES):
    return read_blt(plain((head + papers + tail).encode()))


def together(papers):
    """Return how many papers say each thing, whether or not alike ones stand together."""
    told = Counter()
    for ranking, number in papers:
        told[ranking] += number
    return told


def test_withdrawn_candidates_stand_on_one_line_or_on_several():
    assert blt("-2 -3\n1 1 0\n").withdrawn == {1, 2}
    assert blt("-2\n-3\n1 1 0\n").withdrawn == {1, 2}
    assert blt("-2 0\n1 1 0\n").withdrawn == {1}


def test_comments_are_passed_over_wherever_they_stand():
    papers = blt(
        "# papers of box 1\n2 1 2 0 # counted twice\n", head="# a ward\n\n3 2 # seats\n", tail="0 # end\n" + NAMES
    )
    assert list(papers) == [(((0,), (1,)), 2)]
    assert papers.title == "Ward 1"


def test_quoted_names_may_have_comments_among_them_and_begin_with_their_mark():
    assert blt("1 1 0\n", tail='0\n# names\n"Ash"\n"#Beech"\n"Cedar"\n').candidates == ("Ash", "#Beech", "Cedar")


@pytest.mark.parametrize("together", ["1=2", "1 = 2", "(1 2)", "{1,2}", "{1 2}", "( 1, 2 )"])
def test_equal_preferences(together):
    assert list(blt(f"4 {together} 3 0\n")) == [(((0, 1), (2,)), 4)]


def test_a_skipped_preference_an_identifier_and_a_paper_that_says_nothing():
    papers = blt("(b-17) 1 - 2 0\n3 0\n")
    assert list(papers) == [(((), (1,)), 1), ((), 3)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_writing_and_any_line_end(encoding, end):
    text = f'2 1{end}1 2 1 0{end}0{end}"Siân Élan"{end}"Brian O’Dea"{end}"Caerffili – 1"{end}'
    papers = read_blt(plain(text.encode(encoding)))
    assert papers.candidates == ("Siân Élan", "Brian O’Dea")
    assert papers.title == "Caerffili – 1"


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ('"Ash" "Party A"\n"Beech" ""\n"Cedar" "Party A"\n', ("Ash", "Beech", "Cedar")),
        ('"Ash ""Party A"""\n"Beech ""Party B"""\n"Cedar ""Party A"""\n', ("Ash", "Beech", "Cedar")),
        ('"A ""Ash"" "\n"B ""Beech"" "\n"A ""Cedar"""\n', ("Ash", "Beech", "Cedar")),
        ("Ash\n  Beech Tree \nCedar (Ind)\n", ("Ash", "Beech Tree", "Cedar (Ind)")),
        ('"Ash" "Party A"\n"Ash" "Party B"\n"Cedar"\n', ("Ash (Party A)", "Ash (Party B)", "Cedar")),
        ('"Andrew ""Andy"" Ash"\n"Beech"\n"Cedar"\n', ('Andrew "Andy" Ash', "Beech", "Cedar")),
    ],
)
def test_one_name_for_each_candidate(lines, names):
    assert blt("1 1 0\n", tail="0\n" + lines).candidates == names


def test_no_title_and_no_last_line_end_are_fine():
    assert blt("1 1 0\n", tail='0\n"Ash"\n"Beech"\n"Cedar"').title == ""


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", None, "it is empty"),
        ("  \n \n", None, "it is empty"),
        ("3 2\x00\n", None, "no text"),
        ("three two\n1 1 0\n", 1, "'three two' is no beginning of BLT"),
        ("3\n1 1 0\n", 1, "'3' is no beginning of BLT"),
        ("0 2\n0\n", 1, "0 candidates for 2 seats"),
        ("3 0\n0\n", 1, "3 candidates for 0 seats"),
        ("3 2\n1 1 2 0\n1 2 3\n0\n" + NAMES, 3, "'1 2 3' does not end with 0"),
        ("3 2\n1 1 2 0\n1 2 3\n1 1 0\n1 2 0 3 0\n0\n" + NAMES, 3, "'1 2 3' does not end with 0"),
        ("3 2\n1 1 2 0\n1 4 0\n0\n" + NAMES, 3, "'4' is nobody's number; the candidates are 1 to 3"),
        ("3 2\n1 1 0 2 0\n0\n" + NAMES, 2, "'0' is nobody's number"),
        ("3 2\n1 1 0\n1 Beech 0\n0\n" + NAMES, 3, "'Beech' is nobody's number"),
        ("3 2\n1.5 1 0\n0\n" + NAMES, 2, "'1.5' is no number of papers; give a whole number"),
        ("3 2\n1/3 1 0\n0\n" + NAMES, 2, "'1/3' is no number of papers"),
        ("3 2\n0 1 0\n0\n" + NAMES, 2, "'0' is no number of papers"),
        ("3 2\n99999999999999999999 1 0\n0\n" + NAMES, 2, "'99999999999999999999' is no number of papers"),
        ("3 2\n-4\n1 1 0\n0\n" + NAMES, 2, "'4' is nobody's number"),
        ("3 2\n1 (1 2 0\n0\n" + NAMES, 2, "'(' without its other half"),
        ("3 2\n1 1 0\n1 2 0\n", 3, "the papers do not end"),
        ("3 2\n1 1 0\n0\n", None, "0 names follow the papers of 3 candidates"),
        ('3 2\n1 1 0\n0\n"Ash"\n"Beech"\n', 5, "2 names follow the papers of 3 candidates"),
        ("3 2\n1 1 0\n0\n" + NAMES + '"Ward 2"\n', 8, "follows the title"),
        ("2 1\n1 1 0\n0\n#Ash\nBeech\nCedar\n", 4, "'#Ash' may be a name or a comment; put each name in quotes"),
        ('3 2\n1 1 0\n0\n"Ash" "Beech" "Cedar"\n', 4, "1 names follow the papers of 3 candidates; give one a line"),
        ("3 2\n1 1\n2 0\n0\n" + NAMES, 2, "'1 1' does not end with 0"),
        ('3 2\n1 1 0\n0\n"Ash"\n""\n"Cedar"\n', 5, "holds no name"),
        ('3 2\n1 1 0\n0\n"Ash"\n"Beech"\n"Ash"\n', 4, "'Ash' stands twice"),
        ("A trust\n2 3 7\nAsh\nBeech\nCedar\n1 1 0\n0\n", None, "promises 7 papers and 1 follow"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(text, line, says):
    with pytest.raises(FileError) as refused:
        read_blt(plain(text.encode()))
    assert says in refused.value.what
    assert refused.value.line == line
    assert line is None or str(refused.value).startswith(f"line {line}: ")


def test_a_bad_line_among_a_hundred_thousand_good_ones_is_named():
    good = "1 1 2 0\n" * 100_000
    with pytest.raises(FileError, match=r"^line 100003: '7' is nobody's number"):
        blt(good + "1 2 0\n1 7 0\n" + good)


rankings = st.lists(
    st.permutations(range(4)).flatmap(lambda order: st.integers(0, 4).map(lambda n: order[:n])), max_size=9
)


@given(
    rankings,
    st.lists(st.integers(1, 999), min_size=9, max_size=9),
    st.sampled_from([" ", "   ", "\t", " \t "]),
    st.sampled_from(["\n", " \n", "  \n\n ", "\n \t\n"]),
)
def test_plain_lines_say_the_same_all_at_once_and_one_by_one(papers, numbers, space, end):
    lines = [space.join(map(str, [n, *(each + 1 for each in p), 0])) for n, p in zip(numbers, papers, strict=False)]
    block = Block((end.join(lines) + end).encode(), 2, 4)
    slow = Papers(tuple("abcd"), *_one_by_one(block)[:2])
    fast = plain_rows(block.data, block.candidates)
    assert fast is not None
    assert together(Papers(tuple("abcd"), *fast)) == together(slow)


@given(
    st.lists(st.sampled_from(["2 1 3 0", "1 4 0 # late", "(b-17) 3 2 1 0", "-3", "-1 -2 0", "# box 2", "", "5 0"])),
    st.booleans(),
)
def test_comments_identifiers_and_who_withdrew_are_read_all_at_once_as_one_by_one(lines, equal):
    block = Block(("\n".join([*lines, "1 1=2 0"] if equal else lines) + "\n").encode(), 2, 4)
    (fast, slow) = read_block(block), _one_by_one(block)
    assert together(Papers(tuple("abcd"), *fast)) == together(Papers(tuple("abcd"), *slow))
    assert fast[3] == slow[3]


def test_more_lines_than_are_read_at_once_come_out_in_their_order():
    kinds = ["1 1 2 3 0", "22 3 0", "333 2 1 0"]
    papers = blt("".join(f"{kinds[number % 3]}\n" for number in range(600_000)))
    assert papers.prefs[:4].tolist() == [[0, 1, 2], [2, -1, -1], [1, 0, -1], [0, 1, 2]]
    assert (papers.prefs == np.tile(papers.prefs[:3], (200_000, 1))).all()
    assert (papers.numbers == np.tile([1, 22, 333], 200_000)).all()


marks = st.sets(st.integers(0, 3), max_size=4).map(lambda each: tuple(sorted(each)))
kinds = st.dictionaries(st.lists(marks, max_size=4).map(tuple), st.integers(1, 50), max_size=8)


@given(kinds, st.sets(st.integers(0, 3)), st.text("Añ\"'–(). ", max_size=6).map(str.strip))
def test_papers_come_back_from_blt_as_they_were(papers, withdrawn, title):
    names = ["Ash", "Beech Tree", "Cedar (Ind)", "Siân O'Dea"]
    named = {tuple(tuple(names[each] for each in mark) or None for mark in ranking): n for ranking, n in papers.items()}
    held = Papers.of(names, named, seats=2, withdrawn=[names[each] for each in sorted(withdrawn)])
    held = Papers(held.candidates, held.prefs, held.numbers, held.equal, held.withdrawn, 2, title)
    again = read_blt(as_blt(held).encode())
    assert together(again) == together(held)
    assert (again.candidates, again.withdrawn, again.seats, again.title) == (held.candidates, held.withdrawn, 2, title)


def test_what_blt_cannot_hold_is_not_written():
    papers = Papers(("Ash",), np.zeros((1, 1), dtype=np.int16), np.ones(1, dtype=np.int64))
    with pytest.raises(FileError, match="how many seats"):
        as_blt(papers)
    with pytest.raises(FileError, match="would be read otherwise"):
        as_blt(Papers.of(['Ash "Party"', "Beech"], {("Beech",): 1}, seats=1))
