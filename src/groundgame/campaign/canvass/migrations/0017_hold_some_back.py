"""Hold a part of a session's households back, so that we learn what calling does.

The draw is written once. A trial's part, key and polling day never change; who is held back stays, but for whoever was
erased (docs/decisions/0008) and what is older than its term.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Now

KEEP = """
CREATE FUNCTION canvass_keep_held_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND canvass_has_leave(OLD.elector_id, OLD.at, 'trials') THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER canvass_heldout_append_only BEFORE UPDATE OR DELETE ON canvass_heldout
    FOR EACH ROW EXECUTE FUNCTION canvass_keep_held_out();
CREATE FUNCTION canvass_keep_trial() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL AND to_jsonb(NEW) - 'ended_at' = to_jsonb(OLD) - 'ended_at' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER canvass_trial_append_only BEFORE UPDATE OR DELETE ON canvass_trial
    FOR EACH ROW EXECUTE FUNCTION canvass_keep_trial();
"""
NO_KEEP = """
DROP TRIGGER canvass_trial_append_only ON canvass_trial;
DROP TRIGGER canvass_heldout_append_only ON canvass_heldout;
DROP FUNCTION canvass_keep_trial();
DROP FUNCTION canvass_keep_held_out();
"""


class Migration(migrations.Migration):
    dependencies = [("canvass", "0016_look_less_often"), ("register", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Trial",
            fields=[
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="trial",
                        serialize=False,
                        to="canvass.session",
                    ),
                ),
                ("part", models.FloatField()),
                ("key", models.BinaryField(max_length=32)),
                ("polling_day", models.DateField()),
                ("began_at", models.DateTimeField(db_default=Now())),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("part__gt", 0), ("part__lte", 0.5)), name="trial_holds_back_a_part"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="HeldOut",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("borough", models.CharField(max_length=9)),
                ("household", models.BigIntegerField()),
                ("ward", models.CharField(max_length=9)),
                ("at", models.DateTimeField(db_default=Now())),
                (
                    "elector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.elector"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_out",
                        to="canvass.session",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "elector", "borough"), name="held_out_once_in_session"
                    )
                ],
                "indexes": [models.Index(fields=["household", "borough"], name="held_out_household")],
            },
        ),
        migrations.CreateModel(
            name="TrialResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outcome", models.CharField(max_length=8)),
                ("measured_on", models.DateField()),
                ("found", models.JSONField()),
                ("made_at", models.DateTimeField(auto_now=True)),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trial_results",
                        to="canvass.session",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "outcome", "measured_on"), name="trial_result_once_a_day"
                    )
                ]
            },
        ),
        migrations.RunSQL(KEEP, NO_KEEP),
    ]
