"""How alike two names are: equal, one within the other, a short form, a slip of the pen."""

from enum import IntEnum

from rapidfuzz.distance import OSA

from groundgame.campaign.register.importing.matching.nicknames import may_be_short_for

SLIP_FROM_LETTERS, TWO_SLIPS_FROM_LETTERS = 5, 9


class Alike(IntEnum):
    """How alike, from not at all to equal."""

    NOT = 0
    SLIP = 1
    SHORT = 2
    WITHIN = 3
    SAME = 4


def is_slip(one: str, other: str) -> bool:
    """Tell whether one name may be the other with a letter wrong, missing, too many, or two letters changed about.

    >>> is_slip("THOMPSON", "THOMSPON"), is_slip("LEE", "LEA")
    (True, False)
    """
    longest = max(len(one), len(other))
    if longest < SLIP_FROM_LETTERS:
        return False
    allowed = 2 if longest >= TWO_SLIPS_FROM_LETTERS else 1
    return bool(OSA.distance(one, other, score_cutoff=allowed) <= allowed)


def forenames_alike(one: str, other: str) -> Alike:
    """Compare forenames, each a first name and perhaps further ones.

    >>> forenames_alike("ANNE MARIE", "ANNE").name, forenames_alike("J", "JOHN PAUL").name
    ('WITHIN', 'WITHIN')
    >>> forenames_alike("BOB", "ROBERT").name, forenames_alike("JONATHAN", "JONATHON").name
    ('SHORT', 'SHORT')
    """
    if one == other:
        return Alike.SAME
    mine, theirs = one.split(), other.split()
    if not mine or not theirs or not _further_agree(mine[1:], theirs[1:]):
        return Alike.NOT
    first, second = mine[0], theirs[0]
    if first == second or _is_initial(first, second):
        return Alike.WITHIN
    if may_be_short_for(first, second):
        return Alike.SHORT
    return Alike.SLIP if is_slip(first, second) else Alike.NOT


def _further_agree(mine: list[str], theirs: list[str]) -> bool:
    """Tell whether further names may be those of one person: none, initials or a slip, never others."""
    return all(
        one == other or _is_initial(one, other) or is_slip(one, other) for one, other in zip(mine, theirs, strict=False)
    )


def _is_initial(one: str, other: str) -> bool:
    return (len(one) == 1 or len(other) == 1) and one[0] == other[0]


def surnames_alike(one: str, other: str) -> Alike:
    """Compare surnames: one may hold the other as a part of a double name.

    >>> surnames_alike("JONES", "SMITH JONES").name, surnames_alike("SMYTHE", "SMITHE").name
    ('WITHIN', 'SLIP')
    """
    if one == other or one.replace(" ", "") == other.replace(" ", ""):
        return Alike.SAME
    if not one or not other:
        return Alike.NOT
    if set(one.split()) & set(other.split()):
        return Alike.WITHIN
    return Alike.SLIP if is_slip(one, other) else Alike.NOT
