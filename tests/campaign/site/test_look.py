"""The look keeps its promises: small, readable in light and dark, and every refusal says what to do."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client

from groundgame.campaign import site

CSS = Path(site.__file__).parent / "static" / "site" / "site.css"
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#\w+);", block))
    for block in re.findall(r":root \{(.*?)\}", CSS.read_text(), re.S)[:2]
)
TEXT_ON = [
    ("ink", "paper"), ("ink", "surface"), ("ink", "sunk"), ("muted", "paper"), ("muted", "surface"),
    ("accent", "paper"), ("accent", "surface"), ("on-accent", "accent"), ("on-bar", "bar"),
    ("ink", "note-wash"), ("ink", "good-wash"), ("ink", "bad-wash"), ("bad", "paper"), ("bad", "surface"),
    *((low, step) for step in ("s0", "s1", "s2", "s3") for low in ("s-low",)),
    ("s-high", "s5"), ("s-high", "s6"), ("d-end", "d0"), ("d-end", "d6"),
    *(("d-mid", step) for step in ("d1", "d2", "d3", "d4", "d5")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
@pytest.mark.parametrize("scheme", [LIGHT, LIGHT | DARK], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(scheme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(scheme[text], scheme[ground]) >= 4.5


def test_the_style_sheet_is_small() -> None:
    assert CSS.stat().st_size < 25_000


def test_no_page_that_is_missing_is_silent(client: Client) -> None:
    answer = client.get("/nowhere/at/all/")
    assert answer.status_code == 404
    html = answer.content.decode()
    assert "Nothing lives at this address." in html
    assert "Start again" in html


def test_the_page_of_a_broken_server_needs_nothing_that_may_be_broken() -> None:
    html = render_to_string("500.html")
    assert "Something broke here" in html
    assert "{%" not in html


@pytest.mark.django_db
def test_a_form_that_is_out_of_date_says_that_nothing_was_changed() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/accounts/login/", {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/"])
def test_the_ways_in_have_the_sites_own_look(client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    assert "site/site.css" in html
    assert html.count("<h1") == 1
    assert "sign up" not in html.lower()
    for name in re.findall(r'<input type="(?:email|password|checkbox)"[^>]* id="(\w+)"', html):
        assert f'for="{name}"' in html


def contrast(one: str, other: str) -> float:
    """Return the contrast of two hex colours (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    pairs = [digit * 2 for digit in digits] if len(digits) == 3 else re.findall("..", digits)
    channels = [int(pair, 16) / 255 for pair in pairs]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
