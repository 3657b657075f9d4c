"""LGOs and events that a list entered which was taken back."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("organisations", "0002_codes_found_and_moves_known")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="organisation", name="withdrawn", field=models.BooleanField(default=False)
        ),
        migrations.AddField(
            model_name="organisationevent", name="withdrawn", field=models.BooleanField(default=False)
        ),
    ]
