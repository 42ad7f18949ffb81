"""On which days of the week a session gives calls out: those made so far on any."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('canvass', '0018_two_wordings'),
    ]

    operations = [
        migrations.AddField(
            model_name='session',
            name='days',
            field=models.CharField(blank=True, choices=[('', 'On any day'), ('weekdays', 'On weekdays'), ('weekends', 'At weekends')], db_default='', default='', max_length=8),
        ),
    ]
