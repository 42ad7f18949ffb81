"""Days out of plans: planned, accepted, and what came of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('strategy', '0005_times'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DayOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('branch', models.CharField(blank=True, max_length=9)),
                ('seat', models.CharField(max_length=9)),
                ('seat_name', models.CharField(max_length=100)),
                ('week', models.DateField()),
                ('days', models.PositiveSmallIntegerField()),
                ('day_hours', models.FloatField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('sent_by', models.CharField(blank=True, max_length=9)),
                ('day', models.DateField(null=True)),
                ('places', models.PositiveSmallIntegerField(null=True)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('done_hours', models.FloatField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days_out', to='strategy.keptplan')),
            ],
            options={
                'ordering': ['week', 'seat_name', 'branch', 'id'],
                'indexes': [models.Index(fields=['week'], name='day_out_week')],
                'constraints': [models.UniqueConstraint(fields=('plan', 'week', 'seat', 'branch'), name='day_out_planned_once'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('accepted_by', None), ('day', None), ('done_hours', None), ('places', None), ('sent_by', '')), models.Q(('accepted_at__isnull', False), ('day__gte', models.F('week')), ('places__gte', 1), models.Q(('sent_by', ''), _negated=True)), _connector='OR'), name='day_out_accepted_with_its_day'), models.CheckConstraint(condition=models.Q(('done_hours', None), models.Q(('done_at__isnull', False), ('done_hours__gte', 0)), _connector='OR'), name='day_out_done_by_somebody')],
            },
        ),
    ]
