"""Let rows of the audit trail go when their time is up, and only where a row that nobody can delete says so."""

from importlib import import_module

from django.db import migrations

append_only = import_module("groundgame.campaign.audit.migrations.0002_append_only").append_only

FUNCTION = """
CREATE FUNCTION refuse_change_without_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM audit_forgetting f WHERE f.kind = TG_ARGV[0] AND f.before > OLD.at) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$
"""


def forgotten_with_leave(table: str, kind: str) -> migrations.RunSQL:
    """Return the operation that makes a table append-only but for rows that a leave of this kind covers (by `at`)."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION refuse_change_without_leave('{kind}')",
        f"DROP TRIGGER {table}_append_only ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_looks_and_forgetting")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION refuse_change_without_leave()"),
        append_only("audit_forgetting"),
        migrations.RunSQL(
            "DROP TRIGGER audit_auditentry_append_only ON audit_auditentry",
            "CREATE TRIGGER audit_auditentry_append_only BEFORE UPDATE OR DELETE ON audit_auditentry "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        ),
        forgotten_with_leave("audit_auditentry", "audit"),
        forgotten_with_leave("audit_look", "looks"),
    ]
