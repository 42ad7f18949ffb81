"""What the doorstep holds of an elector is told in a report, and what was typed goes with an erasure."""

import datetime as dt
from uuid import uuid4

import pytest
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import Look
from groundgame.campaign.audit.retention import retain
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.doorstep import actions
from groundgame.campaign.doorstep.actions.typing import Sent, type_lines
from groundgame.campaign.doorstep.models import Outing, Sheet, SheetEntry
from groundgame.campaign.doorstep.paper.codes import codebook
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.person.erasing import erase
from groundgame.campaign.register.person.report import report_on

pytestmark = pytest.mark.django_db

TYPED = "1 0 'Speaks of the bakery"


@pytest.fixture
def typed_from(streets, field_work):
    """Return what types one line, with a note, of a sheet that was walked so many days ago."""

    def typed_from_(days=0):
        organiser = field_work.organiser()
        streets.road(3)
        (walk,) = streets.walks(organiser)
        (made,) = actions.print_walks(by=organiser, walks=[walk])
        walked = timezone.now() - dt.timedelta(days=days)
        Outing.objects.update(given_at=walked)
        Session.objects.update(created_at=walked)
        sheet = Sheet.objects.get(pk=made.pk)
        how = {"codes": codebook(sheet.outing.walk.session.script), "walked_on": timezone.localdate(walked)}
        (done,) = type_lines(by=organiser, sheet=sheet, sent=[Sent(uuid4(), TYPED)], **how)
        assert done.kept
        return sheet

    return typed_from_


@pytest.mark.parametrize(("months", "days", "kept"), [({}, 80, True), ({}, 100, False), ({"notes": 1}, 40, False)])
def test_what_was_typed_goes_after_its_term_and_with_what_it_says(typed_from, settings, months, days, kept):
    settings.GROUNDGAME_RETENTION = months
    typed_from(days)
    retain()
    assert (SheetEntry.objects.get().typed == TYPED) is kept


def test_a_sheets_lines_are_told_and_what_was_typed_is_forgotten(typed_from, field_work):
    officer, sheet = field_work.person(Role.DATA_OFFICER), typed_from()
    elector = Elector.objects.get(pk=sheet.electors[0])
    parts = {part.key: part.rows for part in report_on(by=officer, elector=elector).parts}
    assert parts["doorstep.printed"][0]["sheet"] == sheet.code
    assert "bakery" in parts["doorstep.typed"][0]["what was typed"]
    assert Look.objects.filter(page=Look.Page.WALK, electors__contains=[elector.pk]).exists()
    erase(by=officer, elector=elector, asked_on=timezone.localdate() - dt.timedelta(days=1), source="letter")
    assert SheetEntry.objects.get().typed == ""
    assert "bakery" not in str(report_on(by=officer, elector=elector))
