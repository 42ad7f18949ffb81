"""Support across two posts: those who back one name, and whom they back elsewhere."""

import random
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections.backed import backing_of, posts_open_to
from groundgame.campaign.selections.forms.backing import CompareForm
from groundgame.campaign.selections.models import Post
from groundgame.campaign.selections.support import CrossTable, associate, cross, say
from groundgame.campaign.selections.support.picture import heat
from groundgame.campaign.selections.views.reaching import selection_run_by

SEED = 1951
"""Random tables are the same ones each time, so that a page that is loaded again says the same."""


@require_safe
def support(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lay the backing for two posts across one another."""
    held = selection_run_by(request, pk)
    posts = {post.pk: post for post in posts_open_to(request.user)}
    own = [post.pk for post in held.posts.all()]
    first = own[0] if own else next(iter(posts), None)
    asked: dict[str, Any] = {"first": first, "second": next((each for each in (*own, *posts) if each != first), None)}
    form = CompareForm(_choices(posts), request.GET if "first" in request.GET else None, initial=asked)
    page: dict[str, Any] = {"selection": held, "tab": "support", "form": form}
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
    if not form.errors and asked["first"] and asked["second"]:
        page |= _compared(posts[asked["first"]], posts[asked["second"]], asked.get("what", ""), asked.get("kind", ""))
    return render(request, "selections/backing/support.html", page, status=422 if form.errors else 200)


def _choices(posts: dict[int, Post]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the posts as choices under the names of their selections."""
    under: dict[str, list[tuple[int, str]]] = {}
    for post in posts.values():
        under.setdefault(post.selection.name, []).append((post.pk, post.name))
    return list(under.items())


def _compared(first: Post, second: Post, what: str, kind: str) -> dict[str, Any]:
    kinds = (kind,) if kind else ()
    backing, other = backing_of(first, what, kinds), backing_of(second, what, kinds)
    standing = [[each.name for each in post.standing] for post in (first, second)]
    table = cross(backing, other, *standing)
    test = associate(table, backing, other, random.Random(SEED))  # noqa: S311 (no secret)
    sentence = say(table, test, first.name, second.name)
    rows = [
        {"name": name, "of": table.of_row[row], "silent": table.silent[row], "cells": _cells(table, row)}
        for row, name in enumerate(table.rows)
    ]
    return {
        "first": first,
        "second": second,
        "table": table,
        "test": test,
        "sentence": sentence,
        "rows": rows,
        "picture": heat(table) if table.backers else None,
    }


def _cells(table: CrossTable, row: int) -> list[dict[str, Any]]:
    """Return a row's cells: how many, which share of the row, and how many chance would give."""
    return [
        {"number": number, "share": table.share(row, column), "expected": table.expected(row, column)}
        for column, number in enumerate(table.counts[row])
    ]
