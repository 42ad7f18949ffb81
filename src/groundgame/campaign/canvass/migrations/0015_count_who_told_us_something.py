"""Count as spoken to whoever told us something in a contact that ended otherwise than as "Spoke".

Added to what is counted, so that a call saved meanwhile is not lost. Few rows: those of electors who asked to be rung
later, or would not go on, after they had answered. The coverage of their streets follows with the streets' next news.
"""

from django.db import migrations

_COUNT_SQL = """
UPDATE canvass_electorstate s SET conversations = s.conversations %s n.missed
FROM (
    SELECT v.elector_id, v.borough, count(*) AS missed FROM canvass_contactevent v
    WHERE v.outcome IN ('call_back', 'refused', 'language', 'do_not_call', 'do_not_knock')
      AND EXISTS (SELECT FROM canvass_answer a WHERE a.event_id = v.id)
      AND NOT EXISTS (
          SELECT FROM canvass_contactevent c WHERE c.corrects_id = coalesce(v.corrects_id, v.id)
            AND (v.corrects_id IS NULL OR (c.received_at, c.id) > (v.received_at, v.id)))
    GROUP BY v.elector_id, v.borough
) n
WHERE s.elector_id = n.elector_id AND s.borough = n.borough
"""


class Migration(migrations.Migration):
    dependencies = [("canvass", "0014_how_many_may_come")]
    operations = [migrations.RunSQL(_COUNT_SQL % "+", _COUNT_SQL % "-")]
