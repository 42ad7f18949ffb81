"""Whatever a scrutineer's browser sends for shares, the site answers, and never falls over."""

import pytest
from django.test import Client
from django.urls import reverse

from groundgame.campaign.selections.sealing import to_text
from tests.campaign.fuzzing import described_json, fuzz

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_whatever_is_sent_for_shares_is_answered(poll, members):
    entry = poll.entry(members)
    poll.open()
    poll.vote(entry)
    poll.close()
    user = poll.scrutineers[0]
    ((receipt, share),) = poll.shares(user).items()
    text = {"type": "string", "maxLength": 400}
    said = {"anyOf": [{"enum": [to_text(share), "", "AAAA", 7, None]}, text]}
    body = {"type": "object", "properties": {str(receipt): said, "\0": text}, "additionalProperties": said}
    client = Client()
    client.force_login(user)
    path = reverse("selections:opened_shares", args=[poll.selection.pk])
    assert 200 in fuzz(described_json(path, body), path, "POST", client)
