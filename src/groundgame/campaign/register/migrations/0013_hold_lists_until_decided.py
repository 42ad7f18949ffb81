"""Hold a list while somebody looks at what it would change; a table of its own, empty to begin with."""


import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0012_find_the_rows_of_a_list'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HeldList',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('borough', models.CharField(max_length=9)),
                ('what', models.CharField(choices=[('postal', 'List of postal voters'), ('proxy', 'List of proxies'), ('proxy_postal', 'List of postal proxies'), ('absent', 'Absent voters, the file says of each which'), ('marked', 'Marked register: who has voted'), ('marked_post', 'Marked list of postal voters: who has voted by post'), ('telephones', 'Telephone numbers')], max_length=12)),
                ('election_date', models.DateField(null=True)),
                ('file_name', models.CharField(blank=True, max_length=200)),
                ('accept_refused', models.BooleanField(default=False)),
                ('content', models.BinaryField()),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
