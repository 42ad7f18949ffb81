"""What a file would do to a borough, worked out before anything is written."""

import datetime as dt
import hashlib
from dataclasses import dataclass

import polars as pl

from groundgame.campaign.register.importing import knowing
from groundgame.campaign.register.importing.changes import (
    SHOWN,
    DoorChanges,
    Known,
    PeopleChanges,
    door_changes,
    people_changes,
)
from groundgame.campaign.register.importing.misnumbered import check_numbers
from groundgame.campaign.register.importing.monthly import DELETE
from groundgame.campaign.register.importing.registers import ReadRegister
from groundgame.campaign.register.importing.rows import attaining
from groundgame.campaign.register.importing.unusual import Unusual
from groundgame.campaign.register.importing.updates import update_changes
from groundgame.campaign.register.importing.wards import with_ward_of_district
from groundgame.campaign.register.models import Register


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would do: to doors and to people, against what was known.

    `amends` is the register whose numbers a monthly update changes, None for a full register; `deleted` are the numbers
    that an update ends. `known_sha256` tells whether the borough has changed since.
    """

    borough: str
    published_on: dt.date
    read: ReadRegister
    known: Known
    doors: DoorChanges
    people: PeopleChanges
    amends: Register | None
    deleted: pl.DataFrame
    known_sha256: str

    @property
    def counts(self) -> dict[str, int]:
        """How many are new, known, changed, moved, gone, refused and doubtful."""
        known = self.people.rows.height - self.people.added
        return {
            "row_count": self.read.rows.height,
            "added_count": self.people.added,
            "matched_count": known,
            "left_count": len(self.people.leaving),
            "changed_count": self.changed.height,
            "moved_count": self.moved.height,
            "refused_count": self.read.refused.height,
            "doubtful_count": self.people.doubts["record"].n_unique(),
        }

    @property
    def _compared(self) -> pl.DataFrame:
        known = self.known.people.select("id", "key", "name_key", *SHOWN)
        return self.people.changed.join(known, on="id", suffix="_known", maintain_order="left")

    @property
    def moved(self) -> pl.DataFrame:
        """The known people who stand at another door now."""
        return self._compared.filter(pl.col("address_key") != pl.col("key"))

    @property
    def changed(self) -> pl.DataFrame:
        """The known people of the same door whose name, markers or date of attainment is another."""
        differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_known")) for name in SHOWN)
        return self._compared.filter(pl.col("address_key") == pl.col("key"), differs)


def make_plan(borough: str, published_on: dt.date, read: ReadRegister, *, first: bool = False) -> Plan:
    """Work out what a file would do to the borough as it is now; nothing is written.

    `first` says that the borough is known to hold nothing: to look for it takes as long as all others have rows.
    """
    if read.update:
        return _plan_of_update(borough, published_on, read)
    known = knowing.nobody_known() if first else knowing.read_known(borough)
    rows = attaining(read.rows, published_on)
    doors, people = door_changes(rows, known), people_changes(rows, known, published_on)
    nothing = rows.clear().select("polling_district", "number", "suffix")
    return Plan(borough, published_on, read, known, doors, people, None, nothing, fingerprint(known))


def _plan_of_update(borough: str, published_on: dt.date, read: ReadRegister) -> Plan:
    register = knowing.numbering_register(borough)
    known = knowing.read_known_of_update(borough, register, read.rows)
    check_numbers(read.rows, known, register)
    rows = with_ward_of_district(
        attaining(read.rows, published_on), borough, knowing.wards_of_districts(register, read.rows)
    )
    people = update_changes(rows, known, knowing.bearers_of_surnames(borough, known, rows))
    doors = door_changes(people.rows, known)
    deleted = rows.filter(pl.col("change") == DELETE).select("polling_district", "number", "suffix")
    return Plan(borough, published_on, read, known, doors, people, register, deleted, fingerprint(known))


def fingerprint(known: Known) -> str:
    """Return a checksum of what was known, the decisions left out: whoever decides sees what they decide."""
    digest = hashlib.sha256()
    for frame in (known.doors.sort("id"), known.people.sort("id")):
        digest.update(frame.write_csv().encode())
    return digest.hexdigest()


def unusual_of(plan: Plan) -> Unusual:
    """Return what a person must say yes to before the plan is followed."""
    first = plan.read.refused.select("line", "reason").rows()[:1]
    return Unusual(
        plan.borough,
        full=plan.amends is None,
        leaving=len(plan.people.leaving),
        staying=plan.known.people["left_at"].null_count(),
        refused=plan.read.refused.height,
        first_refused="".join(f"Line {line}: {reason}" for line, reason in first),
    )
