"""The last line where a statement forgets: nobody who objected is leased; and the log lets go of what was said, with leave.

The guard looks at what the statement itself saw (STABLE), so that it never stops one that checks; whoever objects in
between is seen when the lease is shown and when it is saved.

Of the log, only what was said may go (a note, an answer, an hour to ring again), and only where somebody was erased
(docs/decisions/0008) or a retention leave covers it. That a contact was tried, when, by whom and with what outcome stays.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION canvass_refuse_barred() RETURNS trigger LANGUAGE plpgsql STABLE AS $$
DECLARE
    own text := CASE NEW.channel WHEN 'door' THEN 'do_not_knock' ELSE 'do_not_call' END;
BEGIN
    IF NEW.elector_id IS NOT NULL THEN
        IF EXISTS (SELECT FROM register_suppression s
                   WHERE s.elector_id = NEW.elector_id AND s.lifted_at IS NULL AND s.kind IN ('do_not_contact', own)) THEN
            RAISE EXCEPTION 'elector % objects: nobody may be given them', NEW.elector_id
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'lease_of_nobody_who_objects';
        END IF;
    ELSIF (SELECT count(*) > 0 AND bool_and(barred) FROM (
            SELECT EXISTS (SELECT FROM register_suppression s WHERE s.elector_id = e.id AND s.lifted_at IS NULL
                           AND s.kind IN ('do_not_contact', own)) AS barred
            FROM register_elector e
            WHERE e.address_id = NEW.household AND e.left_at IS NULL AND e.name_key <> '') living) THEN
        RAISE EXCEPTION 'everybody at address % objects: nobody may be given that door', NEW.household
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'lease_of_nobody_who_objects';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER canvass_lease_barred BEFORE INSERT ON canvass_lease
    FOR EACH ROW EXECUTE FUNCTION canvass_refuse_barred();
"""

LEAVE = """
CREATE FUNCTION canvass_has_leave(elector bigint, happened timestamptz, kind_of text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM register_erasure x WHERE x.elector_id = elector)
        OR EXISTS (SELECT FROM audit_forgetting f WHERE f.kind = kind_of AND f.before > happened)
        OR EXISTS (SELECT FROM audit_forgetting f JOIN register_elector e ON e.id = elector
                   WHERE f.kind = 'left' AND e.left_at < f.before)
$$;
CREATE FUNCTION canvass_keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said text[] := '{note,digest,call_back_at}';
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.note = '' AND NEW.digest = '' AND NEW.call_back_at IS NULL
       AND to_jsonb(NEW) - said = to_jsonb(OLD) - said
       AND canvass_has_leave(OLD.elector_id, OLD.happened_at, 'notes') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION canvass_keep_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM canvass_contactevent v
        WHERE v.id = OLD.event_id AND canvass_has_leave(v.elector_id, v.happened_at, 'answers')) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER canvass_contactevent_append_only ON canvass_contactevent;
DROP TRIGGER canvass_answer_append_only ON canvass_answer;
CREATE TRIGGER canvass_contactevent_append_only BEFORE UPDATE OR DELETE ON canvass_contactevent
    FOR EACH ROW EXECUTE FUNCTION canvass_keep_event();
CREATE TRIGGER canvass_answer_append_only BEFORE UPDATE OR DELETE ON canvass_answer
    FOR EACH ROW EXECUTE FUNCTION canvass_keep_answer();
"""

NO_LEAVE = """
DROP TRIGGER canvass_contactevent_append_only ON canvass_contactevent;
DROP TRIGGER canvass_answer_append_only ON canvass_answer;
CREATE TRIGGER canvass_contactevent_append_only BEFORE UPDATE OR DELETE ON canvass_contactevent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER canvass_answer_append_only BEFORE UPDATE OR DELETE ON canvass_answer
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
DROP FUNCTION canvass_keep_answer();
DROP FUNCTION canvass_keep_event();
DROP FUNCTION canvass_has_leave(bigint, timestamptz, text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("canvass", "0006_pause_a_caller"),
        ("audit", "0004_forget_with_leave"),
        ("register", "0005_guard_consents_and_erasures"),
    ]
    operations = [
        migrations.RunSQL(
            GUARD, "DROP TRIGGER canvass_lease_barred ON canvass_lease; DROP FUNCTION canvass_refuse_barred()"
        ),
        migrations.RunSQL(LEAVE, NO_LEAVE),
    ]
