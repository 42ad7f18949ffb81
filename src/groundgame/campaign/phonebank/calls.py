"""Have the dialler make the call of a lease, and keep what it tells of it."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass.hours import is_open_now
from groundgame.campaign.canvass.models import Lease, Session
from groundgame.campaign.canvass.rules import check_may_call
from groundgame.campaign.phonebank.dialling import Asked, Dialler, DiallerError
from groundgame.campaign.phonebank.models import Dialling, ShownNumber
from groundgame.campaign.phonebank.numbers import as_plain
from groundgame.campaign.register.suppression import callable_numbers

State = Dialling.State
OWN_NUMBER = "phonebank-own-number"  # in the caller's sign-in
ENDED = (State.ENDED, State.FAILED)
# A report that comes late, or twice, takes nothing back.
ORDER = (State.ASKED, State.RINGING_CALLER, State.RINGING_ELECTOR, State.SPEAKING, State.ENDED, State.FAILED)


def ring(
    *,
    by: User,
    session: Session,
    token: UUID,
    number: int | None,
    own: str,
    with_: Dialler,
    report_to: Callable[[Dialling], str],
) -> Dialling:
    """Ring the caller's own telephone, and then the elector of the caller's lease, on the number (id) that was chosen.

    One call a person: while one goes on, no second is made. Objections and the TPS are looked at once more.

    Raises:
        PermissionDenied: if the elector is not on the caller's screen, or may not be rung, a call goes on, or the
            session does not ring at this hour.
        DiallerError: if the dialler did not take the call.
    """
    check_may_call(by, session)
    if not is_open_now(session):
        raise PermissionDenied(f"{session} does not ring at this hour. Save the call, and come back within its hours.")
    dialling = _ask(by, session, token, number, own)
    asked = Asked(dialling.caller_number, dialling.to, dialling.shown, report_to(dialling))
    try:
        reference = with_.ring(asked)
    except DiallerError:
        Dialling.objects.filter(pk=dialling.pk).update(state=State.FAILED)
        raise
    Dialling.objects.filter(pk=dialling.pk).update(reference=reference)
    dialling.reference = reference
    return dialling


@transaction.atomic
def _ask(by: User, session: Session, token: UUID, number: int | None, own: str) -> Dialling:
    caller_number = as_plain(own)
    if caller_number is None:
        raise PermissionDenied(
            f"{own or 'Nothing'} is no number that we may ring: give your own, a British one that begins with 01, "
            "02, 03 or 07."
        )
    mine = Lease.objects.select_related("elector", "session")
    lease = mine.filter(token=token, user=by, session=session, closed_at=None, channel=Lease.Channel.PHONE).first()
    if lease is None:
        raise PermissionDenied("This elector is no longer with you. Go on to your next call.")
    numbers = callable_numbers(lease.called)
    chosen = numbers.filter(pk=number).first() if number is not None else numbers.first()
    if chosen is None:
        raise PermissionDenied(f"{lease.called} may not be rung on that number any more.")
    shown = ShownNumber.objects.filter(borough=lease.called.borough).values_list("e164", flat=True).first() or ""
    try:
        with transaction.atomic():
            dialling = Dialling.objects.create(
                lease=lease, user=by, caller_number=caller_number, to=chosen.e164, shown=shown
            )
    except IntegrityError as error:
        raise PermissionDenied("A call of yours goes on. End it first.") from error
    audit.record(by=by, action="phonebank.dial", subject=lease, area=lease.borough, elector=lease.elector_id)
    return dialling


@transaction.atomic
def take_report(*, dialling: Dialling, told_by: Dialler, fields: Mapping[str, str]) -> None:
    """Keep what the dialler told of a call; what is out of date changes nothing."""
    told = told_by.told(fields)
    held = Dialling.objects.select_for_update().get(pk=dialling.pk)
    if told is None or held.state in ENDED or ORDER.index(State(told.state)) < ORDER.index(State(held.state)):
        return
    held.state, held.said = told.state, told.said
    held.save(update_fields=["state", "said", "changed_at"])


def hang_up(*, by: User, with_: Dialler) -> None:
    """End the caller's call, if one goes on.

    Raises:
        DiallerError: if the dialler could not be told; the call is taken for ended here all the same.
    """
    going = Dialling.objects.filter(user=by).exclude(state__in=ENDED).first()
    if going is None:
        return
    Dialling.objects.filter(pk=going.pk).update(state=State.ENDED)
    if going.reference:
        with_.hang_up(going.reference)
