import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ManagementTitle",
            fields=[
                ("status", models.CharField(default="U", max_length=1)),
                ("source", models.CharField(default="", max_length=200)),
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=120)),
                ("is_palad", models.BooleanField(default=False)),
                ("lgo_kinds", models.CharField(default="", max_length=80)),
                ("order", models.PositiveSmallIntegerField()),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["C", "P", "U"])),
                        name="standards_managementtitle_status_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MovementType",
            fields=[
                ("status", models.CharField(default="U", max_length=1)),
                ("source", models.CharField(default="", max_length=200)),
                ("code", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=120)),
                ("movement_class", models.CharField(max_length=10)),
                ("affects", models.CharField(max_length=10)),
                ("rights_effect", models.CharField(max_length=10)),
                ("needs_citation", models.CharField(max_length=10)),
                ("retro_grace_days", models.PositiveSmallIntegerField(default=0)),
                ("foreign_class", models.CharField(default="", max_length=20)),
                ("order", models.PositiveSmallIntegerField()),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["C", "P", "U"])),
                        name="standards_movementtype_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("movement_class__in", ["START", "CHANGE", "OVERLAY", "END", "AMEND", "CANCEL"])
                        ),
                        name="standards_movement_class_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("affects__in", ["POST", "SALARY", "BOTH", "NONE", "BY_TARGET"])),
                        name="standards_movement_affects_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rights_effect__in", ["NONE", "CHECK", "END", "BY_TARGET"])),
                        name="standards_movement_rights_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("needs_citation__in", ["ORDER", "EVIDENCE", "NONE"])),
                        name="standards_movement_citation_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonnelKind",
            fields=[
                ("status", models.CharField(default="U", max_length=1)),
                ("source", models.CharField(default="", max_length=200)),
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=120)),
                ("post_number", models.CharField(max_length=10)),
                ("pay_engine", models.CharField(max_length=20)),
                ("lgo_kinds", models.CharField(default="", max_length=80)),
                ("record", models.CharField(max_length=10)),
                ("official", models.BooleanField()),
                ("order", models.PositiveSmallIntegerField()),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["C", "P", "U"])),
                        name="standards_personnelkind_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("post_number__in", ["REQUIRED", "FORBIDDEN"])),
                        name="standards_kind_post_number_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PositionType",
            fields=[
                ("status", models.CharField(default="U", max_length=1)),
                ("source", models.CharField(default="", max_length=200)),
                ("code", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(max_length=60)),
                ("order", models.PositiveSmallIntegerField()),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["C", "P", "U"])),
                        name="standards_positiontype_status_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Prefix",
            fields=[
                ("status", models.CharField(default="U", max_length=1)),
                ("source", models.CharField(default="", max_length=200)),
                ("code", models.CharField(max_length=3, primary_key=True, serialize=False)),
                ("full", models.CharField(max_length=60, unique=True)),
                ("short", models.CharField(max_length=60)),
                ("also_written", models.CharField(default="", max_length=60)),
                ("gender", models.CharField(max_length=1, null=True)),
                ("group", models.CharField(max_length=10)),
                ("order", models.PositiveSmallIntegerField()),
                ("selectable", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["C", "P", "U"])),
                        name="standards_prefix_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("group__in", ["CIVIL", "MILITARY", "POLICE", "ROYAL", "ACADEMIC", "CLERGY"])
                        ),
                        name="standards_prefix_group_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("gender", None), ("gender__in", ["M", "F"]), _connector="OR"),
                        name="standards_prefix_gender",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PositionLine",
            fields=[
                ("status", models.CharField(default="U", max_length=1)),
                ("source", models.CharField(default="", max_length=200)),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("code4", models.CharField(max_length=4)),
                ("name", models.CharField(max_length=120)),
                ("starts", models.DateField()),
                ("until", models.DateField(null=True)),
                ("verified", models.BooleanField(default=False)),
                (
                    "type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="standards.positiontype",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["C", "P", "U"])),
                        name="standards_positionline_status_known",
                    ),
                    models.UniqueConstraint(
                        fields=("code4", "starts"), name="standards_line_code_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gt", models.F("starts")), _connector="OR"
                        ),
                        name="standards_line_holds_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Level",
            fields=[
                ("status", models.CharField(default="U", max_length=1)),
                ("source", models.CharField(default="", max_length=200)),
                ("code", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("short", models.CharField(max_length=20)),
                ("order", models.PositiveSmallIntegerField()),
                ("starts", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("legacy_equivalent", models.CharField(default="", max_length=10)),
                (
                    "type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="levels",
                        to="standards.positiontype",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["C", "P", "U"])),
                        name="standards_level_status_known",
                    )
                ],
            },
        ),
    ]
