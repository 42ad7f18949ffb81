"""Ids go out on pages without a thousands separator: "12,345" comes back as nobody's."""

import re
from pathlib import Path

CAMPAIGN = Path(__file__).parents[2] / "src/groundgame/campaign"
ID = r"\{\{ (?!party\.)(?:\w+\.)+(?:pk|id|elector|user) \}\}"  # a party's is a word
SENT_BACK = re.compile(rf'\b(?:value|name|href|action)="[^"]*{ID}')


def test_no_id_is_sent_back_with_a_comma():
    found = [
        f"{page.relative_to(CAMPAIGN)}: {match.group()}"
        for page in sorted(CAMPAIGN.rglob("templates/**/*.html"))
        for match in SENT_BACK.finditer(page.read_text(encoding="utf-8"))
    ]
    assert found == []
