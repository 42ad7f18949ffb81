"""Two thousand votes at once against the real server, which is killed half-way: none lost, none doubled."""

import queue
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass

import pytest
from django.urls import reverse

from groundgame.campaign.selections.models import BoxAccount, BoxPaper, InboxPaper, Mark, NewMark, OpenedPaper
from groundgame.campaign.selections.sealing import receipt_of, seal, to_text

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

VOTERS, AT_ONCE = 2000, 64
WORKERS = ("--workers", "2", "--blocking-threads", "24", "--backlog", "2048", "--backpressure", "2048")
LONGEST_SECONDS = 240


@dataclass(frozen=True)
class Sent:
    """What one voter's page sends, again and again until it is answered."""

    fields: dict[str, str]
    ranking: tuple[int, ...]
    receipt: str


@pytest.fixture
def crowd(poll, members):
    """Return what two thousand pages are about to send, every hundredth of them twice at once, as from two taps."""
    voters = poll.entries(members, VOTERS)
    poll.open()
    form, rng = poll.forms()["Leader"], random.Random(2000)
    return [_sealed(form, poll.codes[voter.pk], rng.sample(range(3), rng.randrange(4))) for voter in voters]


def _sealed(form, code, ranking):
    envelope = seal(form.paper_form, ranking)
    fields = {"code": code, "sealed": "1", f"paper-{form.pk}": to_text(envelope)}
    return Sent(fields, tuple(ranking), receipt_of(envelope))


def _send_all(server, sent):
    """Send every form from as many threads as a crowd has, each until a server has answered; return the answers."""
    waiting, answers, cast = queue.SimpleQueue(), queue.SimpleQueue(), reverse("selections:cast")
    for each in sent:
        waiting.put(each)

    def go_on():
        while True:
            try:
                each = waiting.get_nowait()
            except queue.Empty:
                return
            end = time.monotonic() + LONGEST_SECONDS
            while (status := server.post(cast, "", each.fields)) is None and time.monotonic() < end:
                time.sleep(0.3)
            answers.put((each.receipt, status))

    threads = [threading.Thread(target=go_on) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    return threads, answers


def _taken():
    return Mark.objects.count() + NewMark.objects.count()


def _wait_for(number):
    end = time.monotonic() + LONGEST_SECONDS
    while _taken() < number:
        assert time.monotonic() < end, "the crowd stands still"
        time.sleep(0.05)


def test_two_thousand_votes_at_once_with_the_server_killed_half_way(poll, crowd, real_server):
    real_server.start(*WORKERS)
    threads, answers = _send_all(real_server, crowd + crowd[::100])
    _wait_for(VOTERS // 2)
    real_server.kill()
    taken_before = _taken()
    assert VOTERS // 2 <= taken_before < VOTERS
    real_server.start(*WORKERS)
    for thread in threads:
        thread.join(timeout=LONGEST_SECONDS)

    answered = [answers.get_nowait() for _ in range(answers.qsize())]
    assert Counter(status for _, status in answered) == {200: VOTERS + len(crowd[::100])}
    receipts = {each.receipt for each in crowd}
    kept = [*BoxPaper.objects.values_list("pk", flat=True), *InboxPaper.objects.values_list("pk", flat=True)]
    assert sorted(kept) == sorted(receipts)
    assert _taken() == VOTERS

    poll.close()
    poll.open_by(*poll.scrutineers[:2])
    account = BoxAccount.objects.get()
    assert (account.marked, account.sealed, account.opened, account.spoilt) == (VOTERS, VOTERS, VOTERS, 0)
    opened = Counter(tuple(ranking) for ranking in OpenedPaper.objects.values_list("ranking", flat=True))
    assert opened == Counter(each.ranking for each in crowd)
