"""Borough elections 2014-2022, by candidate; and the electorates and turnout of the wards in 2022."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.building.frames import BOROUGH_DAYS, contest_frame, result_frame, with_party
from groundgame.electoral.contests.building.wards import poll_days, ward_names
from groundgame.electoral.contests.ids import ward_id
from groundgame.electoral.contests.names import clean_name
from groundgame.electoral.places.building.licences import CC_BY_SA, OGL
from groundgame.electoral.places.building.sources import TableBuilder, describe_table, read_source
from groundgame.electoral.places.tables import TableInfo

CANDIDATES = "results/london_borough_candidates_2014_2022.csv"
TURNOUT_2022 = "results/london_borough_ward_turnout_2022.csv"
GLA = "Greater London Authority, London Datastore"
SOURCES = {
    2014: (GLA, OGL),
    2018: ("Andrew Teale, Local Elections Archive Project", CC_BY_SA),
    2022: (GLA, OGL),
}


def ward_turnout_2022(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the electorate and the papers of each ward of May 2022."""
    info = describe_table(
        "ward_turnout_2022",
        "Borough elections 2022, electorate and turnout by ward",
        source=TURNOUT_2022,
        publisher=GLA,
        licence=OGL,
    )
    counts = [
        "councillors",
        "electorate",
        "valid_ballots",
        "rejected_ballots",
        "ballots_polling_station",
        "ballots_postal",
    ]
    columns = [pl.col("ward_gss").alias("ward"), pl.col("borough_gss").alias("borough")]
    numbers = [pl.col(name).cast(pl.Int32) for name in counts]
    frame = read_source(folder, TURNOUT_2022).select(
        *columns, *numbers, turnout_share=pl.col("turnout").cast(pl.Float64)
    )
    return info, frame.sort("ward")


def borough_rows(folder: Path, year: int) -> pl.DataFrame:
    """Return a year's candidates with their contest's id and date, in the order published.

    Rows for elected mayors are left out: they are empty in the source.
    """
    rows = read_source(folder, CANDIDATES).filter((pl.col("year") == str(year)) & (pl.col("ward_gss") != "NULL"))
    wards = rows.select("borough", "ward_gss").unique().join(ward_names(folder, year), on="ward_gss", validate="1:1")
    days = poll_days(year, BOROUGH_DAYS[year])
    ids = [
        {"ward_gss": code, "date": (day := days.get(code, BOROUGH_DAYS[year])), "contest": ward_id(day, borough, name)}
        for borough, code, name in wards.sort("ward_gss").select("borough", "ward_gss", "ward_name").iter_rows()
    ]
    return rows.join(pl.DataFrame(ids), on="ward_gss", validate="m:1", maintain_order="left")


def borough_contests(folder: Path, year: int) -> pl.DataFrame:
    """Return a year's contests, one a ward; the seats are those filled."""
    by = ["contest", "date", "ward_gss", "borough_gss"]
    wards = (
        borough_rows(folder, year).group_by(by, maintain_order=True).agg(seats=pl.col("elected").cast(pl.Int16).sum())
    )
    if year == max(BOROUGH_DAYS):
        wards = wards.join(_papers(folder), on="ward_gss", how="left", validate="1:1")
    frame = wards.rename({"contest": "id", "ward_gss": "area", "borough_gss": "within"})
    return contest_frame(
        frame.with_columns(rule=pl.when(pl.col("seats") == 1).then(pl.lit("fptp")).otherwise(pl.lit("block"))),
        tier="borough",
        boundary_set=f"ward{year % 100}",
        results=f"results_borough_{year}",
    )


def _papers(folder: Path) -> pl.DataFrame:
    papers = ward_turnout_2022(folder)[1]
    ballots = pl.col("valid_ballots") + pl.col("rejected_ballots")
    return papers.select(ward_gss="ward", electorate="electorate", ballots=ballots, rejected="rejected_ballots")


def _candidates(folder: Path, year: int) -> tuple[TableInfo, pl.DataFrame]:
    publisher, licence = SOURCES[year]
    info = describe_table(
        f"results_borough_{year}",
        f"Borough elections {year}, candidates by ward",
        source=CANDIDATES,
        publisher=publisher,
        licence=licence,
    )
    frame = borough_rows(folder, year).with_columns(
        name=pl.col("candidate").map_elements(clean_name, return_dtype=pl.String),
        published_party=pl.coalesce("party", "party_code"),
        elected=pl.col("elected") == "1",
        incumbent=pl.col("candidate").str.contains("*", literal=True),
    )
    frame = frame.with_columns(with_party("published_party"))
    namesakes = pl.struct("contest", "name").is_duplicated()
    frame = frame.with_columns(
        name=pl.when(namesakes).then(pl.format("{} ({})", "name", "published_party")).otherwise("name"),
        incumbent=pl.when(pl.col("incumbent").any()).then("incumbent"),  # the other years mark nobody
    )
    return info, result_frame(frame, "published_party", "incumbent")


def _builder(year: int) -> TableBuilder:
    def results_borough(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
        return _candidates(folder, year)

    return results_borough


TABLES = [*(_builder(year) for year in BOROUGH_DAYS), ward_turnout_2022]
