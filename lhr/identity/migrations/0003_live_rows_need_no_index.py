"""Nearly every row is live: SQLite took the index of live rows before the one that finds the few wanted."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_editions'),
        ('identity', '0002_second_person_and_atr'),
    ]

    operations = [
        migrations.AlterField(
            model_name='agentkey',
            name='superseded',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.change'),
        ),
        migrations.AlterField(
            model_name='cardbinding',
            name='superseded',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.change'),
        ),
    ]
