"""The names of the first round, to compare with what was registered."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0002_round_corrected_and_closed"),
        ("organisations", "0002_codes_found_and_moves_known"),
    ]

    operations = [
        migrations.CreateModel(
            name="FirstRoundList",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("title", models.CharField(max_length=200)),
                ("letter_reference", models.CharField(default="", max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("as_of", models.DateField()),
                ("loaded_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="FirstRoundName",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("role", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200)),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="followup.firstroundlist",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("list", "organisation", "role"), name="first_round_one_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["REGISTRAR", "OFFICER"])),
                        name="first_round_role_known",
                    ),
                ],
            },
        ),
    ]
