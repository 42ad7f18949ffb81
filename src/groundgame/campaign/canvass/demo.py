"""What earlier canvasses heard, invented for the demo: without it nobody was ever spoken to, and its maps say nothing.

In every borough but one, where the demo's organiser begins from nothing: some wards were never walked, others years ago
and a few streets of them alone. Drawn from the electors' own numbers, so that the same register gives the same history.
"""

from django.db import connection, transaction
from django.db.models import Sum

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.canvass.state import rebuild_states
from groundgame.campaign.register.models import WardCount

BATCH = 20_000
MOST_HOMES, ELECTORS = 500, 310_000
"""Of a thousand homes of a street that was walked, in the register of one household in twenty."""

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
    SELECT now() - make_interval(days => 30 + 3 * {_DRAWN % "'day ' || e.ward"}
                                              + {_DRAWN % "'day ' || a.street || e.ward"} / 4) AS at) w
WHERE e.borough <> %(borough)s AND e.left_at IS NULL
  AND {_DRAWN % "'ward ' || e.ward"} < 600
  AND {_DRAWN % "'street ' || a.street || e.ward"} < {_DRAWN % "'share ' || e.ward"}
  AND {_DRAWN % "'home ' || a.id"} < %(homes)s
"""  # noqa: S608 (put together from the module's own constants)


@transaction.atomic
def load_demo_history(*, by: User, borough: str) -> int:
    """Invent what earlier canvasses heard outside one borough, once; return how many contacts that is."""
    if ContactEvent.objects.filter(session=None, user=by, channel="door").exists():
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_HISTORY_SQL, {"by": by.pk, "borough": borough, "homes": _homes()})
    spoken = list(ContactEvent.objects.filter(session=None, user=by).values_list("elector", flat=True))
    for first in range(0, len(spoken), BATCH):
        rebuild_states(spoken[first : first + BATCH])
    return len(spoken)


def _homes() -> int:
    """Return in how many of a thousand homes somebody was asked for: fewer of a larger register, to be done as soon."""
    electors = WardCount.objects.aggregate(all=Sum("electors"))["all"] or ELECTORS
    return min(MOST_HOMES, MOST_HOMES * ELECTORS // electors)
