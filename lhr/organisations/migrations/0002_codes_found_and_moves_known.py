"""A code finds its LGO by an index, and a move to another district is an event."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("organisations", "0001_initial")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="organisationcode",
            index=models.Index(fields=["code"], name="organisation_by_code"),
        ),
        migrations.RemoveConstraint(model_name="organisationevent", name="organisation_event_kind_known"),
        migrations.AddConstraint(
            model_name="organisationevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "FOUNDED",
                        "UPGRADED",
                        "RENAMED",
                        "MERGED",
                        "DISSOLVED",
                        "RESPELLED",
                        "MOVED",
                    ]
                ),
                name="organisation_event_kind_known",
            ),
        ),
    ]
