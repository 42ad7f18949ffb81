"""The team page: give a role in a minute, see who has what, take it back, and hear where one person alone can act."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts.cover import thin_areas
from groundgame.campaign.accounts.forms import DEFAULT_DAYS
from groundgame.campaign.accounts.models import Grant, Role, User
from groundgame.campaign.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

CITY, BARNET, BRENT, WARD = "E12000007", "E09000003", "E09000005", "E05013628"
PASSWORD = "correct horse battery staple"


def able(person: User) -> User:
    """Return a person who has proved their address."""
    person.set_password(PASSWORD)
    person.save()
    return person


def team(client, **how) -> str:
    return client.get(reverse("accounts:team"), how).content.decode()


def test_an_organiser_is_not_offered_to_take_a_directors_role_back(client, field_work):
    organiser = field_work.person(Role.ORGANISER)
    director, volunteer = field_work.person(Role.DIRECTOR), field_work.person(Role.VOLUNTEER)
    client.force_login(organiser)
    page = team(client)
    take_back = [reverse("accounts:revoke", args=[user.grants.get().pk]) for user in (director, volunteer)]
    assert director.email in page
    assert [f'action="{address}"' in page for address in take_back] == [False, True]
    assert [client.post(address).status_code for address in take_back] == [403, 302]


def test_the_form_as_it_opens_gives_a_role_until_a_day(client, field_work):
    client.force_login(field_work.organiser())
    form = client.get(reverse("accounts:team")).context["form"]
    until = form["until"].value()
    assert until == timezone.localdate() + dt.timedelta(days=DEFAULT_DAYS)
    assert f'value="{until.isoformat()}"' in str(form["until"])
    sent = {"email": "New@Example.org", "name": "New Bie", "role": form["role"].value(), "area": BARNET, "until": until}
    answer = client.post(reverse("accounts:grant"), sent, follow=True)
    made = Grant.objects.get(user__email="new@example.org")
    assert (made.role, made.area, made.granted_by) == (Role.ORGANISER, BARNET, answer.wsgi_request.user)
    assert timezone.localtime(made.expires_at).date() == until
    assert "is now organiser of Barnet, until" in answer.content.decode()
    assert [letter.to for letter in mail.outbox] == [["new@example.org"]]
    assert AuditEntry.objects.filter(action="accounts.grant", by=made.granted_by).count() == 1


def test_somebody_new_needs_a_name_and_it_is_put_right_until_they_sign_in(client, field_work, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    client.force_login(field_work.organiser())
    sent = {"email": "colleague@example.org", "name": " ", "role": Role.VOLUNTEER, "area": WARD}
    refused = client.post(reverse("accounts:grant"), sent)
    assert refused.status_code == 422
    assert "Nobody here has this address yet: write their name too" in refused.content.decode()
    assert not User.objects.filter(email="colleague@example.org").exists()
    told = client.post(reverse("accounts:grant"), sent | {"name": "Coleag"}, follow=True).content.decode()
    assert "No mail server is set (EMAIL_HOST): the letter" in told
    client.post(reverse("accounts:grant"), sent | {"name": "Colleen League"})
    made = User.objects.get(email="colleague@example.org")
    assert made.name == "Colleen League"
    client.post(reverse("accounts:grant"), sent)
    User.objects.filter(pk=made.pk).update(last_login=timezone.now())
    client.post(reverse("accounts:grant"), sent | {"name": "Somebody Else"})
    made.refresh_from_db()
    assert made.name == "Colleen League"


def test_the_letter_says_who_invites_to_what_where_and_until_when(client, field_work, settings):
    settings.GROUNDGAME_CAMPAIGN = "Barnet Greens"
    settings.DEFAULT_FROM_EMAIL = "post@example.org"
    organiser = field_work.organiser()
    client.force_login(organiser)
    until = timezone.localdate() + dt.timedelta(days=30)
    sent = {"email": "new@example.org", "name": "New Bie", "role": Role.VOLUNTEER, "area": WARD, "until": until}
    client.post(reverse("accounts:grant"), sent)
    (letter,) = mail.outbox
    assert letter.subject == f"{organiser} invites you: volunteer of Barnet Vale for Barnet Greens"
    assert letter.from_email == "Barnet Greens <post@example.org>"
    assert letter.extra_headers["Reply-To"] == organiser.email
    said = f"{organiser} ({organiser.email}) invites you to work for Barnet Greens as volunteer of Barnet Vale, until"
    for words in ("Hello New Bie,", f"{said} {until:%-d %B %Y}.", "That link works once"):
        assert words in letter.body
    ends = timezone.localtime(timezone.now() + dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT))
    assert f"until {ends:%A %-d %B}" in letter.body
    assert "reset" not in letter.subject.lower()
    link = next(word for word in letter.body.split() if "/password/reset/key/" in word)
    client.logout()
    form = client.get(link, follow=True)
    assert "Choose a password" in form.content.decode()
    kept = client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    assert "Your password is kept" in kept.content.decode()
    assert client.login(email="new@example.org", password=PASSWORD)
    assert "This link works no more" in client.get(link, follow=True).content.decode()


@pytest.mark.parametrize("address", ["known@example.org", "stranger@example.org"])
def test_the_letter_for_a_new_password_names_the_campaign_and_no_host(client, address):
    able(User.objects.create_user("known@example.org", name="Known"))
    client.post(reverse("account_reset_password"), {"email": address})
    (letter,) = mail.outbox
    assert "the Labour campaign" in letter.subject
    assert letter.from_email.startswith("Labour campaign <")
    assert "testserver" not in letter.subject
    assert "Thank you for using" not in letter.body
    assert letter.body.endswith("The Labour campaign")


def test_a_letter_that_cannot_be_sent_leaves_the_role_and_says_what_to_do(client, field_work, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens on it
    client.force_login(field_work.organiser())
    sent = {"email": "new@example.org", "name": "New Bie", "role": Role.VOLUNTEER, "area": WARD}
    page = client.post(reverse("accounts:grant"), sent, follow=True).content.decode()
    assert "The letter could not be sent" in page
    assert Grant.objects.filter(user__email="new@example.org").exists()


def test_taking_a_role_back_names_its_area(client, field_work):
    volunteer = field_work.person(Role.VOLUNTEER, WARD)
    client.force_login(field_work.organiser())
    page = client.post(reverse("accounts:revoke", args=[volunteer.grants.get().pk]), follow=True).content.decode()
    assert f"{volunteer} is no longer volunteer of Barnet Vale." in page


def test_whoever_has_a_password_is_sent_no_letter(client, field_work):
    colleague = able(field_work.person())
    client.force_login(field_work.organiser())
    sent = {"email": colleague.email, "role": Role.AGENT, "area": WARD}
    client.post(reverse("accounts:grant"), sent)
    assert colleague.grants.get().expires_at is None
    assert not mail.outbox


def test_only_areas_of_ones_own_are_offered_and_taken(client, field_work):
    client.force_login(field_work.organiser())
    offered = dict(client.get(reverse("accounts:team")).context["form"].fields["area"].choices)
    assert BARNET in offered
    assert WARD in offered
    assert not {CITY, BRENT} & set(offered)
    assert all(name == "Barnet" or name.startswith("Barnet: ") for name in offered.values())
    sent = {"email": "new@example.org", "role": Role.AGENT, "area": BRENT}
    assert client.post(reverse("accounts:grant"), sent).status_code == 422
    assert not User.objects.filter(email="new@example.org").exists()


def test_an_organiser_names_no_data_officer_and_no_director(client, field_work):
    client.force_login(field_work.organiser())
    offered = set(dict(client.get(reverse("accounts:team")).context["form"].fields["role"].choices))
    assert offered == {Role.ORGANISER, Role.VOLUNTEER, Role.AGENT}


def test_the_list_is_found_by_name_role_or_area(client, field_work):
    here, there = field_work.person(Role.AGENT, WARD), field_work.person(Role.VOLUNTEER, BARNET)
    client.force_login(field_work.organiser())
    for q, found in ((here.name, here), ("barnet vale", here), ("volunteer", there), (there.email, there)):
        rows = client.get(reverse("accounts:team"), {"q": q}).context["rows"]
        assert found in [row["grant"].user for row in rows]
        assert len(rows) < 3
    assert "Nobody whom" in team(client, q="no such name")


@pytest.mark.parametrize(
    ("others", "thin"),
    [
        ([], {BARNET}),
        ([("able", BARNET, None)], set()),
        ([("able", CITY, None)], set()),
        ([("able", WARD, None)], {BARNET}),
        ([("never signed in", BARNET, None)], {BARNET}),
        ([("able", BARNET, 5)], {BARNET}),
        ([("able", BARNET, 9)], set()),
    ],
)
def test_an_area_is_thin_where_fewer_than_two_can_act(field_work, others, thin):
    organiser = able(field_work.organiser())
    for state, area, days in others:
        person = field_work.person(Role.DIRECTOR if area == CITY else Role.ORGANISER, area)
        if state == "able":
            able(person)
        if days:
            person.grants.update(expires_at=timezone.now() + dt.timedelta(days=days))
    assert {each.area.code for each in thin_areas(organiser)} == thin


def test_a_director_alone_is_told_of_the_city_and_of_each_borough(client, field_work):
    director = able(field_work.person(Role.DIRECTOR, CITY))
    able(field_work.organiser())
    found = {each.area.code: each.people for each in thin_areas(director)}
    assert found[CITY] == (director,)
    assert BARNET not in found
    assert len(found) == 33  # the city, and 32 of its 33 boroughs (the City of London among them)
    client.force_login(director)
    page = team(client)
    assert "Two people should always be able to act" in page
    assert "and 25 more" in page


def test_agents_and_volunteers_count_for_nothing_there(field_work):
    organiser = able(field_work.organiser())
    for role in (Role.AGENT, Role.VOLUNTEER, Role.DATA_OFFICER):
        able(field_work.person(role))
    assert {each.area.code for each in thin_areas(organiser)} == {BARNET}


def test_who_sees_what_is_told_to_everybody(client, field_work):
    organiser = able(field_work.organiser())
    client.force_login(field_work.person(Role.VOLUNTEER))
    page = client.get(reverse("accounts:seeing")).content.decode()
    assert "The caller’s screen" in page or "The caller&#x27;s screen" in page
    assert organiser.email in page
