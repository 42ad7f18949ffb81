"""The atlas on the packaged record: which areas there are, and what holds what."""

import pytest

from groundgame.electoral.places import LONDON, AreaKind, UnknownAreaError, atlas, read_table

AREAS_OF_EACH_SET = {
    "city": 1,
    "borough": 33,
    "ward02": 649,
    "ward14": 654,
    "ward18": 657,
    "ward22": 704,
    "lac": 14,
    "pcon05": 74,
    "pcon10": 73,
    "pcon24": 75,
}
CITY_OF_LONDON = "E09000001"
BARNET = "E09000003"
WESTMINSTER = "E09000033"


@pytest.mark.parametrize(("boundary_set", "count"), AREAS_OF_EACH_SET.items())
def test_every_boundary_set_has_its_areas_in_order(boundary_set: str, count: int) -> None:
    areas = atlas().areas(boundary_set)
    assert len(areas) == count
    assert [area.code for area in areas] == sorted({area.code for area in areas})


def test_inner_london_is_the_fourteen_that_statistics_call_so() -> None:
    inner = {area.name for area in atlas().areas("borough") if area.inner}
    assert len(inner) == 14
    assert {"City of London", "Haringey", "Newham"} <= inner
    assert "Greenwich" not in inner


def test_every_centre_is_in_london_and_near_its_borough() -> None:
    for boundary_set in AREAS_OF_EACH_SET:
        for area in atlas().areas(boundary_set):
            assert 51.28 < area.latitude < 51.70
            assert -0.52 < area.longitude < 0.34
            if area.borough:
                borough = atlas().area(area.borough)
                assert abs(area.latitude - borough.latitude) < 0.15, area


def test_electorates_are_those_published() -> None:
    assert atlas().area(LONDON).electorate == sum(area.electorate or 0 for area in atlas().areas("lac")) == 6_162_428
    assert atlas().area("E05014054").electorate == 6_524  # Alibon, 2022
    assert sum(area.electorate or 0 for area in atlas().areas("pcon24")) == 5_675_267
    for borough in atlas().areas("borough"):
        wards = [area.electorate for area in atlas().areas("ward22") if area.borough == borough.code]
        known = [electorate for electorate in wards if electorate is not None]
        assert borough.electorate == (sum(known) if known else None)


def test_a_code_of_several_sets_means_the_newest_unless_one_is_named() -> None:
    # Aldersgate's code has stood since 2002.
    assert atlas().area("E05009288").boundary_set == "ward22"
    assert atlas().area("E05009288", "ward02").boundary_set == "ward02"
    assert atlas().area("E05000026").boundary_set == "ward18"


def test_an_unknown_code_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnknownAreaError, match="no area 'E05999999' in any boundary set"):
        atlas().area("E05999999")
    with pytest.raises(UnknownAreaError, match="in the boundary set 'ward22'"):
        atlas().area(BARNET, "ward22")
    with pytest.raises(UnknownAreaError, match=r"no boundary set 'ward99'; there are city, borough"):
        atlas().areas("ward99")
    with pytest.raises(UnknownAreaError, match="'E05000026'"):
        atlas().wards_within("E05000026")
    with pytest.raises(UnknownAreaError, match="'E05000026' among the wards of 2022"):
        atlas().containing("E05000026")


@pytest.mark.parametrize("boundary_set", ["city", "borough", "lac", "pcon24"])
def test_the_areas_of_a_kind_divide_the_wards_among_them(boundary_set: str) -> None:
    held = [ward for area in atlas().areas(boundary_set) for ward in atlas().wards_within(area.code)]
    assert sorted(held) == [area.code for area in atlas().areas("ward22")]


def test_what_holds_a_ward_holds_it_when_asked_the_other_way() -> None:
    for ward in atlas().areas("ward22"):
        holders = atlas().containing(ward.code)
        assert set(holders) == {AreaKind.CITY, AreaKind.BOROUGH, AreaKind.ASSEMBLY, AreaKind.WESTMINSTER}
        assert holders[AreaKind.BOROUGH] == ward.borough
        assert all(ward.code in atlas().wards_within(code) for code in holders.values())
        assert atlas().wards_within(ward.code) == {ward.code}


def test_boroughs_have_the_wards_that_the_law_gives_them() -> None:
    assert len(atlas().wards_within(CITY_OF_LONDON)) == 25
    assert len(atlas().wards_within(BARNET)) == 24
    assert len(atlas().wards_within(LONDON)) == 679 + 25


def test_residents_of_wards_add_up_to_the_census() -> None:
    # Census 2021: 8,799,800 usual residents of London, to the nearest hundred.
    assert abs(read_table("wards")["residents"].sum() - 8_799_800) < 1_000
