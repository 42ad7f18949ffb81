"""`groundgame retention`: let go of what is older than its term."""

import os
from typing import Annotated

import typer

from groundgame.cli.databases import open_database
from groundgame.cli.messages import WRONG_ARGUMENT, refuse


def retention(
    *, dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and change nothing.")] = False
) -> None:
    """Let go of all that is kept longer than its term."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
    with open_database():
        import django
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import call_command

        try:
            django.setup()
            call_command("migrate", verbosity=0, interactive=False)
            for line in _lines(dry_run=dry_run):
                typer.echo(line)
        except ImproperlyConfigured as error:
            refuse(str(error), code=WRONG_ARGUMENT)


def _lines(*, dry_run: bool) -> list[str]:
    """Do it, or only look, and return a line for each kind."""
    from groundgame.campaign.audit.retention import all_terms, ended, retain

    found = ended() if dry_run else retain()
    rows = {each.term.key: each for each in found}
    lines = []
    for term in all_terms():
        each = rows.get(term.key)
        months = f"{term.kept_months} month{'s' if term.kept_months != 1 else ''}"
        what = f"{each.rows:,} of before {each.before:%-d %B %Y}" if each and each.rows else "nothing"
        lines.append(f"{term.key}: {term.title}. Kept {months}; {what} {'would go' if dry_run else 'went'}.")
    return lines
