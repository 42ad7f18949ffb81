"""Kinds of time in a week, of planned work and of branches' hours; of those kept so far nobody said when."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('strategy', '0004_plan_in_force'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='branchhours',
            name='branch_hours_once_a_week',
        ),
        migrations.RemoveConstraint(
            model_name='plannedwork',
            name='planned_once',
        ),
        migrations.AlterModelOptions(
            name='branchhours',
            options={'ordering': ['week', 'branch', 'time']},
        ),
        migrations.AlterModelOptions(
            name='plannedwork',
            options={'ordering': ['week', 'borough', 'ward', 'channel', 'branch', 'time', 'id']},
        ),
        migrations.AddField(
            model_name='branchhours',
            name='time',
            field=models.CharField(blank=True, db_default='', default='', max_length=10),
        ),
        migrations.AddField(
            model_name='plannedwork',
            name='time',
            field=models.CharField(blank=True, db_default='', default='', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='branchhours',
            constraint=models.UniqueConstraint(fields=('branch', 'week', 'time'), name='branch_hours_once_a_time'),
        ),
        migrations.AddConstraint(
            model_name='plannedwork',
            constraint=models.UniqueConstraint(fields=('plan', 'week', 'time', 'ward', 'branch', 'channel', 'audience', 'before'), name='planned_once_a_time'),
        ),
    ]
