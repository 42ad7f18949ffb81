"""Who may run a session, ring in it, watch it, and read what electors told us.

Rules come in pairs: `check_may_x` raises with a sentence, `may_x` answers. A caller's right is their place in the
session (`Caller`) and nothing else: volunteers who came by the link hold no role.
"""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import MANAGERS, may_work_in, wards_of
from groundgame.campaign.canvass.known import caller_of
from groundgame.campaign.canvass.models import Caller, ContactEvent, SavedAudience, Script, Session
from groundgame.campaign.register.ages import sixteen_or_over
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.rules import REGISTER_READERS
from groundgame.electoral.places import atlas

CORRECTED_WITHIN_HOURS = 24


def may_make_sessions(user: User) -> bool:
    """Tell whether the person manages any ward, and so may make sessions there."""
    return bool(wards_of(user, MANAGERS))


def check_may_make_sessions(user: User) -> None:
    """Refuse a person who manages no ward."""
    if not may_make_sessions(user):
        raise PermissionDenied("Only a director or an organiser runs phone banks. Ask one of them.")


def may_ring_in(user: User, wards: Iterable[str]) -> bool:
    """Tell whether the person manages every one of the wards, and so may make a session of them."""
    return may_work_in(user, wards, MANAGERS)


def check_may_ring_in(user: User, wards: Iterable[str]) -> None:
    """Refuse a person who does not manage every one of the wards."""
    wanted = frozenset(wards)
    if not may_ring_in(user, wanted):
        outside = sorted(atlas().area(code).name for code in wanted - wards_of(user, MANAGERS))
        named = ", ".join(outside[:3]) or "no ward at all"
        raise PermissionDenied(f"You do not manage {named}. Choose wards of your own area, or ask the director.")


def may_run_session(user: User, session: Session) -> bool:
    """Tell whether the person manages every ward of the session."""
    return may_ring_in(user, session.audience["wards"])


def sessions_run_by(user: User) -> list[Session]:
    """Return the sessions all of whose wards the person manages, the newest first."""
    managed = wards_of(user, MANAGERS)
    known = Session.objects.select_related("script").order_by("-created_at")
    return [session for session in known if frozenset(session.audience["wards"]) <= managed]


def audiences_of(user: User) -> list[SavedAudience]:
    """Return the kept audiences all of whose wards the person manages, by name."""
    managed = wards_of(user, MANAGERS)
    return [one for one in SavedAudience.objects.all() if frozenset(one.conditions["wards"]) <= managed]


def check_may_run_session(user: User, session: Session) -> None:
    """Refuse a person who does not manage every ward of the session."""
    if not may_run_session(user, session):
        raise PermissionDenied("This phone bank covers wards that you do not manage. Ask its organiser.")


def may_edit_script(user: User, script: Script) -> bool:
    """Tell whether the person manages the whole area that the script belongs to."""
    return may_work_in(user, atlas().wards_within(script.area), MANAGERS)


def check_may_edit_script(user: User, script: Script) -> None:
    """Refuse a person who does not manage the whole area that the script belongs to."""
    if not may_edit_script(user, script):
        raise PermissionDenied(
            f"This script belongs to {atlas().area(script.area).name}. Copy it for your own area instead."
        )


def may_edit_codes(user: User) -> bool:
    """Tell whether the person manages every ward there is: the codes are all branches' alike."""
    everywhere = frozenset[str]().union(*(atlas().wards_within(city.code) for city in atlas().areas("city")))
    return may_work_in(user, everywhere, MANAGERS)


def check_may_edit_codes(user: User) -> None:
    """Refuse a person who does not manage every ward."""
    if not may_edit_codes(user):
        raise PermissionDenied("The voting-intention codes are everybody's. Ask the director to change them.")


def caller_in(user: User, session: Session) -> Caller | None:
    """Return the person's place in the session, whatever its state, or None where they never asked."""
    return caller_of(user.pk, session.pk)


def may_call(user: User, session: Session, place: Caller | None = None) -> bool:
    """Tell whether the person was let in, is still in, and the session is an open one by telephone.

    Whoever is on a walk has a place in its round, and is given the doors of that walk alone. `place` is the person's,
    where it was just read.
    """
    caller = place or caller_in(user, session)
    is_open = session.closed_at is None and session.channel == Session.Channel.PHONE
    return is_open and caller is not None and caller.admitted_at is not None and not caller.removed_at


def check_may_call(user: User, session: Session, place: Caller | None = None) -> None:
    """Refuse a person who is not one of the session's callers, and say which of the reasons it is."""
    if may_call(user, session, place):
        return
    if session.channel != Session.Channel.PHONE:
        raise PermissionDenied("Nobody is rung in a round of doors. Open the link of the walk that you were given.")
    caller = caller_in(user, session)
    if caller is None:
        raise PermissionDenied("You are not a caller of this phone bank. Open the link that its organiser sent you.")
    if caller.removed_at is not None:
        raise PermissionDenied("You are no longer a caller of this phone bank. Ask its organiser.")
    if session.closed_at is not None:
        raise PermissionDenied("This phone bank is closed. Thank you for calling.")
    raise PermissionDenied("The organiser has not let you in yet. Leave this page open, and tell them that you wait.")


def may_save(user: User, session: Session, place: Caller | None = None) -> bool:
    """Tell whether the person is or was one of the session's callers, and so may have a call to save."""
    caller = place or caller_in(user, session)
    return caller is not None and caller.admitted_at is not None


def check_may_save(user: User, session: Session, place: Caller | None = None) -> None:
    """Refuse a person who never was a caller of the session; one who was removed may still save their last call."""
    if not may_save(user, session, place):
        raise PermissionDenied("You are not a caller of this phone bank. Open the link that its organiser sent you.")


def may_record(user: User, session: Session) -> bool:
    """Tell whether the person may write contacts of the session down: its callers and canvassers, and who runs it."""
    return may_save(user, session) or may_run_session(user, session)


def check_may_record(user: User, session: Session) -> None:
    """Refuse a person who was never let into the session and does not run it."""
    if not may_record(user, session):
        raise PermissionDenied("You are not of this session. Open the link that its organiser sent you.")


def may_correct(user: User, event: ContactEvent, made_at: dt.datetime | None = None) -> bool:
    """Tell whether the person may put a contact right: whoever made it, for a day, and the organisers of the ward.

    `made_at` is when the correction was made, where that was not now: a telephone without signal brings it later.
    """
    until = event.received_at + dt.timedelta(hours=CORRECTED_WITHIN_HOURS)
    own = event.user_id == user.pk and (made_at or timezone.now()) < until
    return own or may_work_in(user, [event.ward], MANAGERS)


def check_may_correct(user: User, event: ContactEvent, made_at: dt.datetime | None = None) -> None:
    """Refuse a person who did not make the contact within the day, and does not run the ward."""
    if not may_correct(user, event, made_at):
        raise PermissionDenied(
            f"A contact is put right by whoever made it, within {CORRECTED_WITHIN_HOURS} hours, or by an organiser of "
            "the ward. Tell the organiser what is wrong with it."
        )


def moved_to(place: Caller) -> int | None:
    """Return the open session (id) to which a floor manager moved somebody when their place here ended."""
    if place.removed_at is None:
        return None
    since = Caller.objects.filter(
        user=place.user_id, admitted_at__gte=place.removed_at, removed_at=None, session__closed_at=None
    )
    places = since.filter(session__channel=Session.Channel.PHONE).order_by("-admitted_at")
    return places.values_list("session", flat=True).first()


def _is_still_in(user: User, session: Session) -> bool:
    """Tell whether the person's place in the session still stands, be it by having been moved on from it."""
    place = caller_in(user, session)
    if place is None or place.admitted_at is None:
        return False
    return session.closed_at is None if place.removed_at is None else moved_to(place) is not None


def may_look_back(user: User, event: ContactEvent) -> bool:
    """Tell whether the person may open a contact again, to put it right.

    Those who read the ward's contacts may; anybody else their own alone, and what the link gave ends with it.
    """
    if may_work_in(user, [event.ward], REGISTER_READERS):
        return True
    if event.user_id != user.pk:
        return False
    return event.ward in wards_of(user) or (event.session is not None and _is_still_in(user, event.session))


def check_may_look_back(user: User, event: ContactEvent) -> None:
    """Refuse to open a contact again to whoever did not make it, or whose place in its session has ended."""
    if not may_look_back(user, event):
        raise PermissionDenied("This contact is not open to you any more. Tell the organiser what is wrong with it.")


def may_be_shown(elector: Elector) -> bool:
    """Tell whether callers may see the elector at all: nobody below sixteen, and no anonymous entry."""
    return Elector.objects.filter(sixteen_or_over(), pk=elector.pk).exclude(name_key="").exists()


def check_may_be_shown(elector: Elector) -> None:
    """Refuse an elector whom callers may not see, without saying who it is."""
    if not may_be_shown(elector):
        raise PermissionDenied("This elector's entry is not for callers. Choose one of the people listed.")


def may_watch(user: User, session: Session) -> bool:
    """Tell whether the person may see the session's wallboard: those who run it, and those who ring in it.

    Once it is closed, what came of it is for those of them who hold a role in its wards: what its link gave ends with
    it.
    """
    caller = caller_in(user, session)
    inside = caller is not None and caller.admitted_at is not None and caller.removed_at is None
    if inside and session.closed_at is not None:
        inside = not wards_of(user).isdisjoint(session.audience["wards"])
    return inside or may_run_session(user, session)


def check_may_watch(user: User, session: Session) -> None:
    """Refuse a person who neither runs the session nor rings in it."""
    if may_watch(user, session):
        return
    if session.closed_at is not None and may_save(user, session):
        raise PermissionDenied("This phone bank is closed. Thank you for calling. Its organiser has what came of it.")
    raise PermissionDenied("Only this phone bank's organisers and callers see its wallboard. Ask its organiser.")
