"""Places and standards have an edition each, so that processes may keep what they composed of them."""

import uuid

from django.db import migrations, models


def first_editions(apps, schema_editor):
    edition = apps.get_model("audit", "Edition")
    edition.objects.bulk_create(
        [edition(package=package, mark=uuid.uuid4()) for package in ("organisations", "standards")]
    )


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_change_names_its_transaction'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('package', models.CharField(max_length=30, primary_key=True, serialize=False)),
                ('mark', models.UUIDField()),
            ],
        ),
        migrations.RunPython(first_editions, migrations.RunPython.noop),
    ]
