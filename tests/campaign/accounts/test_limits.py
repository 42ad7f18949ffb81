"""Who tries too often is refused, over all workers, and nobody for what another network did."""

import pytest
from django.core.cache import cache, caches
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse

from groundgame.campaign.accounts import limits
from groundgame.campaign.accounts.models import Remembered, User
from groundgame.campaign.audit.retention import retain
from tests.together import at_once

rows = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
PROXY = "10.0.0.1"


@pytest.fixture
def person(db):
    cache.clear()
    return User.objects.create_user("known@example.org", PASSWORD, name="Known")


def sign_in(email: str, password: str, forwarded: str) -> bool:
    """Sign in as through a proxy, and tell whether it was done."""
    sent = {"login": email, "password": password}
    where = {"HTTP_X_FORWARDED_FOR": forwarded, "REMOTE_ADDR": PROXY}
    return Client().post(reverse("account_login"), sent, **where).status_code == 302


@pytest.mark.parametrize(("proxies", "comes_in"), [(1, True), (0, False)])
def test_who_fails_elsewhere_locks_nobody_out_behind_a_proxy(person, settings, proxies, comes_in):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for number in range(12):
        assert not sign_in(f"nobody{number}@example.org", "wrong", f"203.0.113.{number}")
    assert sign_in(person.email, PASSWORD, "198.51.100.7") is comes_in


def test_what_a_stranger_writes_before_the_proxy_does_not_change_who_asks(person, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(12):
        sign_in(f"nobody{number}@example.org", "wrong", f"198.51.100.{number}, 203.0.113.9")
    assert not sign_in(person.email, PASSWORD, "198.51.100.7, 203.0.113.9")
    assert sign_in(person.email, PASSWORD, "203.0.113.9, 198.51.100.7")


def test_tries_are_counted_over_all_workers(person, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(12):
        sign_in(f"nobody{number}@example.org", "wrong", "203.0.113.9")
        cache.clear()  # another worker has a memory of its own
    assert not sign_in(person.email, PASSWORD, "203.0.113.9")
    assert sign_in(person.email, PASSWORD, "198.51.100.7")


@rows
def test_pages_keep_nothing_in_the_database(client, person):
    client.force_login(person)
    client.get(reverse("home"))
    client.get(reverse("account_login"))
    cache.set("wall:1", "figures", 5)
    assert cache.get("wall:1") == "figures"
    assert not Remembered.objects.exists()


@pytest.mark.parametrize(
    ("proxies", "direct", "forwarded", "network"),
    [
        (0, "203.0.113.9", "198.51.100.7", "203.0.113.9"),
        (1, PROXY, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (1, "203.0.113.9", "", "203.0.113.9"),
        (2, PROXY, "198.51.100.7, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (1, PROXY, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, PROXY, "203.0.113.9:4711", "203.0.113.9"),
    ],
)
def test_the_network_that_asks(settings, proxies, direct, forwarded, network):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert limits.network_of(RequestFactory().get("/", REMOTE_ADDR=direct, **headers)) == network


@rows
def test_codes_that_are_none_are_counted_by_person(person, monkeypatch):
    monkeypatch.setattr(limits, "MOST_CODES", 2)
    other = User.objects.create_user("other@example.org", name="Other")
    for _ in range(2):
        limits.check_may_look_up(person)
        limits.count_wrong_code(person)
    with pytest.raises(PermissionDenied, match="Try again in an hour"):
        limits.check_may_look_up(person)
    limits.check_may_look_up(other)


@rows
def test_what_is_over_is_neither_found_nor_kept():
    shared = caches["shared"]
    shared.set("old", [1.5], -1)
    assert (shared.get("old"), shared.get("old", 7)) == (None, 7)
    with pytest.raises(ValueError, match="Nothing is kept"):
        shared.incr("old")
    assert shared.add("old", 3, 60)
    assert not shared.add("old", 4, 60)
    assert (shared.incr("old"), shared.get("old")) == (4, 4)
    shared.set("older", "x", -1)
    assert shared.delete("old")
    assert not Remembered.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_tries_at_one_moment_are_all_counted():
    def try_it():
        for _ in range(10):
            limits._count_try("together")

    at_once(*[try_it] * 4)
    assert caches["shared"].get("together") == 40


@rows
def test_what_was_counted_is_let_go_though_nobody_tries_again():
    caches["shared"].set("known-address:203.0.113.9", 1, -40 * 24 * 3600)
    caches["shared"].set("known-address:198.51.100.7", 1, -60)
    assert "tries" in {each.term.key for each in retain()}
    assert [each.key for each in Remembered.objects.all()] == [":1:known-address:198.51.100.7"]
