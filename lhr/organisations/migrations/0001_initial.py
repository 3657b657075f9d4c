import uuid

import django.db.models.deletion
from django.db import migrations, models

import lhr.history.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AbolishedArea",
            fields=[
                ("code", models.CharField(max_length=6, primary_key=True, serialize=False)),
                ("name_th", models.CharField(max_length=60)),
                ("name_en", models.CharField(max_length=60)),
                ("abolished_on", models.DateField(null=True)),
                ("successor_codes", models.CharField(default="", max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="Province",
            fields=[
                ("code", models.CharField(max_length=2, primary_key=True, serialize=False)),
                ("name_th", models.CharField(max_length=60)),
                ("name_en", models.CharField(max_length=60)),
                ("abbreviation", models.CharField(default="", max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("level", models.CharField(max_length=8)),
                ("path", lhr.history.fields.BytewiseTextField(unique=True)),
                ("founded_on", models.DateField()),
                ("dissolved_on", models.DateField(null=True)),
                ("demonstration", models.BooleanField(default=False)),
                (
                    "province",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="organisations.province",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="District",
            fields=[
                ("code", models.CharField(max_length=4, primary_key=True, serialize=False)),
                ("name_th", models.CharField(max_length=60)),
                ("name_en", models.CharField(max_length=60)),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="districts",
                        to="organisations.province",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Subdistrict",
            fields=[
                ("code", models.CharField(max_length=6, primary_key=True, serialize=False)),
                ("name_th", models.CharField(max_length=60)),
                ("name_en", models.CharField(max_length=60)),
                ("postal_codes", models.CharField(default="", max_length=60)),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subdistricts",
                        to="organisations.district",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OfficeContact",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("entry_id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("starts", models.DateField()),
                ("until", models.DateField(null=True)),
                ("post", models.CharField(default="", max_length=200)),
                ("name", models.CharField(max_length=200)),
                ("telephone", models.CharField(default="", max_length=100)),
                ("email", models.CharField(default="", max_length=200)),
                (
                    "recorded",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audit.change"
                    ),
                ),
                (
                    "superseded",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.change",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gt", models.F("starts")), _connector="OR"
                        ),
                        name="organisations_officecontact_holds_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded", None)),
                        fields=("entry_id",),
                        name="organisations_officecontact_one_live_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationArea",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("entry_id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("starts", models.DateField()),
                ("until", models.DateField(null=True)),
                ("main", models.BooleanField(default=True)),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisation_areas",
                        to="organisations.district",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="areas",
                        to="organisations.organisation",
                    ),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.change",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gt", models.F("starts")), _connector="OR"
                        ),
                        name="organisations_organisationarea_holds_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded", None)),
                        fields=("entry_id",),
                        name="organisations_organisationarea_one_live_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationCode",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("entry_id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("starts", models.DateField()),
                ("until", models.DateField(null=True)),
                ("code", models.CharField(max_length=20)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codes",
                        to="organisations.organisation",
                    ),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.change",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gt", models.F("starts")), _connector="OR"
                        ),
                        name="organisations_organisationcode_holds_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded", None)),
                        fields=("entry_id",),
                        name="organisations_organisationcode_one_live_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=10)),
                ("day", models.DateField()),
                ("legal_reference", models.CharField(default="", max_length=300)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["FOUNDED", "UPGRADED", "RENAMED", "MERGED", "DISSOLVED", "RESPELLED"],
                            )
                        ),
                        name="organisation_event_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationKind",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("entry_id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("starts", models.DateField()),
                ("until", models.DateField(null=True)),
                ("kind", models.CharField(max_length=10)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kinds",
                        to="organisations.organisation",
                    ),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.change",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gt", models.F("starts")), _connector="OR"
                        ),
                        name="organisations_organisationkind_holds_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded", None)),
                        fields=("entry_id",),
                        name="organisations_organisationkind_one_live_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["PAO", "CITY_MUN", "TOWN_MUN", "TAMBON_MUN", "TAO", "PATTAYA"])
                        ),
                        name="organisation_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationName",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("entry_id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("starts", models.DateField()),
                ("until", models.DateField(null=True)),
                ("name", models.CharField(max_length=200)),
                ("sort_key", lhr.history.fields.BytewiseTextField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="organisations.organisation",
                    ),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.change",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["sort_key"], name="organisation_name_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gt", models.F("starts")), _connector="OR"
                        ),
                        name="organisations_organisationname_holds_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded", None)),
                        fields=("entry_id",),
                        name="organisations_organisationname_one_live_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationParent",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("entry_id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("starts", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parents",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisations.organisation",
                    ),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.change",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gt", models.F("starts")), _connector="OR"
                        ),
                        name="organisations_organisationparent_holds_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded", None)),
                        fields=("entry_id",),
                        name="organisations_organisationparent_one_live_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("organisation", models.F("parent")), _negated=True),
                        name="organisation_not_its_own_parent",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["CENTRE", "PROVINCE", "DISTRICT", "LGO"])),
                name="organisation_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("path__endswith", "/"), ("path__startswith", "/")),
                name="organisation_path_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dissolved_on", None), ("dissolved_on__gt", models.F("founded_on")), _connector="OR"
                ),
                name="organisation_stood_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level", "CENTRE"), ("path", "/")),
                    models.Q(
                        models.Q(("level", "CENTRE"), _negated=True), models.Q(("path", "/"), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="organisation_root_is_the_centre",
            ),
        ),
    ]
