"""CSV of papers and of votes, in each layout, and every way in which it breaks."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundgame.electoral.counting import Papers
from groundgame.electoral.counting.files import FileError, Totals, as_csv, read, read_papers
from groundgame.electoral.counting.files.csv_papers import read_csv_papers
from groundgame.electoral.counting.files.csv_votes import read_csv_votes

NAMES = ("Ash", "Beech", "Cedar", "Dogwood")


def said(papers):
    told = Counter()
    for ranking, number in papers:
        told[tuple(tuple(papers.candidates[each] for each in mark) for mark in ranking)] += number
    return told


def test_by_preference_with_gaps_repeats_and_equal_ones():
    text = "1,2,3\nAsh,Beech,\nAsh,Beech,\nAsh,,Cedar\nBeech=Ash,Cedar,\nCedar,Cedar,Ash\n,,\n"
    papers, sections = read_csv_papers(text.encode())
    assert papers.candidates == ("Ash", "Beech", "Cedar")
    assert sections == {}
    assert said(papers) == {
        (("Ash",), ("Beech",)): 2,
        (("Ash",), (), ("Cedar",)): 1,
        (("Ash", "Beech"), ("Cedar",)): 1,
        (("Cedar",), ("Cedar",), ("Ash",)): 1,
        (): 1,
    }


@pytest.mark.parametrize("heading", ["1,2", "Preference 1,Preference 2", "Rank 1,Rank 2", "choice 1,CHOICE 2"])
def test_preferences_may_be_headed_in_words(heading):
    assert said(read_csv_papers(f"{heading}\nAsh,Beech\n".encode())[0]) == {(("Ash",), ("Beech",)): 1}


def test_preferences_may_stand_in_any_order():
    assert said(read_csv_papers(b"2,count,1\nBeech,7,Ash\n")[0]) == {(("Ash",), ("Beech",)): 7}


def test_by_candidate_with_numbers_equal_numbers_gaps_and_crosses():
    text = "Ash,Beech,Cedar,papers\n1,2,,5\n1,1,2,4\n,1,3,3\nx,,X,2\n,,,6\n"
    papers, _ = read_csv_papers(text.encode())
    assert said(papers) == {
        (("Ash",), ("Beech",)): 5,
        (("Ash", "Beech"), ("Cedar",)): 4,
        (("Beech",), (), ("Cedar",)): 3,
        (("Ash", "Cedar"),): 2,
        (): 6,
    }


@pytest.mark.parametrize("heading", ["id", "Paper", "ballot_paper_id", "serial"])
def test_a_column_that_numbers_the_papers_is_no_candidate(heading):
    papers, _ = read_csv_papers(f"{heading},Ash,Beech\n1,1,2\n2,2,1\n3,1,2\n".encode())
    assert papers.candidates == ("Ash", "Beech")
    assert said(papers) == {(("Ash",), ("Beech",)): 2, (("Beech",), ("Ash",)): 1}


def test_a_row_of_no_papers_names_somebody_whom_nobody_marked():
    papers, _ = read_csv_papers(b"1,2,count\nAsh,,4\nBeech,Ash,0\n")
    assert papers.candidates == ("Ash", "Beech")
    assert papers.total == 4


def test_a_row_of_commas_alone_is_a_blank_paper():
    """Left out, it would be missing from the papers that the returning officer had in hand."""
    papers, _ = read_csv_papers(b"Ash,Beech\nX,\n,\n,X\n,\nX,\n")
    assert (papers.total, dict(papers)[()]) == (5, 2)
    assert read_csv_papers(b"1,2,count\nAsh,Beech,3\n,,\n,,2\n")[0].total == 5


def test_sections_are_told_apart_and_have_the_same_candidates():
    papers, sections = read_csv_papers(b"section,1,2,count\nmembers,Ash,Beech,5\nunions,Beech,,3\nmembers,Beech,,1\n")
    assert papers.total == 9
    assert {name: said(part) for name, part in sections.items()} == {
        "members": {(("Ash",), ("Beech",)): 5, (("Beech",),): 1},
        "unions": {(("Beech",),): 3},
    }
    assert {part.candidates for part in sections.values()} == {("Ash", "Beech")}


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_cells_stand_apart_by_comma_semicolon_or_tab_and_a_quoted_one_may_hold_it(mark):
    text = f'1{mark}2\n"Ash{mark} Tree"{mark}Beech\n'
    assert said(read_csv_papers(text.encode())[0]) == {((f"Ash{mark} Tree",), ("Beech",)): 1}


def test_a_quoted_cell_may_hold_a_line_end():
    assert said(read_csv_papers(b'1,2\n"Ash\nTree",Beech\nBeech,\n')[0]) == {
        (("Ash\nTree",), ("Beech",)): 1,
        (("Beech",),): 1,
    }


def test_votes_by_name():
    assert read_csv_votes(b'List,Votes,Already,names_on_list\nAsh,"1,200",2,11\nBeech,900,,\n') == Totals(
        {"Ash": 1200, "Beech": 900}, {"Ash": 2}, {"Ash": 11}
    )


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("1,2\nAsh,Beech,Cedar\n", 2, "3 cells under 2 headings"),
        ("1,3\nAsh,Beech\n", 1, "the preferences are headed [1, 3]"),
        ("1,1\nAsh,Beech\n", 1, "the preferences are headed [1, 1]"),
        ("1,2,count\nAsh,Beech,5\nAsh,,1.5\n", 3, "'1.5' is no number of papers; give a whole number"),
        ("1,2,count\nAsh,Beech,\n", 2, "'' is no number of papers"),
        ("Ash,Beech\n1,2\n1,2\nfirst,2\n", 4, "'first' is no preference"),
        ("Ash,Beech\n1,0\n", 2, "'0' is no preference"),
        ("Ash,Beech\n1,-1\n", 2, "'-1' is no preference"),
        ("Ash,Ash\n1,2\n", 1, "'Ash' heads two columns"),
        ("Ash,,Beech\n1,,2\n", 1, "a heading is empty"),
        ("name,votes\nAsh,12\nAsh,13\n", 3, "'Ash' is empty or stands twice"),
        ("name,votes\nAsh,12\nBeech,many\n", 3, "'many' is no number of votes or seats"),
        ("name,votes\nAsh,\n", 2, "'' is no number of votes or seats"),
        ("name,votes,share\nAsh,12,0.5\n", 1, "'share' heads a column"),
        ("name,votes\nAsh,-3\n", 2, "'-3' is no number of votes"),
    ],
)
def test_a_broken_file_is_refused_with_its_name_and_line(tmp_path, text, line, says):
    path = tmp_path / "papers.csv"
    path.write_text(text)
    with pytest.raises(FileError) as refused:
        read(path)
    assert says in refused.value.what
    assert refused.value.line == line
    assert str(refused.value).startswith(f"{path}, line {line}: ")


def test_the_line_named_is_the_first_such_line_among_many(tmp_path):
    path = tmp_path / "papers.csv"
    path.write_text("Ash,Beech\n" + "1,2\n" * 50_000 + "2,one\n" + "1,2\n" * 10 + "2,one\n")
    with pytest.raises(FileError) as refused:
        read(path)
    assert refused.value.line == 50_002


def test_votes_are_no_papers(tmp_path):
    path = tmp_path / "votes.csv"
    path.write_text("name,votes\nAsh,12\n")
    assert read(path).kind == "CSV of votes"
    with pytest.raises(FileError, match="it holds votes by name, and this rule counts papers"):
        read_papers(path)


marks = st.none() | st.sampled_from(NAMES) | st.sets(st.sampled_from(NAMES), min_size=2).map(lambda s: tuple(sorted(s)))
papers_of = st.dictionaries(st.lists(marks, max_size=5).map(tuple), st.integers(1, 20), max_size=8)


def trimmed(told):
    """Return the same without blanks at the end, which say nothing and which CSV does not keep."""
    short = Counter()
    for ranking, number in told.items():
        marked = list(ranking)
        while marked and not marked[-1]:
            marked.pop()
        short[tuple(marked)] += number
    return short


@given(papers_of)
def test_papers_come_back_from_csv_as_they_were(papers):
    held = Papers.of(NAMES, papers)
    again, _ = read_csv_papers(as_csv(held).encode())
    assert trimmed(said(again)) == trimmed(said(held))
    assert again.candidates == NAMES


def test_what_csv_cannot_hold_is_not_written():
    with pytest.raises(FileError, match="CSV does not say who withdrew"):
        as_csv(Papers.of(NAMES, {("Ash",): 1}, withdrawn=["Beech"]))
    with pytest.raises(FileError, match="would be mistaken"):
        as_csv(Papers.of(["1", "2"], {("1",): 1}))
    with pytest.raises(FileError, match="would be mistaken"):
        as_csv(Papers.of(["Section", "Ash"], {("Ash",): 1}))


COUNTS = ["ballots", "Votes", "number", "n", "Weight", "total", "Number of papers", "papers", "count"]


@pytest.mark.parametrize("heading", COUNTS)
@pytest.mark.parametrize("first", [True, False])
def test_a_column_that_says_how_many_papers_is_no_candidate(heading, first):
    rows = [[heading, "Ash", "Beech"], ["10", "1", "2"], ["9", "", "1"]]
    text = "\n".join(",".join(row if first else [*row[1:], row[0]]) for row in rows)
    papers, _ = read_csv_papers(text.encode())
    assert papers.candidates == ("Ash", "Beech")
    assert said(papers) == {(("Ash",), ("Beech",)): 10, (("Beech",),): 9}


@pytest.mark.parametrize("heading", ["ballot", "Ballot ID", "ballot_id", "voter", "voter_id", "#", "id", "serial"])
@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_column_that_says_which_paper_is_read_nowhere(heading, place):
    rows = [["Ash", "Beech", "Cedar"], ["1", "2", ""], ["1", "2", ""], ["", "", ""], ["", "", "1"]]
    numbered = [[*row[:place], str(7 * at) if at else heading, *row[place:]] for at, row in enumerate(rows)]
    papers, _ = read_csv_papers("\n".join(map(",".join, numbered)).encode())
    assert said(papers) == {(("Ash",), ("Beech",)): 2, (): 1, (("Cedar",),): 1}
    assert len(papers.numbers) == 3


def test_the_line_named_is_right_though_identifiers_are_not_read():
    with pytest.raises(FileError) as refused:
        read_csv_papers(b"id,Ash,Beech\n1,1,2\n2,1,2\n3,1,two\n4,1,two\n")
    assert (refused.value.line, refused.value.what[:5]) == (4, "'two'")


@pytest.mark.parametrize(
    "heading",
    [
        "first,second,third",
        "1st,2nd,3rd",
        "1st choice,2nd choice,3rd choice",
        "rank1,rank2,rank3",
        "Rank_1,Rank_2,Rank_3",
    ],
)
def test_preferences_may_be_headed_as_people_say_them(heading):
    papers, _ = read_csv_papers(
        f"ballot_id,{heading},Number of papers\n1,Ash,Beech,,4\n2,Beech,skipped,Ash,2\n".encode()
    )
    assert said(papers) == {(("Ash",), ("Beech",)): 4, (("Beech",), (), ("Ash",)): 2}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("box,Ash,Beech\n7,1,2\n8,2,1\n", 2, "'7' is above the number of candidates, 3 ('box' to 'Beech')"),
        ("Ash,Beech\n1,2\n1,999\n", 3, "'999' is above the number of candidates, 2"),
        ("1,2,3\n2,1,3\n2,1,3\n", 1, "there is no name, only numbers"),
        ("1,2,where\nAsh,Beech,hall\n", 1, "'where' heads a column beside preferences; head it count"),
        ("votes,Ash,Beech,count\n1,1,2,3\n", 1, "'votes' and 'count' both say how many papers"),
        ("number,Ash,Beech\n1,1,2\n2,2,1\n3,1,2\n", 1, "'number' goes 1, 2, 3; head it id if it says which"),
        ("1,2\nAsh,Beech\nAsh,overvote\n", 3, "'overvote' does not say for whom"),
        ("number,ballot\n10,Ash\n", 1, "no column holds what is marked"),
    ],
)
def test_what_would_be_mistaken_is_refused_with_its_line(text, line, says):
    with pytest.raises(FileError) as refused:
        read_csv_papers(text.encode())
    assert says in refused.value.what
    assert refused.value.line == line


def test_numbers_may_stand_for_names_where_the_headings_say_that_they_are_preferences():
    assert read_csv_papers(b"rank 1,rank 2\n12,7\n7,\n")[0].candidates == ("12", "7")
