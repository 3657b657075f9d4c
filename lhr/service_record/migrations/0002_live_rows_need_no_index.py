"""Nearly every row is live: SQLite took the index of live rows before the one that finds the few wanted."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_editions'),
        ('service_record', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='serviceline',
            name='superseded',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.change'),
        ),
    ]
