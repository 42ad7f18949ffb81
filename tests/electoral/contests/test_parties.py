"""Parties are data: one id each, every published name known, none named in the code."""

import re
from pathlib import Path

import pytest

import groundgame.electoral.contests
from groundgame.electoral.contests import UnknownPartyError, parties, party_id
from groundgame.electoral.contests.parties import party_names


@pytest.mark.parametrize(
    ("published", "party"),
    [
        ("Caroline Pidgeon's London Liberal Democrats", "liberal-democrat"),
        ("The Conservative Party Candidate", "conservative"),
        ("Labour and Co-operative Party", "labour"),
        ("UKIP", "ukip"),
        ("The Brexit Party", "reform"),
        ("snp_pc Wales", "plaid-cymru"),
    ],
)
def test_published_names(published, party):
    assert party_id(published) == party


def test_ids_and_full_names_stand_for_themselves():
    for party in parties().values():
        assert party_id(party.id) == party_id(party.name) == party.id


def test_every_name_leads_to_a_party():
    assert set(party_names().values()) == set(parties())


def test_short_names_tell_parties_apart():
    assert len({party.short for party in parties().values()}) == len(parties())


def test_colours_are_colours():
    assert all(re.fullmatch(r"#[0-9a-f]{6}", party.colour) for party in parties().values())


def test_an_unknown_name_is_refused_with_what_to_do():
    with pytest.raises(UnknownPartyError, match=r"'Whigs'.*party_names\.csv"):
        party_id("Whigs")


def test_no_party_is_named_in_the_code_of_the_room():
    """Names of several words, or of one that means nothing else; a green is a place, and anybody is independent."""
    words = {"green", "independent", "other", "liberal"}
    names = [party.name for party in parties().values() if party.id not in words]
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, [*names, "Tory", "Lib Dem"])) + r")\b")
    folder = Path(groundgame.electoral.contests.__file__).parent
    found = {path.name: pattern.findall(path.read_text(encoding="utf-8")) for path in folder.rglob("*.py")}
    assert {name: words for name, words in found.items() if words} == {}
