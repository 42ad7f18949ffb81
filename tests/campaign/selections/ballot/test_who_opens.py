"""Who may hold the key: not those who run the selection, by themselves."""

import pytest
from django.core.exceptions import PermissionDenied

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role

pytestmark = pytest.mark.django_db


def test_the_returning_officers_are_too_few_to_open_the_papers_by_themselves(poll):
    officers = poll.scrutineers[:2]
    for user in officers:
        grant_role(by=None, user=user, role=Role.RETURNING_OFFICER, area=poll.selection.area)
    with pytest.raises(PermissionDenied, match=f"{officers[0]}, {officers[1]} run the selection, and could open"):
        poll.move("open-voting")
    officers[1].grants.all().delete()
    poll.move("open-voting")
