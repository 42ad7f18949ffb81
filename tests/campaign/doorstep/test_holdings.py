"""What the doorstep holds of an elector is told in a report, and what was typed goes with an erasure."""

import datetime as dt
from uuid import uuid4

import pytest
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import Look
from groundgame.campaign.doorstep import actions
from groundgame.campaign.doorstep.actions.typing import Sent, type_lines
from groundgame.campaign.doorstep.models import SheetEntry
from groundgame.campaign.doorstep.paper.codes import codebook
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.person.erasing import erase
from groundgame.campaign.register.person.report import report_on

pytestmark = pytest.mark.django_db


def test_a_sheets_lines_are_told_and_what_was_typed_is_forgotten(streets, field_work):
    organiser, officer = field_work.organiser(), field_work.person(Role.DATA_OFFICER)
    streets.road(3)
    (walk,) = streets.walks(organiser)
    (sheet,) = actions.print_walks(by=organiser, walks=[walk])
    codes = codebook(sheet.outing.walk.session.script)
    type_lines(by=organiser, sheet=sheet, codes=codes, sent=[Sent(uuid4(), "1 0 'Speaks of the bakery")])
    elector = Elector.objects.get(pk=sheet.electors[0])
    parts = {part.key: part.rows for part in report_on(by=officer, elector=elector).parts}
    assert parts["doorstep.printed"][0]["sheet"] == sheet.code
    assert "bakery" in parts["doorstep.typed"][0]["what was typed"]
    assert Look.objects.filter(page=Look.Page.WALK, electors__contains=[elector.pk]).exists()
    erase(by=officer, elector=elector, asked_on=timezone.localdate() - dt.timedelta(days=1), source="letter")
    assert SheetEntry.objects.get().typed == ""
    assert "bakery" not in str(report_on(by=officer, elector=elector))
