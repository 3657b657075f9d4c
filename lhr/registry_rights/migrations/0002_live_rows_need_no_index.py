"""Nearly every row is live: SQLite took the index of live rows before the one that finds the few wanted."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_editions'),
        ('organisations', '0003_live_rows_need_no_index'),
        ('people', '0002_live_rows_need_no_index'),
        ('registry_rights', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='appointment',
            name='superseded',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.change'),
        ),
        migrations.AlterField(
            model_name='oversight',
            name='superseded',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.change'),
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['organisation', 'recorded', 'superseded'], name='rights_versions'),
        ),
    ]
