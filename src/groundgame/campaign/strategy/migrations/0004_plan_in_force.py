"""One plan in force, and plans that are withdrawn; of those kept so far the newest of each party is the one in force."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def put_newest_in_force(apps: Any, _: Any) -> None:
    plans = apps.get_model("strategy", "KeptPlan").objects
    for party in set(plans.values_list("party", flat=True)):
        newest = plans.filter(party=party).order_by("-made_at", "-id").first()
        plans.filter(pk=newest.pk).update(in_force=True)


class Migration(migrations.Migration):

    dependencies = [
        ('strategy', '0003_conversations_kept'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='keptplan',
            name='in_force',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='keptplan',
            name='withdrawn_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='keptplan',
            name='withdrawn_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(put_newest_in_force, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='keptplan',
            constraint=models.UniqueConstraint(condition=models.Q(('in_force', True)), fields=('party',), name='one_plan_in_force'),
        ),
        migrations.AddConstraint(
            model_name='keptplan',
            constraint=models.CheckConstraint(condition=models.Q(('in_force', False), ('withdrawn_at', None), _connector='OR'), name='in_force_not_withdrawn'),
        ),
    ]
