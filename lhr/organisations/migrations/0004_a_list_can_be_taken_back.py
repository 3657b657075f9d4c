"""LGOs and events that a list entered which was taken back."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("organisations", "0003_live_rows_need_no_index")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="organisation", name="withdrawn", field=models.BooleanField(default=False)
        ),
        migrations.AddField(
            model_name="organisationevent", name="withdrawn", field=models.BooleanField(default=False)
        ),
    ]
