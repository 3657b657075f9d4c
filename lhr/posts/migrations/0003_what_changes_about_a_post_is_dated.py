"""What may change about a post becomes a dated fact beside it; what stood in the post's own row is taken over.

The guards of the table of numbers are lifted while its rows are filled; migrate puts them back when it is done.
"""

import uuid

import django.db.models.deletion
from django.db import connections, migrations, models
from django.db.models import F, Q

from lhr.posts import rules

_AT_ONCE = 1_000


def take_over(apps, schema_editor):
    numbers, statuses = (apps.get_model("posts", name) for name in ("PostNumber", "PostStatus"))
    _lift(schema_editor, numbers._meta.db_table)
    first = {}
    for number in numbers.objects.select_related("post").order_by("starts", "recorded").iterator():
        parts = rules.parse(number.printed)
        number.department, number.suffix = (parts.department, parts.suffix) if parts else ("", "")
        number.unit, number.level_code = number.post.unit, number.post.level_code
        number.save(update_fields=["department", "suffix", "unit", "level_code"])
        first.setdefault(number.post_id, number)
    made = []
    for number in first.values():
        post, change = number.post, number.recorded_id
        gone = post.until if post.status == "ABOLISHED" else None
        status = "ACTIVE" if gone else post.status
        made.append(statuses(post=post, status=status, starts=post.starts, until=gone, recorded_id=change))
        if gone:
            made.append(statuses(post=post, status="ABOLISHED", starts=gone, recorded_id=change))
    statuses.objects.bulk_create(made, batch_size=_AT_ONCE)


def _lift(schema_editor, table):
    connection = connections[schema_editor.connection.alias]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def set_back(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute('ALTER TABLE "posts_postnumber" ENABLE TRIGGER USER')


def _fact(*more):
    return [
        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
        ("entry_id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
        ("version", models.PositiveIntegerField(default=1)),
        ("starts", models.DateField()),
        ("until", models.DateField(null=True)),
        ("reference", models.CharField(default="", max_length=300)),
        ("reference_on", models.DateField(null=True)),
        *more,
        (
            "post",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="posts.post"),
        ),
        (
            "recorded",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audit.change"
            ),
        ),
        (
            "superseded",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="audit.change",
            ),
        ),
    ]


def _kept(table, column, values, name):
    return {
        "abstract": False,
        "constraints": [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("starts")), name=f"posts_{table}_holds_a_day"
            ),
            models.UniqueConstraint(
                condition=Q(superseded=None), fields=("entry_id",), name=f"posts_{table}_one_live_version"
            ),
            models.CheckConstraint(condition=Q(**{f"{column}__in": values}), name=name),
        ],
    }


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_editions"),
        ("posts", "0002_live_rows_need_no_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="PostStatus",
            fields=_fact(("status", models.CharField(max_length=10))),
            options=_kept("poststatus", "status", ["ACTIVE", "FROZEN", "ABOLISHED"], "posts_status_known"),
        ),
        migrations.CreateModel(
            name="PostFunding",
            fields=_fact(("source", models.CharField(max_length=10))),
            options=_kept("postfunding", "source", ["OWN", "GRANT", "OTHER"], "posts_funding_known"),
        ),
        *(
            migrations.AddField("postnumber", name, models.CharField(default="", max_length=size))
            for name, size in (
                ("department", 2),
                ("suffix", 10),
                ("unit", 120),
                ("level_code", 20),
                ("top_level_code", 20),
                ("reference", 300),
            )
        ),
        migrations.AddField("postnumber", "reference_on", models.DateField(null=True)),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.RunPython(set_back, migrations.RunPython.noop),
        migrations.RemoveConstraint("post", "posts_post_holds_a_day"),
        *(migrations.RemoveField("post", name) for name in ("level_code", "unit", "status", "starts", "until")),
    ]
