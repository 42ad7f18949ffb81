"""A bad setting is refused by its name, its value and what to do."""

import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from groundgame.campaign.site import environment


def test_a_database_address_may_be_a_network_one_or_a_socket():
    network = environment.database("postgres://ann:pw@db.example.org:5433/city?sslmode=require")
    assert tuple(network[key] for key in ("HOST", "PORT", "USER", "NAME")) == (
        "db.example.org",
        "5433",
        "ann",
        "city",
    )
    assert network["OPTIONS"] == {"sslmode": "require"}
    socket = environment.database("postgresql://postgres@/groundgame?host=%2Frun%2Fpg&port=5433")
    assert (socket["HOST"], socket["PORT"], socket["NAME"]) == ("/run/pg", "5433", "groundgame")


def test_what_is_no_address_is_refused_with_the_remedy():
    with pytest.raises(ImproperlyConfigured, match=r"somewhere/city\) is not an address .* Write it") as refusal:
        environment.database("mysql://ann:secret@somewhere/city")
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(("value", "on"), [("", False), ("0", False), ("false", False), ("1", True), ("TRUE", True)])
def test_flags(monkeypatch, value, on):
    monkeypatch.setenv("DEBUG", value)
    assert environment.flag("DEBUG") is on
    assert environment.flag("DEBUG", default=True) is (on or not value)


@pytest.mark.parametrize(("value", "count"), [("", 0), ("false", 0), ("1", 1), ("true", 1), ("2", 2)])
def test_proxies_are_counted(monkeypatch, value, count):
    monkeypatch.setenv("GROUNDGAME_BEHIND_PROXY", value)
    assert environment.proxies("GROUNDGAME_BEHIND_PROXY") == count


def test_a_flag_that_is_neither_is_refused(monkeypatch):
    monkeypatch.setenv("DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="DEBUG is 'maybe': set it to 1 or 0"):
        environment.flag("DEBUG")


@pytest.mark.parametrize(("value", "number"), [("", 300), ("5", 5), (" 12 ", 12)])
def test_whole_numbers(monkeypatch, value, number):
    monkeypatch.setenv("GROUNDGAME_UPLOAD_MB", value)
    assert environment.whole_number("GROUNDGAME_UPLOAD_MB", 300) == number


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "many"])
def test_a_number_that_is_none_is_refused(monkeypatch, value):
    monkeypatch.setenv("GROUNDGAME_UPLOAD_MB", value)
    with pytest.raises(ImproperlyConfigured, match=f"GROUNDGAME_UPLOAD_MB is '{value}': write a whole number"):
        environment.whole_number("GROUNDGAME_UPLOAD_MB", 300)


def test_the_secret_key_is_made_once_and_is_its_owners_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    home = tmp_path / "home"
    first = environment.secret_key(home)
    assert len(first) >= 50
    assert environment.secret_key(home) == first
    assert stat.S_IMODE((home / "secret_key").stat().st_mode) == 0o600
