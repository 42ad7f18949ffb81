"""What the page of an import shows: samples of what would change, those in doubt, and the whole as a table."""

from dataclasses import dataclass

import polars as pl

from groundgame.campaign.register.importing import holding, mapped
from groundgame.campaign.register.importing.layouts import LAYOUTS
from groundgame.campaign.register.importing.report import COLUMNS, ELECTOR, What
from groundgame.campaign.register.importing.unusual import Unusual
from groundgame.campaign.register.models import RegisterImport

SAMPLE, MOST_REFUSED, MOST_DOUBTS = 8, 100, 100
SPREADSHEET_SIGNS = r"=+\-@\t\r"
TITLES = {
    What.NEW: "New",
    What.MOVED: "Moved: the same person at another door",
    What.CHANGED: "Changed: another name, marker or date",
    What.BACK: "Back: somebody who had left",
    What.GONE: "Gone: the register no longer names them",
    What.REFUSED: "Refused: lines that are no entries",
}
UPDATED = {What.GONE: "Gone: the update takes them off the register"}


@dataclass(frozen=True, slots=True)
class Sample:
    """Some of the rows of which the same would become, and how many there are."""

    title: str
    count: int
    rows: list[dict[str, str]]
    refused: bool
    compared: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row of the register and an elector who may be the same person, both in words."""

    record: int
    elector: int
    address_key: str
    name_key: str
    now: str
    was: str
    because: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of a file that waits; nothing once our copy is erased."""

    samples: list[Sample]
    doubts: list[Doubt]
    more_doubts: int
    unusual: Unusual

    @property
    def electors(self) -> set[int]:
        """Whom of those on our register it shows."""
        rows = (row.get(ELECTOR) for sample in self.samples for row in sample.rows)
        return {int(elector) for elector in rows if elector is not None} | {doubt.elector for doubt in self.doubts}


def shown_of(made: RegisterImport) -> Shown:
    """Return what the page of an import shows."""
    changes = holding.kept(made, "changes")
    if changes.is_empty():
        return Shown([], [], 0, _unusual(made, changes))
    parts = changes.partition_by("what", as_dict=True, maintain_order=True)
    titles = TITLES if made.kind == RegisterImport.Kind.FULL else TITLES | UPDATED
    samples = [_sample(what, titles[what], parts[(str(what),)]) for what in What if (str(what),) in parts]
    pairs = holding.kept(made, "doubts")
    return Shown(samples, doubts(made), max(0, pairs.height - MOST_DOUBTS), _unusual(made, changes))


def unusual_of(made: RegisterImport) -> Unusual:
    """Return what a person must say yes to before a file that was looked at is applied."""
    return _unusual(made, holding.kept(made, "changes"))


def _unusual(made: RegisterImport, changes: pl.DataFrame) -> Unusual:
    parts = changes.partition_by("what", as_dict=True, maintain_order=True) if changes.width else {}
    back, refused = (parts.get((str(what),), changes.clear()) for what in (What.BACK, What.REFUSED))
    first = [f"{row['number'].capitalize()}: {row['because']}" for row in refused.head(1).iter_rows(named=True)]
    return Unusual(
        made.borough,
        full=made.kind == RegisterImport.Kind.FULL,
        leaving=made.left_count,
        staying=made.left_count + made.matched_count - back.height,
        refused=made.refused_count,
        first_refused="".join(first),
    )


def _sample(what: What, title: str, rows: pl.DataFrame) -> Sample:
    refused = what is What.REFUSED
    some = rows.head(MOST_REFUSED if refused else SAMPLE)
    compared = what in {What.MOVED, What.CHANGED}
    return Sample(title, rows.height, some.to_dicts(), refused, compared)


def doubts(made: RegisterImport) -> list[Doubt]:
    """Return those in doubt, as many as a page holds."""
    pairs = holding.kept(made, "doubts")
    return [
        Doubt(
            row["record"],
            row["id"],
            row["address_key"],
            row["name_key"],
            f"{row['name']}, {row['address'] or 'no address'} ({row['number']})",
            f"{row['was_name']}, {row['was_address'] or 'no address'} ({row['was_number']})",
            row["because"],
        )
        for row in pairs.head(MOST_DOUBTS).iter_rows(named=True)
    ]


def layout_title(name: str) -> str:
    """Return the words for a layout."""
    if name.startswith(mapped.NAME):
        return mapped.title_of(name)
    return next((layout.title for layout in LAYOUTS if layout.name == name), name)


def electors_of(made: RegisterImport) -> list[int]:
    """Return whom of those on our register the table of an import shows; of one kept by an earlier version, nobody."""
    changes = holding.kept(made, "changes")
    return changes[ELECTOR].drop_nulls().to_list() if ELECTOR in changes.columns else []


def as_csv(made: RegisterImport) -> str:
    """Return what a file would do as CSV; no cell is taken for a formula by a spreadsheet."""
    changes = holding.kept(made, "changes")
    if changes.is_empty():
        return ",".join(COLUMNS) + "\n"
    formula = [pl.col(name).str.contains(rf"^[{SPREADSHEET_SIGNS}]") for name in COLUMNS]
    safe = [
        pl.when(is_one).then(pl.concat_str(pl.lit("'"), pl.col(name))).otherwise(pl.col(name)).alias(name)
        for name, is_one in zip(COLUMNS, formula, strict=True)
    ]
    return changes.select(safe).write_csv()
