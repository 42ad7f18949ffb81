"""Let the ledger of consents go where a leave says so: what was taken back, and then the line that took it back.

While a line that it took back is there, a withdrawal stays: else the consent would seem to stand again.
"""

from django.db import migrations

# On `c`, a line of the ledger, and `w`, a withdrawal: it is of that consent, and was made after it.
TAKES_BACK = """
NOT w.given AND w.elector_id = c.elector_id AND w.channel = c.channel AND w.purpose = c.purpose AND w.at >= c.at
"""

KEEP = f"""
CREATE OR REPLACE FUNCTION register_keep_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.line = '' AND NEW.how = ''
       AND to_jsonb(NEW) - '{{line,how}}'::text[] = to_jsonb(OLD) - '{{line,how}}'::text[]
       AND EXISTS (SELECT FROM register_erasure x WHERE x.elector_id = OLD.elector_id) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND OLD.given AND EXISTS (
        SELECT FROM register_consent w JOIN audit_forgetting f ON f.kind = 'consents' AND f.before > w.at
        CROSS JOIN (SELECT OLD.*) c WHERE {TAKES_BACK} AND w.line IN ('', OLD.line)) THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'DELETE' AND NOT OLD.given
       AND EXISTS (SELECT FROM audit_forgetting f WHERE f.kind = 'consents' AND f.before > OLD.at)
       AND NOT EXISTS (
           SELECT FROM register_consent c CROSS JOIN (SELECT OLD.*) w
           WHERE c.given AND {TAKES_BACK} AND (w.line IN ('', c.line) OR c.line = '')) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0009_find_numbers_that_wait"), ("audit", "0004_forget_with_leave")]
    operations = [migrations.RunSQL(KEEP, migrations.RunSQL.noop)]
