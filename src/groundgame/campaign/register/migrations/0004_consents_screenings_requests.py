"""The ledger of consents, screenings against the TPS, and what people ask of the officer."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0003_plan_apply_and_undo_imports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Not as one step: a column that comes with its default would date every number of before to this moment.
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    "ALTER TABLE register_telephonenumber ADD COLUMN added_at timestamptz NULL; "
                    "ALTER TABLE register_telephonenumber ALTER COLUMN added_at SET DEFAULT statement_timestamp()",
                    "ALTER TABLE register_telephonenumber DROP COLUMN added_at",
                )
            ],
            [
                migrations.AddField(
                    model_name='telephonenumber',
                    name='added_at',
                    field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), null=True),
                )
            ],
        ),
        migrations.CreateModel(
            name='ConsentWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('phone', 'Telephone'), ('door', 'At the door'), ('letter', 'Letter or leaflet'), ('email', 'E-mail'), ('text', 'Text message')], max_length=6)),
                ('purpose', models.CharField(choices=[('campaign', 'Campaigning: what we stand for, and how you will vote'), ('organise', 'Organising: events, help and membership'), ('funds', 'Asking for money')], max_length=10)),
                ('version', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['channel', 'purpose', '-version'],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('borough', models.CharField(max_length=9)),
                ('channel', models.CharField(choices=[('phone', 'Telephone'), ('door', 'At the door'), ('letter', 'Letter or leaflet'), ('email', 'E-mail'), ('text', 'Text message')], max_length=6)),
                ('purpose', models.CharField(choices=[('campaign', 'Campaigning: what we stand for, and how you will vote'), ('organise', 'Organising: events, help and membership'), ('funds', 'Asking for money')], default='campaign', max_length=10)),
                ('given', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('how', models.CharField(max_length=120)),
                ('line', models.CharField(blank=True, max_length=254)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('elector', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='register.elector')),
                ('wording', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='register.consentwording')),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('borough', models.CharField(max_length=9)),
                ('elector', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='erasure', serialize=False, to='register.elector')),
                ('asked_on', models.DateField()),
                ('source', models.CharField(max_length=120)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('gone', models.JSONField(default=dict)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SubjectRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('borough', models.CharField(max_length=9)),
                ('received_on', models.DateField()),
                ('source', models.CharField(max_length=120)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('answered_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('elector', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subject_requests', to='register.elector')),
            ],
            options={
                'ordering': ['-received_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='TpsScreening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('borough', models.CharField(max_length=9)),
                ('listed_on', models.DateField()),
                ('file_name', models.CharField(max_length=200)),
                ('numbers', models.PositiveIntegerField()),
                ('listed', models.PositiveIntegerField()),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='consentwording',
            constraint=models.UniqueConstraint(fields=('channel', 'purpose', 'version'), name='wording_once_a_version'),
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(fields=['elector', 'channel', 'purpose', '-at'], name='consent_elector'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('given', False), ('wording__isnull', False), _connector='OR'), name='consent_names_its_words'),
        ),
        migrations.AddIndex(
            model_name='tpsscreening',
            index=models.Index(fields=['borough', '-listed_on'], name='screening_newest'),
        ),
    ]
