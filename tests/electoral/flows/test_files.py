"""Votes from files: what is wrong is said with file, line and value."""

import pytest

from groundgame.electoral.flows import FlowsError, electors_from_file, vote_from_file

GOOD = "area,option,votes\nb,red,5\na,red,7\na,blue,3\n"


@pytest.fixture
def read(tmp_path):
    def write_and_read(text, reader=vote_from_file):
        path = tmp_path / "votes.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return reader(path)

    return write_and_read


def test_areas_are_sorted_and_what_an_area_does_not_name_has_no_votes_there(read):
    vote = read(GOOD)
    assert (vote.areas, vote.options) == (("a", "b"), ("red", "blue"))
    assert vote.counts.tolist() == [[7, 3], [5, 0]]


def test_columns_may_stand_in_any_order_with_others_between(read):
    vote = read("\ufeffVotes,Area,note, option \r\n5,b,x,red\r\n7,a,,red\r\n\r\n3,a,,blue\r\n")
    assert vote.counts.tolist() == [[7, 3], [5, 0]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", r"votes.csv has no heading in its first line; it must be area,option,votes"),
        ("area,option\na,red\n", r"line 1: there is no column 'votes' in 'area, option'"),
        ("area,option,votes\n", r"has a heading and no votes under it"),
        (GOOD + "c,red,-4\n", r"line 5: '-4' is no count of votes; give a whole number, 0 or more"),
        (GOOD + "c,red,4.5\n", r"line 5: '4.5' is no count"),
        (GOOD + f"c,red,{10**30}\n", r"line 5: '1000000000000000000000000000000' is no count"),
        (GOOD + "c,red,many\n", r"line 5: 'many' is no count"),
        (GOOD + "c,red\n", r"line 5: 'votes' is empty"),
        (GOOD + "c," + "x" * 200_000 + ",3\n", r"line 5: this is no CSV \(field larger than field limit"),
        (GOOD + "c,red,1,200\n", r"line 5: there are 4 cells under 3 columns. Write 1200, not 1,200"),
        (GOOD + ",red,5\n", r"line 5: 'area' is empty"),
        (GOOD + "a,red,8\n", r"line 5: 'red' in 'a' stands twice"),
        ("area,option,votes\na,red,0\n", r"has no votes at all"),
        (b"area,option,votes\n\xff\xfe,red,1\n", r"votes.csv is no text in UTF-8: byte 19 is 255"),
    ],
)
def test_a_bad_file_is_refused_with_its_line_and_value(read, text, said):
    with pytest.raises(FlowsError, match=said):
        read(text)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FlowsError, match=r"none.csv cannot be read: No such file"):
        vote_from_file(tmp_path / "none.csv")


def test_electors_stand_once_an_area(read):
    vote = read("area,electors\nb,50\na,70\n", electors_from_file)
    assert (vote.areas, vote.counts.tolist()) == (("a", "b"), [[70], [50]])
    with pytest.raises(FlowsError, match="line 4: 'a' stands twice"):
        read("area,electors\nb,50\na,70\na,71\n", electors_from_file)
