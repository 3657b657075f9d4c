"""Passkeys, how often each was used, and what a session was shown."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_editions'),
        ('identity', '0003_live_rows_need_no_index'),
    ]

    operations = [
        migrations.CreateModel(
            name='PasskeyUse',
            fields=[
                ('entry_id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sign_count', models.BigIntegerField(default=0)),
                ('used_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='signin',
            name='factors',
            field=models.CharField(default='', max_length=60),
        ),
        migrations.AddField(
            model_name='signin',
            name='passkey',
            field=models.UUIDField(null=True),
        ),
        migrations.AlterField(
            model_name='signin',
            name='stage',
            field=models.CharField(choices=[('OUTSIDE', 'Outside'), ('PRE', 'Pre'), ('ENROLLING', 'Enrolling'), ('PASSKEY', 'Passkey'), ('FULL', 'Full')], max_length=20),
        ),
        migrations.CreateModel(
            name='Passkey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('entry_id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('starts', models.DateField()),
                ('until', models.DateField(null=True)),
                ('credential', models.CharField(max_length=1400)),
                ('public_key', models.TextField()),
                ('label', models.CharField(max_length=60)),
                ('synced', models.BooleanField(default=False)),
                ('transports', models.CharField(default='', max_length=100)),
                ('aaguid', models.CharField(default='', max_length=36)),
                ('status', models.CharField(choices=[('PENDING', 'Pending'), ('ACTIVE', 'Active'), ('REVOKED', 'Revoked')], max_length=20)),
                ('decided_by', models.UUIDField(null=True)),
                ('decided_why', models.CharField(default='', max_length=300)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.change')),
                ('superseded', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.change')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('superseded', None)), fields=['account', 'status'], name='passkey_by_account')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('starts')), _connector='OR'), name='identity_passkey_holds_a_day'), models.UniqueConstraint(condition=models.Q(('superseded', None)), fields=('entry_id',), name='identity_passkey_one_live_version'), models.UniqueConstraint(condition=models.Q(('superseded', None), models.Q(('status', 'REVOKED'), _negated=True)), fields=('credential',), name='passkey_of_one_account'), models.UniqueConstraint(condition=models.Q(('status', 'PENDING'), ('superseded', None)), fields=('account',), name='passkey_one_pending')],
            },
        ),
    ]
