"""Democracy Club's ids of contests, from the package `uk-election-ids`."""

from datetime import date

from uk_election_ids.election_ids import IdBuilder


def mayor_id(day: date, organisation: str = "London") -> str:
    """Return the id of a mayoral contest.

    >>> mayor_id(date(2024, 5, 2))
    'mayor.london.2024-05-02'
    """
    return _ballot_id(IdBuilder("mayor", day).with_organisation(_spelt_out(organisation)))


def assembly_list_id(day: date) -> str:
    """Return the id of the London-wide list contest of the Assembly.

    >>> assembly_list_id(date(2024, 5, 2))
    'gla.a.2024-05-02'
    """
    return _ballot_id(IdBuilder("gla", day).with_subtype("a"))


def assembly_id(day: date, constituency: str) -> str:
    """Return the id of an Assembly constituency's contest.

    >>> assembly_id(date(2016, 5, 5), "Barnet & Camden")
    'gla.c.barnet-and-camden.2016-05-05'
    """
    return _ballot_id(IdBuilder("gla", day).with_subtype("c").with_division(_spelt_out(constituency)))


def ward_id(day: date, borough: str, ward: str) -> str:
    """Return the id of a ward's contest, the ward named as the Office for National Statistics spells it.

    An ampersand is dropped from a ward's name, as Democracy Club does; from a borough's it is spelt out.

    >>> ward_id(date(2022, 5, 5), "Barking & Dagenham", "Clapham Common & Abbeville")
    'local.barking-and-dagenham.clapham-common-abbeville.2022-05-05'
    """
    return _ballot_id(IdBuilder("local", day).with_organisation(_spelt_out(borough)).with_division(ward))


def council_id(day: date, borough: str) -> str:
    """Return the id of all of a borough's ward contests together.

    >>> council_id(date(2026, 5, 7), "Barking & Dagenham")
    'local.barking-and-dagenham.2026-05-07'
    """
    builder = IdBuilder("local", day).with_organisation(_spelt_out(borough))
    return str(builder.organisation_group_id)


def parliament_id(day: date, constituency: str) -> str:
    """Return the id of a Westminster seat's contest.

    >>> parliament_id(date(2005, 5, 5), "Bethnal Green & Bow")
    'parl.bethnal-green-and-bow.2005-05-05'
    """
    return _ballot_id(IdBuilder("parl", day).with_division(_spelt_out(constituency)))


def _ballot_id(builder: IdBuilder) -> str:
    return str(builder.ballot_id)


def _spelt_out(name: str) -> str:
    return name.replace("&", "and")
