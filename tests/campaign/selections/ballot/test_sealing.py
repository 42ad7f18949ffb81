"""Sealing and opening: any k of n open, k - 1 learn nothing, and whatever is changed is known for it."""

import hashlib
import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundgame.campaign.selections.sealing import (
    Envelope,
    PaperForm,
    SealError,
    envelope_bytes,
    make_code,
    make_private_key,
    merkle,
    open_paper,
    open_share,
    plain,
    point_of,
    read_key_file,
    receipt_of,
    seal,
    seeded,
    write_key_file,
)
from groundgame.campaign.selections.sealing.shamir import combine, split

KEYS = [make_private_key() for _ in range(5)]


def _form(candidates=7, threshold=3, **changes):
    names = tuple(f"Candidate {number}" for number in range(candidates))
    parts = {"selection": "1 Spring", "post": "1 Leader", "section": "", "candidates": names, "most": candidates}
    keys = tuple(point_of(key.public_key()) for key in KEYS)
    return PaperForm(**{**parts, "keys": keys, "threshold": threshold, **changes})


def _shares(content, form, numbers):
    return {number: open_share(content, form, KEYS[number - 1]) for number in numbers}


def _random(seed):
    rng = random.Random(seed)
    return rng.randbytes


@given(st.binary(min_size=1, max_size=64), st.integers(1, 6), st.integers(0, 4), st.integers(), st.data())
def test_any_threshold_of_the_parts_give_the_secret_back(secret, threshold, more, seed, data):
    parts = split(secret, threshold=threshold, parts=threshold + more, random=_random(seed))
    numbered = dict(enumerate(parts, start=1))
    chosen = data.draw(st.permutations(sorted(numbered)).map(lambda order: order[:threshold]))
    assert combine({number: numbered[number] for number in chosen}) == secret


def test_one_part_fewer_fits_every_secret_alike():
    """Perfect secrecy, counted out: over all curves each value of k - 1 parts is met once, whatever the secret is."""
    for secret in (0, 7, 255):
        seen = {
            split(bytes([secret]), threshold=2, parts=2, random=lambda _, at=at: bytes([at]))[0] for at in range(256)
        }
        assert len(seen) == 256


def test_the_field_is_that_of_the_published_examples():
    """In the field of AES 0x57 times 0x83 is 0xC1 (FIPS 197, 4.2): the line through 0 of slope 0x57 is 0xC1 at 0x83."""
    parts = split(bytes([0]), threshold=2, parts=0x83, random=lambda length: bytes([0x57]) * length)
    assert parts[0x83 - 1] == bytes([0xC1])


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(7)), st.integers(0, 7))
def test_a_paper_opens_to_what_was_sealed_whoever_opens_it(order, named):
    form, ranking = _form(), tuple(order[:named])
    content = seal(form, ranking)
    assert len(content) == envelope_bytes(form)
    for numbers in combinations(range(1, 6), 3):
        assert open_paper(content, form, _shares(content, form, numbers)) == ranking


def test_fewer_than_the_threshold_cannot_open():
    form = _form()
    content = seal(form, [1, 2])
    two = _shares(content, form, [1, 4])
    with pytest.raises(SealError, match="2 shares do not open a paper that takes 3"):
        open_paper(content, form, two)
    with pytest.raises(SealError, match="do not give its key"):
        open_paper(content, form, two | {5: bytes(32)})


def test_every_changed_byte_is_found_out():
    form = _form(threshold=2)
    content = seal(form, [3, 0])
    for at in range(len(content)):
        changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        with pytest.raises(SealError):
            open_paper(changed, form, _shares(changed, form, range(1, 6)))


@pytest.mark.parametrize(
    "changes",
    [{"post": "2 Board"}, {"section": "3 Unions"}, {"selection": "2 Autumn"}, {"most": 3}, {"ranked": False}],
)
def test_a_paper_cannot_be_read_under_another_form(changes):
    content = seal(_form(), [1])
    with pytest.raises(SealError, match="sealed for another post, section or ballot"):
        Envelope.unpack(content, _form(**changes))


def test_names_in_another_order_are_another_form():
    form = _form()
    other = replace(form, candidates=form.candidates[::-1])
    with pytest.raises(SealError, match="sealed for another"):
        open_share(seal(form, [1]), other, KEYS[0])


def test_a_paper_says_nothing_by_its_length_or_its_bytes():
    form = _form(candidates=30)
    papers = [seal(form, ranking) for ranking in ([], [0], range(30)) for _ in range(20)]
    assert len({len(paper) for paper in papers}) == 1
    assert len({receipt_of(paper) for paper in papers}) == len(papers)
    secrets = [paper[6 + 32 :] for paper in papers]
    assert all(len({secret[at] for secret in secrets}) > 10 for at in range(1, len(secrets[0])))


@pytest.mark.parametrize("ranking", [[7], [-1], [1, 1], list(range(8))])
def test_what_no_paper_can_say_is_not_sealed(ranking):
    with pytest.raises(SealError):
        seal(_form(), ranking)


def test_a_key_of_another_ballot_is_refused():
    form = _form()
    with pytest.raises(SealError, match="not one that the papers were sealed to"):
        open_share(seal(form, []), form, make_private_key())


def test_a_key_file_gives_the_key_back_and_another_file_is_refused():
    assert point_of(read_key_file(write_key_file(KEYS[0])).public_key()) == point_of(KEYS[0].public_key())
    for text in ("", "{}", '{"key": {"d": "!"}}', '{"key": {"d": ""}}', "[]"):
        with pytest.raises(SealError, match="not a scrutineer's key file"):
            read_key_file(text)


def test_the_same_seed_and_marks_give_the_same_envelope_and_others_another():
    form, seed = _form(), bytes(32)
    sealed = [seal(form, ranking, random=seeded(seed, form, ranking)) for ranking in ([1, 2], [1, 2], [2, 1])]
    assert sealed[0] == sealed[1] != sealed[2]
    points = {paper[38:103] for paper in sealed}
    assert len(points) == 2  # never one key under two rankings


def test_codes_differ_and_read_as_they_are_typed():
    codes = {make_code() for _ in range(500)}
    assert len(codes) == 500
    assert {len(plain(code)) for code in codes} == {26}


def test_the_tree_is_that_of_rfc_6962():
    """The roots that the certificate-transparency project publishes for its eight test leaves, counted 0 to 8."""
    short = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    leaves = [bytes.fromhex(leaf) for leaf in short]
    expected = {
        0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    }
    assert {number: merkle.root(leaves[:number]).hex() for number in expected} == expected


def _by_definition(entries):
    """Return the root as RFC 6962 defines it: split at the greatest power of two below the number."""
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\0" + entries[0]).digest()
    at = 1 << ((len(entries) - 1).bit_length() - 1)
    return hashlib.sha256(b"\1" + _by_definition(entries[:at]) + _by_definition(entries[at:])).digest()


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
def test_every_entry_is_proved_and_no_other(entries, data):
    root = merkle.root(entries)
    assert root == _by_definition(entries)
    index = data.draw(st.integers(0, len(entries) - 1))
    steps = merkle.proof(entries, index)
    assert merkle.proves(entries[index], steps, root)
    assert not merkle.proves(entries[index] + b"x", steps, root)
