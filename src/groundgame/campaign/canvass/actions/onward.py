"""Save a call and go on to the next in one transaction, as every call of thousands of callers ends."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.statements import Values
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.actions.contacts import Saved, finish, save_contact, settle
from groundgame.campaign.canvass.actions.leases import Hand, clear_head, go_on
from groundgame.campaign.canvass.hours import is_open_now
from groundgame.campaign.canvass.leasing import going_on, gone_on, is_overtaken, put_off
from groundgame.campaign.canvass.models import Caller, Session
from groundgame.campaign.canvass.reports import Report

Row = tuple[Any, ...]


def save_and_go_on(
    *, by: User, session: Session, place: Caller | None, report: Report, also: tuple[str, Values]
) -> tuple[Saved, Hand, Row | None]:
    """Do as `save_contact` and then `go_on`, with one commit for both; whoever may not go on holds nobody.

    `also` is a statement about the call that is fetched ahead, sent along; its first row is returned, or None where
    that call did not come of the same transaction. A caller who was overtaken saves first, and goes on after it.

    Raises:
        ContactRefusedError: as `save_contact`.
    """
    if rules.may_call(by, session, place) and is_open_now(session):
        clear_head(session)
        try:
            saved, hand, row, contested = _at_once(by, session, report, also)
        except (IntegrityError, OperationalError) as error:
            if not is_overtaken(error):
                raise
        else:
            if hand is not None:
                return saved, hand, row
            if contested is not None:  # or every caller would step over that place until the household's call ends
                put_off(session, contested)
            return saved, _then(by, session, place), None
    return save_contact(by=by, session=session, report=report), _then(by, session, place), None


@transaction.atomic
def _at_once(
    by: User, session: Session, report: Report, also: tuple[str, Values]
) -> tuple[Saved, Hand | None, Row | None, int | None]:
    """Return what was saved, whom the caller holds now, if both calls came of it, and the place that was lost."""
    settled = settle(by=by, session=session, report=report)
    saved = settled.saved
    if settled.write is None:
        return saved, None, None, None
    _, gone, row = finish(settled, settled.write, going_on(session, by.pk, any_due=settled.any_due), also)
    now, fetched = gone_on(gone)
    if now is None or fetched.held is None:
        return saved, None, None, fetched.contested
    return saved, Hand(now.id, fetched.held.id, now.token), row, None


def _then(by: User, session: Session, place: Caller | None) -> Hand:
    with suppress(PermissionDenied):  # removed meanwhile, or the session closed: their page says so
        return go_on(by=by, session=session, place=place)
    return Hand(None, None)
