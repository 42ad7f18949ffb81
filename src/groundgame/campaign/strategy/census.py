"""The census of 2021 for one place, in the few figures a campaigner asks for, beside London's."""

from dataclasses import dataclass

import polars as pl

from groundgame.electoral.places import LONDON, Area, TableError, census

# What is shown: the group, the line, the columns whose sum it is, and the columns whose sum it is a share of.
AGES = ("age_0_15", "age_16_24", "age_25_34", "age_35_49", "age_50_64", "age_65_over")
ETHNICITIES = tuple(f"ethnicity_{name}" for name in ("asian", "black", "mixed", "other", "white"))
OWNED = ("tenure_owned_outright", "tenure_mortgaged", "tenure_shared_ownership")
SOCIAL = ("tenure_council_rented", "tenure_other_social_rented")
PRIVATE = ("tenure_private_rented", "tenure_rent_free")
TENURES = OWNED + SOCIAL + PRIVATE
LINES: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Age", "Under 16", ("age_0_15",), AGES),
    ("Age", "16 to 34", ("age_16_24", "age_25_34"), AGES),
    ("Age", "35 to 64", ("age_35_49", "age_50_64"), AGES),
    ("Age", "65 and over", ("age_65_over",), AGES),
    ("Homes", "Owned", OWNED, TENURES),
    ("Homes", "Social rent", SOCIAL, TENURES),
    ("Homes", "Private rent", PRIVATE, TENURES),
    ("Ethnic group", "Asian", ("ethnicity_asian",), ETHNICITIES),
    ("Ethnic group", "Black", ("ethnicity_black",), ETHNICITIES),
    ("Ethnic group", "Mixed", ("ethnicity_mixed",), ETHNICITIES),
    ("Ethnic group", "White", ("ethnicity_white",), ETHNICITIES),
    ("Ethnic group", "Other", ("ethnicity_other",), ETHNICITIES),
)


@dataclass(frozen=True, slots=True)
class CensusLine:
    """One line of a place's census: its count, its share (0-1) here and in all London."""

    group: str
    label: str
    count: int
    share: float
    london_share: float


@dataclass(frozen=True, slots=True)
class CensusSummary:
    """A place's residents in 2021, and its lines in the order they are shown."""

    residents: int
    lines: tuple[CensusLine, ...]


def census_summary(area: Area) -> CensusSummary | None:
    """Return the census of a place, or None where the record has none for its boundary set."""
    here = _row(area.boundary_set, area.code)
    london = _row("city", LONDON)
    if here is None or london is None:
        return None
    lines = tuple(
        CensusLine(group, label, _sum(here, part), _share(here, part, whole), _share(london, part, whole))
        for group, label, part, whole in LINES
    )
    return CensusSummary(int(here["residents"]), lines)


def _row(boundary_set: str, code: str) -> dict[str, int] | None:
    try:
        rows = census(boundary_set).filter(pl.col("code") == code)
    except TableError:
        return None
    return rows.row(0, named=True) if rows.height else None


def _sum(row: dict[str, int], columns: tuple[str, ...]) -> int:
    return sum(row[column] for column in columns)


def _share(row: dict[str, int], part: tuple[str, ...], whole: tuple[str, ...]) -> float:
    total = _sum(row, whole)
    return _sum(row, part) / total if total else 0.0
