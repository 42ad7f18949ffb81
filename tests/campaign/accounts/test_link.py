"""Who joins by a session's link gets that session alone, and nothing of it once it is closed."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.accounts.rules import roles_of, wards_of
from groundgame.campaign.audit.models import AuditEntry, Look
from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.reports import Report

pytestmark = pytest.mark.django_db

PAGES = ("call", "lookup", "wall")
BARNET, BRENT = "E09000003", "E09000005"


@pytest.fixture
def joined(client, field_work):
    """Return a session that somebody joined by its link, another of the same organiser, and whoever joined."""
    cache.clear()
    elector, organiser = field_work.elector(), field_work.organiser()
    session, other = field_work.session(organiser), field_work.session(organiser)
    link = reverse("phonebank:join", args=[session.join_token])
    client.post(link, {"name": "A Helper", "email": "helper@example.org"})
    return session, other, User.objects.get(email="helper@example.org"), elector


def statuses(client, session) -> list[int]:
    return [client.get(reverse(f"phonebank:{page}", args=[session.pk])).status_code for page in PAGES]


def test_the_link_gives_one_session_and_no_role(client, joined):
    session, other, user, elector = joined
    assert statuses(client, session) == [200, 200, 200]
    assert statuses(client, other) == [403, 403, 403]
    assert roles_of(user) == wards_of(user) == frozenset()
    client.post(reverse("phonebank:next", args=[session.pk]))
    assert str(elector) in client.get(reverse("phonebank:call", args=[session.pk])).content.decode()
    assert client.get(reverse("register:elector", args=[elector.pk])).status_code == 403
    assert AuditEntry.objects.filter(action__endswith="ask_to_join", by=user).count() == 1


def test_what_the_link_gave_ends_with_the_session(client, joined):
    session, _, user, elector = joined
    client.post(reverse("phonebank:next", args=[session.pk]))
    actions.close_session(by=session.created_by, session=session)
    page = client.get(reverse("phonebank:call", args=[session.pk]))
    assert str(elector) not in page.content.decode()
    assert statuses(client, session)[1:] == [403, 403]
    wall = client.get(reverse("phonebank:wall", args=[session.pk])).content.decode()
    assert "This phone bank is closed. Thank you for calling." in wall
    assert client.post(reverse("phonebank:next", args=[session.pk])).status_code == 403
    assert str(session) not in client.get(reverse("phonebank:home")).content.decode()
    client.logout()
    assert client.get(reverse("phonebank:join", args=[session.join_token])).status_code == 404
    assert not user.has_usable_password()


def test_a_number_that_rings_back_is_a_look(client, joined):
    session, _, user, elector = joined
    lease = actions.take_next(by=user, session=session)
    report = Report(event=lease.token, token=lease.token, outcome="no_answer")
    actions.save_contact(by=user, session=session, report=report)
    number = elector.telephone_numbers.get().national
    client.get(reverse("phonebank:lookup", args=[session.pk]), {"number": number})
    client.get(reverse("phonebank:lookup", args=[session.pk]), {"number": "020 7946 0999"})
    look = Look.objects.get()
    assert (look.page, look.electors, look.by) == (Look.Page.RING_BACK, [elector.pk], user)


def test_what_came_of_a_closed_session_is_for_those_with_a_role_there(client, joined, field_work):
    session, *_ = joined
    seen = {}
    for role, area in ((Role.VOLUNTEER, BARNET), (Role.VOLUNTEER, BRENT)):
        seen[area] = field_work.person(role, area)
        actions.ask_to_join(by=seen[area], session=session)
    actions.close_session(by=session.created_by, session=session)
    for user, status in ((seen[BARNET], 200), (seen[BRENT], 403), (session.created_by, 200)):
        client.force_login(user)
        assert client.get(reverse("phonebank:wall", args=[session.pk])).status_code == status
