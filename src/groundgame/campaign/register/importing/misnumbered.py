"""Whether an update's numbers are those of the register that it would amend: every year's are issued afresh."""

import polars as pl

from groundgame.campaign.register.importing.changes import Known, as_kept
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.matching.pairs import parted
from groundgame.campaign.register.importing.matching.spelling import Alike, forenames_alike, surnames_alike
from groundgame.campaign.register.importing.monthly import ADD
from groundgame.campaign.register.importing.names import plain_names
from groundgame.campaign.register.models import Register

NUMBER = ["polling_district", "elector_number"]
FEWEST_TO_DOUBT, MOST_OTHERS_SHARE = 5, 0.3


def check_numbers(rows: pl.DataFrame, known: Known, register: Register) -> None:
    """Refuse an update whose changes and deletions name other people than those who have the numbers.

    To follow it would take people off the register who live there: it amends a register that we do not have.

    Raises:
        RegisterFileError: if very many do.
    """
    ours = known.people.filter(pl.col("left_at").is_null(), pl.col("name_key") != "").select(*NUMBER, *parted())
    named = as_kept(rows).filter(pl.col("change") != ADD, pl.col("surname") != "")
    plain = named.with_columns(plain_names(named[name]).alias(name) for name in ("surname", "forename"))
    both = plain.join(ours, on=NUMBER).select("surname", "forename", "surname_key", "forename_key")
    others = sum(not _alike(*row) for row in both.iter_rows())
    if others >= FEWEST_TO_DOUBT and others > MOST_OTHERS_SHARE * both.height:
        raise RegisterFileError(
            f"{others:,} of its {both.height:,} numbers are other people's on the register published on "
            f"{register.published_on:%-d %B %Y}: the file amends another register. Load that one first."
        )


def _alike(surname: str, forename: str, known_surname: str, known_forename: str) -> bool:
    """Tell whether two may be one person: whoever marries keeps a forename, whoever changes it a surname."""
    return (
        surnames_alike(surname, known_surname) is not Alike.NOT
        or forenames_alike(forename, known_forename) is not Alike.NOT
    )
