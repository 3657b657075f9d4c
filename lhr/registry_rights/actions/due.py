"""Telling of what fell due by itself. Nothing rests on it: it may be late, done twice, or by two at once."""

from __future__ import annotations

from django.db import transaction

from lhr.access.actor import Actor
from lhr.access.marks import technical_act
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.organisations.queries import Level
from lhr.registry_rights import due_news
from lhr.registry_rights.models import Notice


@technical_act("only says again what stands in the records already")
def tell_due(*, by: Actor) -> int:
    """Tell every LGO, and its people who have an account, of what came into force, ended, or will end soon; return how
    many notices there were to write. One LGO is one transaction: broken off, the next run tells the rest."""
    places = organisations.standing(by.day).filter(level=Level.LGO).order_by("path")
    return sum(_tell(place, by) for place in places)


def _tell(place: Organisation, by: Actor) -> int:
    made = due_news.of_lgo(place, by.day)
    keys = [notice.once for notice in made]
    with transaction.atomic():
        told = set(Notice.objects.filter(once__in=keys).values_list("once", flat=True))
        new = [notice for notice in made if notice.once not in told]
        # The keys are the database's to keep: of two who tell at once the second passes over what the first has told.
        Notice.objects.bulk_create(new, ignore_conflicts=True)
        return len(new)
