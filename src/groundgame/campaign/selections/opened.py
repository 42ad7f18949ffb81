"""The opened papers of a post, as they are counted."""

from collections.abc import Iterator

from groundgame.campaign.selections.counting.boxes import Ask, Box, papers_of
from groundgame.campaign.selections.models import BallotForm, Candidate, OpenedPaper, Post
from groundgame.electoral.counting.guarding import Guarantee


def ask_of(post: Post) -> Ask:
    """Return what a post asks of its count."""
    guaranteed = tuple(_guarantee(post, each.group, each.at_least) for each in post.guaranteed.all())
    return Ask(post.rule, post.seats, guaranteed, post.options.get("votes_each"))


def _guarantee(post: Post, group: str, at_least: int) -> Guarantee:
    names = frozenset(candidate.name for candidate in post.standing if group in candidate.groups)
    return Guarantee(names, at_least, group)


def boxes_of(post: Post) -> list[Box]:
    """Return the boxes of a post, without the spoilt: one a section where the rule weighs them, else one in all."""
    forms = post.forms.select_related("section", "post__selection")
    return [_box(form, post.seats) for form in forms]


def _box(form: BallotForm, seats: int) -> Box:
    gone = Candidate.objects.filter(pk__in=form.candidates).exclude(withdrawn_at=None)
    papers = papers_of(
        form.paper_form.candidates,
        _rankings(form),
        seats=seats,
        withdrawn=gone.values_list("name", flat=True),
        title=str(form),
    )
    return Box(papers) if form.section is None else Box(papers, form.section.name, form.section.weight)


def _rankings(form: BallotForm) -> Iterator[tuple[list[int], int]]:
    good = OpenedPaper.objects.filter(form=form, spoilt="").order_by("pk")
    yield from good.values_list("ranking", "card_votes").iterator(chunk_size=5000)
