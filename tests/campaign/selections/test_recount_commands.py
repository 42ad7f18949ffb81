"""The published files, saved under the names they come with, are counted again by the command as it is printed."""

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from django.core.cache import cache
from django.urls import reverse

from groundgame.campaign.selections import actions
from groundgame.campaign.selections.actions.publishing import publish_papers
from groundgame.campaign.selections.models import BallotForm, BoxAccount, OpenedPaper, Selection
from groundgame.campaign.selections.sealing import PaperForm

pytestmark = pytest.mark.django_db
NAMES = ("Ash", "Beech", "Cedar")


def _form(post, section, rankings):
    said = {"selection": post.selection.name, "post": post.name, "section": str(section or ""), "candidates": NAMES}
    text = PaperForm(**said, keys=(), threshold=0, most=3).text
    keys = [candidate.pk for candidate in post.candidates.all()]
    form = BallotForm.objects.create(
        post=post, section=section, text=text, digest=f"{post.pk}-{section}", candidates=keys
    )
    OpenedPaper.objects.bulk_create(OpenedPaper(form=form, ranking=list(ranking)) for ranking in rankings)
    counted = {"marked": 0, "marked_on_paper": 0, "sealed": 0, "admitted": 0, "refused": 0}
    BoxAccount.objects.create(form=form, opened=0, typed=0, spoilt=0, **counted)
    return form


@pytest.mark.parametrize("rule", ["scottish-stv", "college"])
def test_what_is_downloaded_is_counted_by_what_is_printed(party, client, tmp_path, rule):
    cache.clear()
    selection = party.selection(party.officer(), tie_seed="rain & sun")
    sections = [party.section(selection, name) for name in ("Party members", "MPs / MEPs")]
    post = party.post(selection, *NAMES, rule=rule, name="Leader / chair")
    Selection.objects.filter(pk=selection.pk).update(state="counting")
    said = [(0, 1), (0,), (1, 2), (2, 1), (1,)]
    forms = [_form(post, section, said) for section in (sections if rule == "college" else [None])]
    result = actions.count_post(post=post, by=selection.created_by)
    Selection.objects.filter(pk=selection.pk).update(state="declared")
    for form in forms:
        publish_papers(form)
        answer = client.get(reverse("selections:listing", args=[selection.pk, form.pk, "papers"]))
        named = re.search(r'filename="([^"]+)"', answer.headers["Content-Disposition"])
        (tmp_path / named[1]).write_bytes(answer.content)
    page = client.get(reverse("selections:published", args=[selection.pk])).content.decode()
    command = unescape(re.search(r"<code>(groundgame count .*?)</code>", page)[1])
    known = {"shell": True, "cwd": tmp_path, "capture_output": True, "text": True, "check": False}
    again = subprocess.run(f"{Path(sys.executable).parent / command}", **known)
    assert again.returncode == 0, again.stderr
    assert all(digest in again.stdout for digest in result.digests.values())
    assert all(name in again.stdout for name in result.count.elected)
