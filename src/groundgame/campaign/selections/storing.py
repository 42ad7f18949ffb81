"""Put a judged electorate into the database: all of it or nothing, and only what changed."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection
from psycopg import Cursor

from groundgame.campaign.accounts.models import User
from groundgame.campaign.selections.fixing import CHUNK, Judged
from groundgame.campaign.selections.models import Entry, Section, Selection

COLUMNS = "section_id, member_id, standing, reasons, facts, ward, local_party_id, card_votes"

START = """
CREATE TEMPORARY TABLE fixing (section_id bigint, member_id bigint, standing text, reasons jsonb, facts jsonb,
    ward text, local_party_id bigint, card_votes integer) ON COMMIT DROP
"""
# Whoever was shut out by hand stays so: the rules never had a say in it. Their rows are held in a statement of its own,
# so that a code which is just being given to one of them is seen by the next.
LEAVING = """
CREATE TEMPORARY TABLE leaving ON COMMIT DROP AS
SELECT e.id FROM selections_entry e WHERE e.selection_id = %s AND NOT e.by_hand
    AND NOT EXISTS (SELECT FROM fixing f WHERE f.section_id = e.section_id AND f.member_id = e.member_id)
    ORDER BY e.id FOR UPDATE OF e
"""
# A code is good for a place on the roll, and goes with it.
GONE = """
WITH codes AS (DELETE FROM selections_credential WHERE entry_id IN (SELECT id FROM leaving))
DELETE FROM selections_entry WHERE id IN (SELECT id FROM leaving)
"""
MERGE = f"""
INSERT INTO selections_entry AS e (selection_id, {COLUMNS}, by_hand, decided_by_id)
SELECT %(selection)s, {COLUMNS}, false, %(by)s FROM fixing ORDER BY section_id, member_id
ON CONFLICT (section_id, member_id) DO UPDATE SET
    standing = excluded.standing, reasons = excluded.reasons, facts = excluded.facts, ward = excluded.ward,
    local_party_id = excluded.local_party_id, card_votes = excluded.card_votes, decided_by_id = excluded.decided_by_id
WHERE NOT e.by_hand AND (e.standing, e.reasons, e.facts, e.ward, e.local_party_id, e.card_votes) IS DISTINCT FROM
    (excluded.standing, excluded.reasons, excluded.facts, excluded.ward, excluded.local_party_id, excluded.card_votes)
"""  # noqa: S608 (our own columns)


def store(selection: Selection, judged: Iterable[tuple[Section, Judged]], by: User) -> int:
    """Bring the selection's entries to what was judged, within the caller's transaction; return how many changed."""
    connection.ensure_connection()
    cursor: Cursor[Any]
    with connection.connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.fixing, pg_temp.leaving")
        cursor.execute(START)
        # By chunks: the facts are read from this same connection, which cannot be asked while it copies.
        for some in _chunks(judged):
            with cursor.copy(f"COPY fixing ({COLUMNS}) FROM STDIN") as copy:
                for section, each in some:
                    copy.write_row(_row(section, each))
        cursor.execute("ANALYZE fixing")
        cursor.execute(LEAVING, [selection.pk])
        gone = cursor.execute(GONE).rowcount
        return gone + cursor.execute(MERGE, {"selection": selection.pk, "by": by.pk}).rowcount


def _chunks(judged: Iterable[tuple[Section, Judged]]) -> Iterator[list[tuple[Section, Judged]]]:
    rest = iter(judged)
    while some := list(islice(rest, CHUNK)):
        yield some


def _row(section: Section, each: Judged) -> tuple[Any, ...]:
    standing = Entry.Standing.EXCLUDED if each.reasons else Entry.Standing.INCLUDED
    reasons = json.dumps([{"kind": reason.kind, "sentence": reason.sentence} for reason in each.reasons])
    facts = json.dumps(each.facts.as_json(), ensure_ascii=False)
    return section.pk, each.member, standing.value, reasons, facts, each.facts.ward, each.local_party, each.card_votes
