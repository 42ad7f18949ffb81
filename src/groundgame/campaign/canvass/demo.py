"""What earlier canvasses heard, invented for the demo: without it nobody was ever spoken to, and its maps say nothing.

Some wards were never walked, others years ago and a few streets of them alone. Drawn from the electors' own numbers, so
that the same register gives the same history, and a part of it that is missing is all that is added.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.canvass.reports import ISSUE, RAISED
from groundgame.campaign.canvass.state import rebuild_states
from groundgame.campaign.register.models import WardCount

BATCH = 20_000
MOST_HOMES, ELECTORS = 500, 310_000
"""Of a thousand homes of a street that was walked, in the register of one household in twenty."""
ISSUES = ("housing", "cost-of-living", "health", "crime", "transport", "streets")

# A number from 0 to 999 that a text always gives.
_DRAWN = "mod(('x' || left(md5(%s), 7))::bit(28)::int, 1000)"

_HISTORY_SQL = f"""
INSERT INTO canvass_contactevent
    (id, borough, ward, elector_id, user_id, channel, outcome, note, happened_at, received_at, late, digest)
SELECT md5('demo ' || e.id)::uuid, e.borough, e.ward, e.id, %(by)s, 'door',
       CASE WHEN {_DRAWN % "'in ' || e.id"} < 400 THEN 'conversation' ELSE 'not_in' END, '', w.at, w.at, false, ''
FROM register_elector e
JOIN register_address a ON a.id = e.address_id
CROSS JOIN LATERAL (
    SELECT now() - make_interval(days => 30 + (3 * {_DRAWN % "'day ' || e.ward"} ^ 2 / 1000)::int
                                              + {_DRAWN % "'day ' || a.street || e.ward"} / 4) AS at) w
WHERE e.left_at IS NULL
  AND {_DRAWN % "'ward ' || e.ward"} < 600
  AND {_DRAWN % "'street ' || a.street || e.ward"} < {_DRAWN % "'share ' || e.ward"}
  AND {_DRAWN % "'home ' || a.id"} < %(homes)s
ON CONFLICT (id) DO NOTHING
"""  # noqa: S608 (put together from the module's own constants)

# Three in four of those who spoke said how they would vote, sooner in one of the first codes; one in four raised an
# issue.
_ANSWERS_SQL = f"""
INSERT INTO canvass_answer (event_id, question_key, value)
SELECT v.id, said.question_key, said.value
FROM canvass_contactevent v
CROSS JOIN LATERAL (
    SELECT 'voting_intention' AS question_key,
           (%(codes)s::text[])[1 + floor(cardinality(%(codes)s::text[])
               * ({_DRAWN % "'code ' || v.elector_id"} / 1000.0) ^ 1.5)::int] AS value
    WHERE {_DRAWN % "'said ' || v.elector_id"} < 750
    UNION ALL
    SELECT %(issue)s || (%(issues)s::text[])[
               1 + mod({_DRAWN % "'issue ' || v.elector_id"}, cardinality(%(issues)s::text[]))], %(raised)s
    WHERE {_DRAWN % "'raised ' || v.elector_id"} < 250) said
WHERE v.session_id IS NULL AND v.user_id = %(by)s AND v.channel = 'door' AND v.outcome = 'conversation'
  AND v.id = md5('demo ' || v.elector_id)::uuid AND said.value IS NOT NULL
ON CONFLICT (event_id, question_key) DO NOTHING
"""  # noqa: S608 (likewise)


@transaction.atomic
def load_demo_history(*, by: User, codes: Sequence[str]) -> int:
    """Invent what earlier canvasses heard, in these codes of voting intention; return how many contacts are new."""
    asked: dict[str, Any] = {"by": by.pk, "homes": homes_asked(), "codes": list(codes)}
    asked |= {"issue": ISSUE, "issues": list(ISSUES), "raised": RAISED}
    with connection.cursor() as cursor:
        cursor.execute(_HISTORY_SQL, asked)
        made = int(cursor.rowcount)
        cursor.execute(_ANSWERS_SQL, asked)
        answered = int(cursor.rowcount)
    if made or answered:
        spoken = list(ContactEvent.objects.filter(session=None, user=by).values_list("elector", flat=True))
        for first in range(0, len(spoken), BATCH):
            rebuild_states(spoken[first : first + BATCH])
    return made


def homes_asked() -> int:
    """Return in how many of a thousand homes somebody was asked for: fewer of a larger register, to be done as soon."""
    electors = WardCount.objects.aggregate(all=Sum("electors"))["all"] or ELECTORS
    return min(MOST_HOMES, MOST_HOMES * ELECTORS // electors)
