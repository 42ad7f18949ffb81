"""Numbers are written as the library of all countries' numbers writes them, the usual ones by a shorter way."""

import random

import phonenumbers
import pytest

from groundgame.campaign.phonebank.numbers import as_read


@pytest.mark.parametrize("begins", ["20", "161", "1204", *(f"7{digit}" for digit in range(10)), "800", "3"])
def test_a_number_is_written_as_the_library_writes_it(begins):
    rng = random.Random(begins)
    for _ in range(60):
        e164 = f"+44{begins}{''.join(rng.choices('0123456789', k=10 - len(begins)))}"
        plain = phonenumbers.parse(e164)
        assert as_read(e164) == phonenumbers.format_number(plain, phonenumbers.PhoneNumberFormat.NATIONAL)
