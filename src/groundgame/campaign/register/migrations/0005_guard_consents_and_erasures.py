"""The ledger of consents and the erasures are written once; a number's consent comes from the ledger and nowhere else.

An elector who was erased is the one exception: what the ledger says of how, and of which line, may be blanked. That
somebody agreed, to which words and when, stays (UK GDPR art. 7(1)).
"""

from importlib import import_module

from django.db import migrations

append_only = import_module("groundgame.campaign.audit.migrations.0002_append_only").append_only

KEEP_LEDGER = """
CREATE FUNCTION register_keep_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.line = '' AND NEW.how = ''
       AND to_jsonb(NEW) - '{line,how}'::text[] = to_jsonb(OLD) - '{line,how}'::text[]
       AND EXISTS (SELECT FROM register_erasure x WHERE x.elector_id = OLD.elector_id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER register_consent_append_only BEFORE UPDATE OR DELETE ON register_consent
    FOR EACH ROW EXECUTE FUNCTION register_keep_consent();
"""

# What the ledger says now of a number: when it was agreed to, or null.
CONSENTED = """
CREATE FUNCTION register_consented_at(elector bigint, number text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN c.given THEN c.at END FROM register_consent c
    WHERE c.elector_id = elector AND c.channel = 'phone' AND c.purpose = 'campaign' AND c.line IN (number, '')
    ORDER BY c.at DESC, c.id DESC LIMIT 1
$$;
CREATE FUNCTION register_take_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE register_telephonenumber t SET consented_at = register_consented_at(t.elector_id, t.e164)
    WHERE t.elector_id = NEW.elector_id AND (NEW.line = '' OR t.e164 = NEW.line);
    RETURN NULL;
END $$;
CREATE TRIGGER register_consent_taken AFTER INSERT ON register_consent
    FOR EACH ROW WHEN (NEW.channel = 'phone' AND NEW.purpose = 'campaign') EXECUTE FUNCTION register_take_consent();
CREATE FUNCTION register_check_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.consented_at IS DISTINCT FROM register_consented_at(NEW.elector_id, NEW.e164) THEN
        RAISE EXCEPTION 'no consent of that moment stands in the ledger for this number: record it there'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER register_number_consent BEFORE INSERT OR UPDATE OF consented_at ON register_telephonenumber
    FOR EACH ROW WHEN (NEW.consented_at IS NOT NULL) EXECUTE FUNCTION register_check_consent();
"""

FORGET_CONSENTED = """
DROP TRIGGER register_number_consent ON register_telephonenumber;
DROP TRIGGER register_consent_taken ON register_consent;
DROP FUNCTION register_check_consent();
DROP FUNCTION register_take_consent();
DROP FUNCTION register_consented_at(bigint, text);
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0004_consents_screenings_requests"), ("audit", "0002_append_only")]
    operations = [
        append_only("register_consentwording"),
        append_only("register_erasure"),
        migrations.RunSQL(
            KEEP_LEDGER, "DROP TRIGGER register_consent_append_only ON register_consent; DROP FUNCTION register_keep_consent()"
        ),
        migrations.RunSQL(CONSENTED, FORGET_CONSENTED),
    ]
