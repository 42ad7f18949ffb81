"""A register and a phone bank to ring, made of nothing: no elector here lives anywhere."""

import os
import time
from dataclasses import dataclass

BOROUGH = "E09000003"
ELECTORS_A_HOUSEHOLD = 2

SEED_SQL = """
INSERT INTO register_address
    (borough, ward, polling_district, key, lines, street, number, number_suffix, flat, postcode)
SELECT %(borough)s, (%(wards)s::text[])[1 + n %% cardinality(%(wards)s::text[])], 'AA',
       n || ' HIGH STREET', n || ' High Street', 'High Street', n, '', '', 'EN5 5XX'
FROM generate_series(1, %(households)s) n;
INSERT INTO register_elector
    (borough, ward, address_id, name_key, forename, surname, polling_district, elector_number, franchise_markers,
     joined_at)
SELECT borough, ward, id, 'ELECTOR|' || m, 'Elector', id || '-' || m, 'AA', id::text, '', current_date
FROM register_address, generate_series(1, %(each)s) m;
INSERT INTO register_telephonenumber (borough, elector_id, e164, source)
SELECT borough, id, '+4470' || lpad(id::text, 8, '0'), 'invented' FROM register_elector;
"""


@dataclass(frozen=True)
class Bank:
    """A phone bank: its id, the secret of its link, and how many electors it may ring."""

    session: int
    token: str
    electors: int


def make_bank(url: str, home: str, *, households: int) -> Bank:
    """Fill an empty database and open a phone bank to all who have its link."""
    os.environ |= {
        "DATABASE_URL": url,
        "GROUNDGAME_HOME": home,
        "DJANGO_SETTINGS_MODULE": "groundgame.campaign.site.settings",
    }
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from groundgame.campaign.accounts.actions import grant_role
    from groundgame.campaign.accounts.models import User
    from groundgame.campaign.canvass import actions
    from groundgame.campaign.canvass.actions.callers import MOST_CALLERS
    from groundgame.campaign.canvass.audience import Audience
    from groundgame.campaign.canvass.default_script import default_wording
    from groundgame.campaign.canvass.models import Session
    from groundgame.electoral.places import atlas

    began = time.perf_counter()
    call_command("migrate", verbosity=0)
    wards = sorted(atlas().wards_within(BOROUGH))
    values = {"borough": BOROUGH, "wards": wards, "households": households, "each": ELECTORS_A_HOUSEHOLD}
    with connection.cursor() as cursor:
        cursor.execute(SEED_SQL, values)
        cursor.execute("ANALYZE")
    organiser = User.objects.create_user("organiser@example.org", name="Organiser")
    grant_role(by=None, user=organiser, role="organiser", area=BOROUGH)
    session = actions.make_session(
        by=organiser,
        name="Load",
        area=BOROUGH,
        script=actions.make_script(by=None, area=BOROUGH, wording=default_wording()),
        audience=Audience.of(wards),
        admission=Session.Admission.OPEN,
        most_callers=MOST_CALLERS,
    )
    bank = Bank(session.pk, session.join_token, session.targets.count())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
    connection.close()
    print(f"a phone bank of {bank.electors:,} electors made in {time.perf_counter() - began:.0f} s", flush=True)
    return bank
