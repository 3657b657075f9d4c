"""Files that are tried before they are applied."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("profile", models.CharField(max_length=30)),
                ("sha256", models.CharField(max_length=64)),
                ("parameters", models.CharField(default="", max_length=300)),
                ("status", models.CharField(max_length=12)),
                ("tried_at", models.DateTimeField()),
                ("tried_by", models.UUIDField(null=True)),
                ("applied_at", models.DateTimeField(null=True)),
                ("read", models.PositiveIntegerField()),
                ("refused", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("unchanged", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["sha256", "profile"], name="import_by_file")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["DRY_RUN", "APPLIED"])), name="import_status_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("applied_at__isnull", False), ("status", "APPLIED")),
                            models.Q(models.Q(("status", "APPLIED"), _negated=True), ("applied_at", None)),
                            _connector="OR",
                        ),
                        name="import_applied_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("raw", models.TextField()),
                ("told", models.JSONField(default=list)),
                ("refused", models.BooleanField(default=False)),
                ("waits", models.BooleanField(default=False)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="documents.importbatch",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["batch", "number"], name="import_row_order")],
            },
        ),
    ]
