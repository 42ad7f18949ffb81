"""The same person at the same door under another name: a marriage, a short form, a slip of the pen."""

import polars as pl

from groundgame.campaign.register.importing.matching.pairs import NO, PAIR, Found, Judged, Verdict, one_to_one
from groundgame.campaign.register.importing.matching.spelling import Alike, forenames_alike, surnames_alike

RARE = 2


def at_the_same_door(new: pl.DataFrame, gone: pl.DataFrame, staying: pl.DataFrame, forenames: dict[str, int]) -> Found:
    """Compare those new at a door with those gone from it.

    `new` has record, address_key, surname_key, forename_key, attainment; `gone` the same with id. `staying` are the
    surnames of those who stay at each door. `forenames` tells how many bear each first name.
    """
    pairs = new.join(gone, on="address_key", suffix="_gone").filter(pl.col("address_key") != "")
    if pairs.is_empty():
        return Found(pl.DataFrame(schema=PAIR), pl.DataFrame(schema=PAIR))
    stay = dict(staying.group_by("address_key").agg("surname_key").iter_rows())
    found = []
    for row in pairs.iter_rows(named=True):
        judged = _judge(row, stay.get(row["address_key"], []), forenames)
        if judged.verdict is not Verdict.NO:
            found.append((row["record"], row["id"], judged.because, judged.verdict is Verdict.SAME))
    return one_to_one(pl.DataFrame(found, schema=PAIR | {"sure": pl.Boolean}, orient="row"))


def _judge(row: dict[str, object], stay: list[str], forenames: dict[str, int]) -> Judged:
    surname, forename = str(row["surname_key"]), str(row["forename_key"])
    was_surname, was_forename = str(row["surname_key_gone"]), str(row["forename_key_gone"])
    surnames, first_names = surnames_alike(surname, was_surname), forenames_alike(forename, was_forename)
    if surnames is Alike.NOT and (surname, forename) == (was_forename, was_surname):
        judged = Judged(Verdict.SAME, "surname and forename changed about")
    elif surnames is Alike.SAME:
        judged = _same_surname(first_names, forename, was_forename, forenames)
    elif surnames is not Alike.NOT:
        judged = _like_surname(surnames, first_names)
    else:
        judged = _other_surname(first_names, forename, surname, stay)
    return _unless_grown_up(judged, row)


def _same_surname(alike: Alike, forename: str, was: str, forenames: dict[str, int]) -> Judged:
    if alike is Alike.SAME:
        return Judged(Verdict.SAME, "the same name")
    if alike is Alike.WITHIN:
        return Judged(Verdict.SAME, "a further name or an initial more or less")
    if alike is Alike.SHORT:
        return Judged(Verdict.SAME, "a short form of the forename")
    if alike is Alike.SLIP:
        # A slip makes a name that hardly anybody bears; Joan and Jean are two sisters as likely as one.
        rarest = min(forenames.get(name.split()[0], 0) for name in (forename, was))
        return Judged(Verdict.SAME if rarest <= RARE else Verdict.ASK, "a letter's difference in the forename")
    if set(forename.split()) & set(was.split()):
        return Judged(Verdict.ASK, "one of the forenames")
    return NO


def _like_surname(surnames: Alike, alike: Alike) -> Judged:
    why = "part of the surname" if surnames is Alike.WITHIN else "a letter's difference in the surname"
    if alike in {Alike.SAME, Alike.WITHIN}:
        return Judged(Verdict.SAME, why)
    return Judged(Verdict.ASK, f"{why}, and the forename is alike") if alike is not Alike.NOT else NO


def _other_surname(alike: Alike, forename: str, surname: str, stay: list[str]) -> Judged:
    """Take another surname for a marriage where somebody of that surname stays, or two forenames are the same."""
    if alike not in {Alike.SAME, Alike.WITHIN}:
        return NO
    if surname in stay:
        return Judged(Verdict.SAME, "took the surname of the household")
    if alike is Alike.SAME and " " in forename:
        return Judged(Verdict.SAME, "another surname, the same forenames")
    return Judged(Verdict.ASK, "another surname, the same forename")


def _unless_grown_up(judged: Judged, row: dict[str, object]) -> Judged:
    """Never take somebody about to come of age for somebody grown up: a daughter may bear her mother's name."""
    if judged.verdict is Verdict.SAME and row["attainment"] is not None and row["attainment"] != row["attainment_gone"]:
        return Judged(Verdict.ASK, f"{judged.because}, but one of them is about to come of age")
    return judged
