"""What everybody may read: the receipts at the close, and the papers with the result."""

from django.db.models.functions import Now

from groundgame.campaign.selections.models import BallotForm, BoxPaper, Candidate, OpenedPaper, Publication
from groundgame.campaign.selections.sealing import merkle


def publish_receipts(form: BallotForm) -> Publication:
    """Publish the receipts of a form's box, sorted: before anybody has opened a paper.

    Where delegates carry card votes, each receipt says how many, which is open by its nature.
    """
    rows = BoxPaper.objects.filter(form=form).order_by("pk").values_list("pk", "card_votes")
    lines = [receipt if card_votes == 1 else f"{receipt} {card_votes}" for receipt, card_votes in rows]
    return _publish(form, Publication.Kind.RECEIPTS, lines, "".join(f"{line}\n" for line in lines))


def publish_papers(form: BallotForm) -> Publication:
    """Publish what the papers of a form say, as a BLT file, in the order of their random keys, without the spoilt."""
    papers = OpenedPaper.objects.filter(form=form, spoilt="").order_by("pk")
    lines = [paper_line(paper.ranking, paper.card_votes) for paper in papers]
    return _publish(form, Publication.Kind.PAPERS, lines, blt_text(form, lines))


def _publish(form: BallotForm, kind: str, lines: list[str], text: str) -> Publication:
    root = merkle.root([line.encode() for line in lines]).hex()
    return Publication.objects.create(form=form, kind=kind, entries=len(lines), root=root, text=text, at=Now())


def paper_line(ranking: list[int], card_votes: int = 1) -> str:
    """Return a paper as a line of a BLT file: how many, the candidates' numbers from 1, and 0.

    >>> paper_line([2, 0])
    '1 3 1 0'
    """
    return " ".join(map(str, [card_votes, *(place + 1 for place in ranking), 0]))


def blt_text(form: BallotForm, lines: list[str]) -> str:
    """Return a BLT file of these papers: candidates and seats, the withdrawn, the papers, the names, the title."""
    layout = form.paper_form
    withdrawn = set(
        Candidate.objects.filter(pk__in=form.candidates).exclude(withdrawn_at=None).values_list("pk", flat=True)
    )
    out = [f"-{place}" for place, key in enumerate(form.candidates, start=1) if key in withdrawn]
    names = [_quoted(name) for name in layout.candidates]
    title = _quoted(f"{form.post.selection.name}: {form}")
    head = [f"{len(names)} {form.post.seats}", *([" ".join(out)] if out else [])]
    return "\n".join([*head, *lines, "0", *names, title, ""])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
