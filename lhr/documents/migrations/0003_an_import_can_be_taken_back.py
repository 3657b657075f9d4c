"""Which changes applied a file, and when it was taken back."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies: ClassVar = [("documents", "0002_imports_are_tried_then_applied")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="importbatch", name="import_status_known"),
        migrations.RemoveConstraint(model_name="importbatch", name="import_applied_on_a_day"),
        migrations.AddField(model_name="importbatch", name="first_change", field=models.BigIntegerField(null=True)),
        migrations.AddField(model_name="importbatch", name="last_change", field=models.BigIntegerField(null=True)),
        migrations.AddField(model_name="importbatch", name="undone_at", field=models.DateTimeField(null=True)),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=Q(status__in=["DRY_RUN", "APPLIED", "UNDONE"]), name="import_status_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=Q(status="DRY_RUN", applied_at=None)
                | (~Q(status="DRY_RUN") & Q(applied_at__isnull=False)),
                name="import_applied_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=Q(status="UNDONE", undone_at__isnull=False)
                | (~Q(status="UNDONE") & Q(undone_at=None)),
                name="import_undone_on_a_day",
            ),
        ),
    ]
