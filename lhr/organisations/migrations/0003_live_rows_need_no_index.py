"""Nearly every row is live: SQLite took the index of live rows before the one that finds the few wanted."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_editions'),
        ('organisations', '0002_codes_found_and_moves_known'),
    ]

    operations = [
        migrations.AlterField(
            model_name='officecontact',
            name='superseded',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.change'),
        ),
        migrations.AlterField(
            model_name='organisationarea',
            name='superseded',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.change'),
        ),
        migrations.AlterField(
            model_name='organisationcode',
            name='superseded',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.change'),
        ),
        migrations.AlterField(
            model_name='organisationkind',
            name='superseded',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.change'),
        ),
        migrations.AlterField(
            model_name='organisationname',
            name='superseded',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.change'),
        ),
        migrations.AlterField(
            model_name='organisationparent',
            name='superseded',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.change'),
        ),
    ]
