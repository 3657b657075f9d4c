"""Who helped with an enrolment, so that somebody else approves it; and what the card answered, to notice a change."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('identity', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='reset_by',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='agentkey',
            name='code_by',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='cardbinding',
            name='atr',
            field=models.CharField(default='', max_length=66),
        ),
        migrations.AddField(
            model_name='cardbinding',
            name='code_by',
            field=models.UUIDField(null=True),
        ),
    ]
