"""The transaction that made a change stands on its row, written by the database: a change is open in that one only."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='change',
            name='transaction',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='change',
            name='began',
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
