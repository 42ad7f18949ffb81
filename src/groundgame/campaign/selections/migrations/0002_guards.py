"""What the database itself refuses in a selection, one guard an operation."""

from importlib import import_module

from django.db import migrations

append_only = import_module("groundgame.campaign.audit.migrations.0002_append_only").append_only

BACKING_KEPT = """
CREATE FUNCTION refuse_backing_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.withdrawn_on IS NOT NULL OR NEW.withdrawn_on IS NULL
       OR (OLD.id, OLD.what, OLD.backer_id, OLD.candidate_id, OLD.given_on, OLD.source, OLD.entered_by_id, OLD.entered_at)
          IS DISTINCT FROM
          (NEW.id, NEW.what, NEW.backer_id, NEW.candidate_id, NEW.given_on, NEW.source, NEW.entered_by_id, NEW.entered_at)
    THEN
        RAISE EXCEPTION 'A backing may be withdrawn once, and changed in no other way' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER backing_withdrawn_alone BEFORE UPDATE ON selections_backing
    FOR EACH ROW EXECUTE FUNCTION refuse_backing_change();
CREATE TRIGGER backing_kept BEFORE DELETE ON selections_backing FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
BACKING_NOT_KEPT = """
DROP TRIGGER backing_kept ON selections_backing;
DROP TRIGGER backing_withdrawn_alone ON selections_backing;
DROP FUNCTION refuse_backing_change()
"""
APPEAL_HOLDS = """
CREATE FUNCTION refuse_overruling() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    due text;
BEGIN
    SELECT CASE WHEN d.upheld THEN 'included' WHEN NOT d.upheld THEN 'excluded' ELSE 'provisional' END INTO due
        FROM selections_appeal a LEFT JOIN selections_decision d ON d.appeal_id = a.id WHERE a.entry_id = NEW.id;
    IF FOUND AND NEW.standing <> due THEN
        RAISE EXCEPTION 'Whoever has appealed stands as the panel decides' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER entry_stands_as_decided BEFORE UPDATE OF standing ON selections_entry
    FOR EACH ROW EXECUTE FUNCTION refuse_overruling()
"""
APPEAL_NOT_HELD = """
DROP TRIGGER entry_stands_as_decided ON selections_entry;
DROP FUNCTION refuse_overruling()
"""
LETTER_KEPT = """
CREATE FUNCTION refuse_letter_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.sent_at IS NOT NULL OR OLD.posted_at IS NOT NULL
       OR to_jsonb(OLD) - ARRAY['sent_to', 'sent_at', 'posted_at']
          IS DISTINCT FROM to_jsonb(NEW) - ARRAY['sent_to', 'sent_at', 'posted_at']
    THEN
        RAISE EXCEPTION 'A letter is sent or posted once, and changed in no other way' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER letter_sent_alone BEFORE UPDATE ON selections_letter
    FOR EACH ROW EXECUTE FUNCTION refuse_letter_change();
CREATE TRIGGER letter_kept BEFORE DELETE ON selections_letter FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
LETTER_NOT_KEPT = """
DROP TRIGGER letter_kept ON selections_letter;
DROP TRIGGER letter_sent_alone ON selections_letter;
DROP FUNCTION refuse_letter_change()
"""


class Migration(migrations.Migration):
    dependencies = [("selections", "0001_initial"), ("audit", "0002_append_only")]
    operations = [
        append_only("selections_transition"),
        append_only("selections_freeze"),
        append_only("selections_appeal"),
        append_only("selections_interest"),
        append_only("selections_finding"),
        append_only("selections_decision"),
        append_only("selections_result"),
        append_only("selections_drawnlot"),
        append_only("selections_ballotform"),
        append_only("selections_publication"),
        migrations.RunSQL(BACKING_KEPT, BACKING_NOT_KEPT),
        migrations.RunSQL(APPEAL_HOLDS, APPEAL_NOT_HELD),
        migrations.RunSQL(LETTER_KEPT, LETTER_NOT_KEPT),
    ]
