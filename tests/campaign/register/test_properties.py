"""Whatever a name or an address holds, a register is read back as it was written."""

from contextlib import suppress

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.registers import read_register
from tests.examples import examples

from .registers import BARNET, entry, register_file

PRINTED = st.characters(codec="cp1252", exclude_categories=["Cc", "Cf", "Zl", "Zp"])
NAMES = st.text(PRINTED, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
PEOPLE = st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=8)


def is_both(line: str) -> bool:
    """Tell whether a line in cp1252 is another one in UTF-8: nobody can know which was meant."""
    with suppress(UnicodeDecodeError):
        return line.encode("cp1252").decode("utf-8") != line
    return False


@settings(max_examples=examples(30), deadline=None)
@given(PEOPLE, st.sampled_from(["cp1252", "utf-8", "utf-16"]), st.sampled_from(["\r\n", "\n"]))
@example([("Zoë", "Núñez")], "cp1252", "\n")
def test_names_come_back_as_they_were_written(people, encoding, end):
    lines = [entry(number, *names) for number, names in enumerate(people, start=1)]
    assume(encoding != "cp1252" or not any(is_both(",".join(line)) for line in lines))
    rows = read_register(register_file(lines, encoding=encoding, end=end), BARNET).rows.sort("number")
    assert list(zip(rows["surname"], rows["forename"], strict=True)) == people
    named = [key for key in rows["name_key"] if key]
    assert len(named) == len(set(named))


@settings(max_examples=examples(30), deadline=None)
@given(st.lists(NAMES, max_size=6))
def test_any_address_is_read_and_the_same_address_is_the_same_door(address):
    lines = [entry(1, "Alpha", address=address), entry(2, "Beta", address=address)]
    rows = read_register(register_file(lines), BARNET).rows
    assert rows["address_key"].n_unique() == 1


@pytest.mark.database
@pytest.mark.django_db  # an unknown layout may be one that somebody described
@settings(max_examples=examples(50), deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_end_in_rows_or_in_a_sentence(noise):
    for content in (noise, register_file([entry(1)]) + noise):
        with suppress(RegisterFileError):  # anything else is a fault of ours
            read_register(content, BARNET)
