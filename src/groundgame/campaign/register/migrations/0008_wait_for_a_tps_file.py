"""A number that comes after the borough's numbers were held against a TPS file waits for the next: the database marks it.

A line that the borough has already was held against the file, whoever else it reaches.
"""

from django.db import migrations, models

WAITS = """
CREATE FUNCTION register_wait_for_tps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.unscreened := EXISTS (SELECT FROM register_tpsscreening k WHERE k.borough = NEW.borough)
        AND NOT EXISTS (
            SELECT FROM register_telephonenumber o
            WHERE o.e164 = NEW.e164 AND o.borough = NEW.borough AND NOT o.unscreened);
    RETURN NEW;
END $$;
CREATE TRIGGER register_number_waits BEFORE INSERT ON register_telephonenumber
    FOR EACH ROW EXECUTE FUNCTION register_wait_for_tps();
ALTER TABLE register_telephonenumber ENABLE ALWAYS TRIGGER register_number_waits; -- imports set aside all others
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0007_indexes_set_aside")]
    operations = [
        migrations.AddField("telephonenumber", "unscreened", models.BooleanField(db_default=False)),
        migrations.RunSQL(
            WAITS, "DROP TRIGGER register_number_waits ON register_telephonenumber; DROP FUNCTION register_wait_for_tps()"
        ),
    ]
