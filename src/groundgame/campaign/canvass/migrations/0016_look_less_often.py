"""Have the statistics of what each call writes made anew when half of it has changed, and of leases when all have.

Each new look makes every connection plan all its statements on that table anew. With thousands of callers the tables
were looked at once a second between them, and every call paid for it. While a table is small, and a plan made for it a
wrong one soon, it still grows by half within a moment. A place in a queue changes more often, and new sessions must be
heard of: a fifth of those.
"""

from django.db import migrations

AS_ALL = "(autovacuum_analyze_scale_factor, autovacuum_analyze_threshold)"
SOONER = "(autovacuum_analyze_scale_factor = 0.01, autovacuum_analyze_threshold = 500)"
SHARES = {"caller": 0.5, "contactevent": 0.5, "electorstate": 0.5, "answer": 0.5, "newestanswer": 0.5, "target": 0.2}


def _look(table: str, share: float, before: str) -> migrations.RunSQL:
    look = f"(autovacuum_analyze_scale_factor = {share}, autovacuum_analyze_threshold = 500)"
    return migrations.RunSQL(f"ALTER TABLE canvass_{table} SET {look}", f"ALTER TABLE canvass_{table} {before}")


class Migration(migrations.Migration):
    dependencies = [("canvass", "0015_count_who_told_us_something")]
    operations = [
        _look("lease", 1, f"SET {SOONER}"),
        *(_look(table, share, f"RESET {AS_ALL}") for table, share in SHARES.items()),
    ]
