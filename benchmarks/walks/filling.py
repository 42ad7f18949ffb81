"""An invented ward in the database."""

from invent import invented_ward

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.actions import make_script
from groundgame.campaign.canvass.default_script import default_wording
from groundgame.campaign.canvass.models import Script
from groundgame.campaign.register.models import Address, Elector
from groundgame.electoral.places import atlas

PARTIES = [("labour", "Labour"), ("conservative", "Conservative"), ("liberal-democrat", "Liberal Democrats"),
           ("green", "Green"), ("reform", "Reform UK")]  # fmt: skip


def fill_ward(ward: str) -> int:
    """Migrate, and load the ward's doors and electors; return how many electors."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    borough = atlas().area(ward).borough
    electors = invented_ward(ward)
    doors: dict[tuple, Address] = {}
    for row in electors:
        key = (row["street"], row["number"], row["flat"], row["court"], row["postcode"])
        if key not in doors:
            flat = ", ".join(part for part in (row["flat"], row["court"]) if part)
            lines = ", ".join(part for part in (flat, f"{row['number']} {row['street']}", "London") if part)
            doors[key] = Address(
                borough=borough, ward=ward, polling_district="AA", key=f"{row['postcode'].replace(' ', '')}|{lines}",
                lines=lines, street=row["street"], number=row["number"], flat=flat, postcode=row["postcode"],
            )  # fmt: skip
    Address.objects.bulk_create(doors.values(), batch_size=5_000)
    people = []
    for number, row in enumerate(electors, start=1):
        at = doors[row["street"], row["number"], row["flat"], row["court"], row["postcode"]]
        people.append(
            Elector(
                borough=borough,
                ward=ward,
                address=at,
                name_key=f"{row['surname'].upper()}|{row['forename'].upper()}#{number}",
                forename=row["forename"],
                surname=row["surname"],
                polling_district="AA",
                elector_number=str(number),
                joined_at="2026-11-02",
            )
        )
    Elector.objects.bulk_create(people, batch_size=5_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return len(people)


def make_organiser(ward: str) -> tuple[User, Script]:
    """Return an organiser of the ward's borough and a script."""
    borough = atlas().area(ward).borough
    user = User.objects.create_user("organiser@example.org", name="Organiser")
    grant_role(by=None, user=user, role="organiser", area=borough)
    return user, make_script(by=None, area=borough, wording=default_wording("the party", PARTIES))
