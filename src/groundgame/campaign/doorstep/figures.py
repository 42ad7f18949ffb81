"""How a round stands: its walks, what is out and since when, what was knocked."""

# ruff: noqa: S608 (the statement is put together from the package's own constants)

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q

from groundgame.campaign.canvass.models import Session
from groundgame.campaign.doorstep.leasing import KNOCK_SQL, doors_to_cut
from groundgame.campaign.doorstep.models import Outing, Walk
from groundgame.campaign.doorstep.rights import out_now

# A door counts as knocked once anybody has tried it in this round, on whichever of its walks.
_KNOCKED_SQL = f"""
SELECT d.walk_id, count(DISTINCT d.address_id)
FROM doorstep_walkdoor d
JOIN register_elector m ON m.address_id = d.address_id
JOIN canvass_contactevent v ON v.elector_id = m.id
WHERE d.walk_id = ANY(%(walks)s) AND v.session_id = %(session)s AND {KNOCK_SQL}
GROUP BY d.walk_id
"""


@dataclass(frozen=True, slots=True)
class WalkRow:
    """A walk with its doors, those knocked in this round, and the outing that it is on, if any."""

    walk: Walk
    doors: int
    knocked: int
    out: Outing | None

    @property
    def state(self) -> str:
        """Where the walk is, in one word."""
        if self.walk.closed_at is not None:
            return "closed"
        if self.out is not None:
            return "out"
        return "done" if self.doors and self.knocked >= self.doors else "ready"


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """A round's walks, and how many doors there are on them, are out, were knocked, and are on no walk but free."""

    rows: tuple[WalkRow, ...]
    closed: int
    doors: int
    out: int
    knocked: int
    uncut: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A round in a list of rounds: how many walks it has, and those that are out, the longest first."""

    session: Session
    walks: int
    out: tuple[Outing, ...]


def standing_of(sessions: Sequence[Session]) -> list[Standing]:
    """Return how each of the rounds stands, in their order; two statements, however many there are."""
    walks = Walk.objects.filter(session__in=sessions, closed_at=None)
    counted = dict(walks.order_by().values_list("session").annotate(Count("pk")))
    out: dict[int, list[Outing]] = {}
    for outing in (
        out_now(Outing.objects.filter(walk__in=walks)).select_related("walk", "user").order_by("given_at", "pk")
    ):
        out.setdefault(outing.walk.session_id, []).append(outing)
    return [Standing(one, counted.get(one.pk, 0), tuple(out.get(one.pk, ()))) for one in sessions]


def walk_rows(session: Session) -> list[WalkRow]:
    """Return the open walks of a round by number."""
    counted = Count("doors", filter=Q(doors__closed_at=None))
    walks = list(session.walks.filter(closed_at=None).annotate(count=counted).order_by("number"))
    out = {
        outing.walk_id: outing
        for outing in Outing.objects.filter(walk__in=walks, ended_at=None).select_related("user", "given_by")
    }
    knocked = _knocked(session, walks)
    return [WalkRow(walk, walk.count, knocked.get(walk.pk, 0), out.get(walk.pk)) for walk in walks]


def _knocked(session: Session, walks: Iterable[Walk]) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_KNOCKED_SQL, {"walks": [walk.pk for walk in walks], "session": session.pk})
        return dict(cursor.fetchall())


def round_figures(session: Session) -> RoundFigures:
    """Return how a round stands."""
    rows = tuple(walk_rows(session))
    return RoundFigures(
        rows=rows,
        closed=session.walks.exclude(closed_at=None).count(),
        doors=sum(row.doors for row in rows),
        out=sum(row.doors for row in rows if row.out),
        knocked=sum(row.knocked for row in rows),
        uncut=0 if session.closed_at else doors_to_cut(session).height,
    )
