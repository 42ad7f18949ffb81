"""Who holds the key is fixed by the state that the database holds, not by that of a page loaded earlier."""

import pytest
from django.core.exceptions import PermissionDenied

from groundgame.campaign.selections import actions
from groundgame.campaign.selections.models import Scrutineer, Scrutiny, Selection
from groundgame.campaign.selections.sealing import make_private_key, point_of, to_text

pytestmark = pytest.mark.django_db


def _hold(poll, stale):
    actions.hold_ballot(selection=stale, by=poll.officer, threshold=3)


def _keep(poll, stale):
    key = to_text(point_of(make_private_key().public_key()))
    actions.keep_public_key(selection=stale, by=poll.scrutineers[0], key=key)


def _name(poll, stale):
    actions.name_scrutineer(selection=stale, user=poll.party.person(), by=poll.officer)


def _drop(poll, stale):
    scrutineer = Scrutineer.objects.get(user=poll.scrutineers[0])
    scrutineer.selection = stale
    actions.drop_scrutineer(scrutineer=scrutineer, by=poll.officer)


@pytest.mark.parametrize("change", [_hold, _keep, _name, _drop])
def test_a_page_from_before_voting_changes_nothing_once_papers_may_be_sealed(poll, members, change):
    stale = Selection.objects.get(pk=poll.selection.pk)
    poll.open()
    before = list(Scrutineer.objects.values_list("user", "public_key"))
    with pytest.raises(PermissionDenied, match="fixed when voting opens"):
        change(poll, stale)
    assert list(Scrutineer.objects.values_list("user", "public_key")) == before
    assert Scrutiny.objects.get().threshold == 2
