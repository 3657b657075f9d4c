"""The job table."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("arguments", models.JSONField(default=dict)),
                ("account", models.UUIDField()),
                ("organisation_path", models.CharField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[(s, s) for s in ("QUEUED", "RUNNING", "DONE", "FAILED", "CANCELLED")],
                        default="QUEUED",
                        max_length=10,
                    ),
                ),
                ("enqueued_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("lease_until", models.DateTimeField(null=True)),
                ("heartbeat_at", models.DateTimeField(null=True)),
                ("fence", models.PositiveIntegerField(default=0)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(null=True)),
                ("result", models.CharField(default="", max_length=120)),
                ("th", models.TextField(default="")),
                ("en", models.TextField(default="")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "enqueued_at"], name="job_by_state"),
                    models.Index(fields=["account", "-enqueued_at"], name="job_by_account"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(total=None, done=0) | Q(done__lte=F("total")), name="job_done_within_total"
                    )
                ],
            },
        ),
    ]
