"""A plan's work as pages suggest it: who goes where, what for, and what the reader may do about it."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.urls import reverse

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import MANAGERS, wards_of
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.models.trials import USUAL_PERCENT
from groundgame.campaign.strategy.models import PlannedWork, TakenUp
from groundgame.campaign.strategy.times import when_told
from groundgame.campaign.strategy.twinning.accepted import begun_of, standing, taken_elsewhere
from groundgame.campaign.strategy.twinning.held_back import left_until
from groundgame.campaign.strategy.twinning.named import CHANNELS, in_brief, what_for, who_goes
from groundgame.electoral.places import atlas


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Work of a plan: `may_take` and `may_give_back` tell what the reader may do; `page` is its session's, if theirs.

    `elsewhere` is what was accepted of another plan for the same work, which is not accepted twice then. `link` lets
    the sending branch's volunteers join a phone bank that was made of it. Accepted, it leaves `percent` of a hundred
    households in peace `until` a polling day, unless whoever accepts it says otherwise.
    """

    work: PlannedWork
    where: str
    borough: str
    channel: str
    when: str
    who: str
    what: str
    brief: str
    over: bool
    taken: TakenUp | None
    elsewhere: TakenUp | None
    may_take: bool
    may_give_back: bool
    page: str
    link: str
    until: dt.date
    percent: int = USUAL_PERCENT


def suggestions(user: User, work: Iterable[PlannedWork], today: dt.date) -> list[Suggestion]:
    """Return some work as the person is shown it on a day."""
    rows = list(work)
    prefetch_related_objects(rows, "plan")
    managed = wards_of(user, MANAGERS)
    held = standing().filter(work__in=[one.pk for one in rows])
    taken = {one.work_id: one for one in held.select_related("session", "by")}
    others = taken_elsewhere(one for one in rows if one.pk not in taken)
    begun = begun_of(held)
    return [_suggestion(one, taken.get(one.pk), others.get(one.pk), managed, begun, today) for one in rows]


def _suggestion(
    one: PlannedWork,
    taken: TakenUp | None,
    elsewhere: TakenUp | None,
    managed: frozenset[str],
    begun: Collection[int],
    today: dt.date,
) -> Suggestion:
    receives = one.ward in managed
    sends = bool(one.branch) and atlas().wards_within(one.branch) <= managed
    over = one.last_day < today
    stands = taken is not None and taken.session.closed_at is None
    return Suggestion(
        work=one,
        where=atlas().area(one.ward).name,
        borough=atlas().area(one.borough).name,
        channel=CHANNELS[one.channel],
        when=when_told(one.week, one.time),
        who=who_goes(one),
        what=what_for(one),
        brief=in_brief(one),
        over=over,
        taken=taken,
        elsewhere=elsewhere,
        may_take=receives and taken is None and elsewhere is None and not over and one.plan.is_ours_in_force,
        may_give_back=taken is not None and stands and (receives or sends) and one.pk not in begun,
        page=session_page(taken.session) if taken is not None and receives else "",
        link=_link(taken.session) if taken is not None and stands and sends and one.is_twinning else "",
        until=left_until(one),
    )


def session_page(session: Session) -> str:
    """Return the address of a session's own page."""
    name = "doorstep:round" if session.channel == Session.Channel.DOOR else "canvass:session"
    return reverse(name, args=[session.pk])


def _link(session: Session) -> str:
    """Return the link by which volunteers come to a phone bank; to a round they come by the link of their walk."""
    return "" if session.channel == Session.Channel.DOOR else reverse("phonebank:join", args=[session.join_token])
