"""Keep plans, their work, what was taken up of it, and the hours of branches."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('canvass', '0016_look_less_often'),
        ('strategy', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(max_length=40)),
                ('as_of', models.DateField()),
                ('asked', models.JSONField()),
                ('figures', models.JSONField()),
                ('hours', models.FloatField()),
                ('begins', models.DateField()),
                ('moved_weeks', models.IntegerField(default=0)),
                ('done_hours', models.FloatField(default=0)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('follows', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='strategy.keptplan')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PlannedWork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('branch', models.CharField(blank=True, max_length=9)),
                ('borough', models.CharField(max_length=9)),
                ('ward', models.CharField(max_length=9)),
                ('week', models.DateField()),
                ('channel', models.CharField(max_length=10)),
                ('audience', models.CharField(max_length=12)),
                ('before', models.CharField(max_length=12)),
                ('hours', models.FloatField()),
                ('evenings', models.PositiveSmallIntegerField(default=0)),
                ('volunteers', models.PositiveSmallIntegerField(default=0)),
                ('minutes_on_the_way', models.PositiveSmallIntegerField(default=0)),
                ('contacts', models.PositiveIntegerField(default=0)),
                ('why', models.TextField(blank=True)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='work', to='strategy.keptplan')),
            ],
            options={
                'ordering': ['week', 'borough', 'ward', 'channel', 'branch', 'id'],
            },
        ),
        migrations.CreateModel(
            name='TakenUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('given_back_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('given_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='canvass.session')),
                ('work', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken_up', to='strategy.plannedwork')),
            ],
        ),
        migrations.CreateModel(
            name='BranchHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('branch', models.CharField(max_length=9)),
                ('week', models.DateField()),
                ('hours', models.FloatField()),
                ('said_at', models.DateTimeField(auto_now=True)),
                ('said_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['week', 'branch'],
                'constraints': [models.UniqueConstraint(fields=('branch', 'week'), name='branch_hours_once_a_week'), models.CheckConstraint(condition=models.Q(('hours__gte', 0)), name='branch_hours_not_below_0')],
            },
        ),
        migrations.AddIndex(
            model_name='plannedwork',
            index=models.Index(fields=['plan', 'borough', 'week'], name='planned_in_borough'),
        ),
        migrations.AddConstraint(
            model_name='plannedwork',
            constraint=models.UniqueConstraint(fields=('plan', 'week', 'ward', 'branch', 'channel', 'audience', 'before'), name='planned_once'),
        ),
        migrations.AddConstraint(
            model_name='takenup',
            constraint=models.UniqueConstraint(condition=models.Q(('given_back_at', None)), fields=('work',), name='work_taken_up_once'),
        ),
        migrations.AddConstraint(
            model_name='takenup',
            constraint=models.CheckConstraint(condition=models.Q(('given_back_at', None), ('given_back_at__gte', models.F('at')), _connector='OR'), name='given_back_after_taken'),
        ),
    ]
