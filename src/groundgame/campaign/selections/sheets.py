"""The sheet of a kept count, in each of its forms."""

from collections.abc import Callable
from shlex import quote

from django.utils import timezone

from groundgame.campaign.selections.counting.offered import GUARANTEEING
from groundgame.campaign.selections.models import BallotForm, Result
from groundgame.electoral.counting import Count, Guarantee, sheet
from groundgame.electoral.counting.registry import rule_named
from groundgame.electoral.counting.sheets import Particulars, csv_sheet, html_sheet, pdf_sheet, settings

SHEETS = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
_WRITERS: dict[str, Callable[[Count, Particulars], str | bytes]] = {
    "pdf": pdf_sheet,
    "html": html_sheet,
    "csv": csv_sheet,
    "txt": sheet,
}


def sheet_of(result: Result, kind: str) -> str | bytes:
    """Return the sheet as a file of that kind."""
    return _WRITERS[kind](result.count, particulars(result))


def particulars(result: Result) -> Particulars:
    """Return what stands on the sheet beside the figures."""
    post = result.post
    rule = rule_named(post.rule)
    return Particulars(
        title=f"{post.selection.name}: {post.name}",
        rule_title=rule.title,
        source=rule.source,
        digests=digests_of(result),
        recount=recount_command(result),
        program=result.program,
        day=timezone.localtime(result.counted_at).date(),
        settings=tuple(settings(post.rule, result.count.seats, _told(result))),
    )


def _told(result: Result) -> dict[str, object]:
    """Return what the rule was told, as it takes it."""
    told: dict[str, object] = {"weights": _weights(result)}
    if result.post.rule in GUARANTEEING:
        told["guaranteed"] = [
            Guarantee(frozenset(_names(result, each.group)), each.at_least, each.group)
            for each in result.post.guaranteed.all()
        ]
    return told


def _names(result: Result, group: str) -> list[str]:
    return [candidate.name for candidate in result.post.standing if group in candidate.groups]


def digests_of(result: Result) -> dict[str, str]:
    """Return the SHA-256 of the papers by section, in the sections' own order."""
    order = [form.section.name for form in result.post.forms.select_related("section") if form.section]
    return {section: result.digests[section] for section in order} or result.digests


def papers_file(form: BallotForm) -> str:
    """Return the name of the file of a form's papers, as the command names it: a college's are named by section."""
    name = form.section.name if form.section else form.post.name
    return f"{_stem(name)}.blt"


def _stem(name: str) -> str:
    return "".join("-" if letter in '/\\:*?"<>|' or letter < " " else letter for letter in name).strip(". ") or "papers"


def recount_command(result: Result) -> str:
    """Return the command by which anybody counts the published papers again."""
    post = result.post
    files = [papers_file(form) for form in post.forms.select_related("section", "post")]
    words = ["groundgame", "count", *files, "--rule", post.rule, "--seats", str(post.seats)]
    if post.options.get("votes_each") is not None:
        words += ["--votes-each", str(post.options["votes_each"])]
    if result.seed:
        words += ["--tie-seed", result.seed]
    words += [word for name, weight in _weights(result).items() for word in ("--weight", f"{name}={weight}")]
    words += [word for lot in result.lots for name in lot["lucky"] for word in ("--drawn", name)]
    return " ".join(map(quote, [*words, *_guarantees(result)]))


def _weights(result: Result) -> dict[str, str]:
    if rule_named(result.post.rule).sections is None:
        return {}
    forms = result.post.forms.select_related("section")
    return {_stem(form.section.name): str(form.section.weight) for form in forms if form.section}


def _guarantees(result: Result) -> list[str]:
    if result.post.rule not in GUARANTEEING:
        return []
    words = []
    for each in result.post.guaranteed.all():
        names = ",".join(_names(result, each.group))
        words += ["--guarantee", f"{each.group}={each.at_least}:{names}"]
    return words
