"""`groundgame people`: the first director, who can then invite everybody else on the team page."""

import os
from typing import Annotated

import typer

from groundgame.cli.databases import open_database
from groundgame.cli.messages import WRONG_ARGUMENT, refuse

app = typer.Typer(help="Give people roles from the command line.", no_args_is_help=True)


@app.callback()
def people() -> None:
    """Give people roles from the command line."""


@app.command()
def add(
    email: Annotated[str, typer.Argument(help="Their e-mail address, which they sign in with.")],
    *,
    name: Annotated[str, typer.Option(help="Their name; needed for somebody new.")] = "",
    role: Annotated[str, typer.Option(help="director, organiser, volunteer, agent or returning_officer.")] = "director",
    area: Annotated[str, typer.Option(help="A city, borough, ward or seat, by name or code.")] = "London",
    password: Annotated[bool, typer.Option(help="Ask for a password; else they set one by e-mail.")] = True,
) -> None:
    """Give somebody a role for an area, making them an account if they have none."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
    secret = typer.prompt("Password", hide_input=True, confirmation_prompt=True) if password else None
    with open_database():
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        typer.echo(_add(email.strip().lower(), name, role, area, secret))


def _add(email: str, name: str, role: str, area: str, password: str | None) -> str:
    """Make the account and the grant together, and return what was done."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from groundgame.campaign.accounts.actions import add_person
    from groundgame.campaign.accounts.models import Role

    try:
        validate_email(email)
        place = _find_area(area)
        if role not in Role.values:
            refuse(f"There is no role {role!r}; the roles are {', '.join(Role.values)}.", code=WRONG_ARGUMENT)
        add_person(email=email, name=name, role=role, area=place[0], password=password)
    except ValidationError as error:
        refuse(" ".join(error.messages), code=WRONG_ARGUMENT)
    return f"{email} is now {Role(role).label.lower()} of {place[1]}."


def _find_area(text: str) -> tuple[str, str]:
    """Return the code and name of the one current area that the text names."""
    from groundgame.electoral.places import atlas

    found = atlas().search(text, limit=5)
    exact = [area for area in found if text.lower() in {area.name.lower(), area.code.lower()}]
    if len(exact) != 1:
        nearest = ", ".join(f"{area.name} ({area.code})" for area in found) or "nothing like it"
        refuse(f"{text!r} names no one area; the nearest are {nearest}. Give the code.", code=WRONG_ARGUMENT)
    return exact[0].code, exact[0].name
