"""Names of candidates as published, in each year's own way."""

import pytest

from groundgame.electoral.contests.names import clean_name


@pytest.mark.parametrize(
    ("published", "name"),
    [
        ("Butt, Laila Ms.*", "Laila Butt"),
        ("Rabadia, Radha* Ms.", "Radha Rabadia"),
        ("Newman, Seˆn B.*", "Seàn B. Newman"),
        ("True, Nicholas E. (.*", "Nicholas E. True"),
        ("James McDermott-Hill (Elected)", "James McDermott-Hill"),
        ("Samantha Bourne (Not elected)", "Samantha Bourne"),
        ("Mary ANDERSON, 0", "Mary Anderson"),
        ("Lynch [Furst], Edward St John [Ed]", "Ed Furst"),
        ("Newman (Newman), Winky (Phebe)", "Phebe Newman"),
        ("PATEL, Mike (Junior)", "Mike (Junior) Patel"),
        ("O`KELLY, Alan", "Alan O'Kelly"),
        ("McGUINNESS, Sarah", "Sarah McGuinness"),
        ("Joanne MCCARTNEY", "Joanne McCartney"),
        ("Aaron Anthony Jose Hasan D'SOUZA", "Aaron Anthony Jose Hasan D'Souza"),
        ("Adrian James HYYRYLAINEN-TRETT", "Adrian James Hyyrylainen-Trett"),
        ("KAY, Des, Des", "Des Kay"),
        ("MIRZA,, Sharukh", "Sharukh Mirza"),
        ("BRILL, Marius David, Gregory", "Marius David Gregory Brill"),
        (r"HALL, \Steven", "Steven Hall"),
        ("Zoë Garbett", "Zoë Garbett"),
    ],
)
def test_names_as_people_say_them(published, name):
    assert clean_name(published) == name


def test_a_clean_name_stays_as_it_is():
    assert clean_name(clean_name("D'SOUZA, Aaron")) == clean_name("D'SOUZA, Aaron") == "Aaron D'Souza"
