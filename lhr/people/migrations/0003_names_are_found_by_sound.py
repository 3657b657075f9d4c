"""A search by name goes over each first and family name once, with its sound; those that are written are taken in."""

from django.db import migrations, models
from django.db.models import Q

import lhr.history.fields
from lhr.people.sounds import skeleton

_AT_ONCE = 2_000


def take_in(apps, schema_editor):
    names, tokens = apps.get_model("people", "PersonName"), apps.get_model("people", "NameToken")
    for kind, column in (("F", "first"), ("L", "last")):
        written = names.objects.values_list(column, flat=True).distinct().order_by()
        made = [tokens(kind=kind, text=name, skeleton=skeleton(name)) for name in written.iterator()]
        tokens.objects.bulk_create(made, batch_size=_AT_ONCE)


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0002_live_rows_need_no_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="NameToken",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[("F", "ชื่อตัว"), ("L", "ชื่อสกุล")], max_length=1)),
                ("text", lhr.history.fields.BytewiseTextField()),
                ("skeleton", lhr.history.fields.BytewiseTextField()),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "skeleton"], name="name_token_by_sound")],
                "constraints": [
                    models.UniqueConstraint(fields=["kind", "text"], name="people_one_token_a_name"),
                    models.CheckConstraint(condition=Q(kind__in=("F", "L")), name="people_token_kind_known"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="personname",
            index=models.Index(fields=["first", "last"], name="person_name_by_first"),
        ),
        migrations.AddIndex(
            model_name="personname",
            index=models.Index(fields=["last", "first"], name="person_name_by_last"),
        ),
        migrations.RunPython(take_in, migrations.RunPython.noop),
    ]
