import uuid

from django.db import migrations, models

import lhr.history.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="FollowUpRound",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(default="RIGHTS", max_length=10)),
                ("title", models.CharField(max_length=200)),
                ("letter_reference", models.CharField(default="", max_length=200)),
                ("scope", lhr.history.fields.BytewiseTextField(default="/")),
                ("opened_on", models.DateField()),
                ("deadline", models.DateField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["RIGHTS"])), name="followup_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope__endswith", "/"), ("scope__startswith", "/")),
                        name="followup_scope_ends",
                    ),
                ],
            },
        ),
    ]
