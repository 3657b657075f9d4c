"""The bytes of scans and of waiting files move from the tables into the store (docs/adr/0013).

Whoever migrates does so as the user that LHR runs as: the files become that user's own. Broken off, it begins anew and
passes over what the store has: a file put twice is one. The columns go only after every row's bytes were read back.
"""

import hashlib

from django.db import migrations

from lhr.documents.store import store

_AT_ONCE = 10  # up to 40 MB each


def move(apps, schema_editor):
    kept = store()
    for model, key in (("StoredFile", "sha256"), ("Upload", "key")):
        rows = apps.get_model("documents", model).objects.order_by(key)
        last = None
        while True:
            batch = list((rows if last is None else rows.filter(**{f"{key}__gt": last}))[:_AT_ONCE])
            if not batch:
                break
            for row in batch:
                _move(kept, row.sha256, bytes(row.content))
            last = getattr(batch[-1], key)


def _move(kept, sha256, content):
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"the bytes of {sha256} in the database are not those of its digest: restore the row first")
    if kept.get(sha256) != content:
        kept.put(sha256, content)
    if kept.get(sha256) != content:
        raise ValueError(f"the store does not give back {sha256} as it was put: look at LHR_EVIDENCE_DIR")


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_a_print_can_be_held_against_the_record")]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RemoveField("storedfile", "content"),
        migrations.RemoveField("upload", "content"),
    ]
