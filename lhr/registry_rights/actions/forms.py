"""Step ๙: save SEM102, both blocks in one act."""

from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.history.ledger import Overtaken
from lhr.kernel.rules import RuleBroken, stop_if
from lhr.organisations.models import Organisation
from lhr.registry_rights import seating
from lhr.registry_rights.drafts import FormDraft
from lhr.registry_rights.filing import Issued, SavedForm, file
from lhr.registry_rights.models import RightsForm
from lhr.registry_rights.overtaken import stop_if_overtaken
from lhr.registry_rights.preparing import prepare
from lhr.registry_rights.queries.appointments import tenure_of
from lhr.registry_rights.rules_of_acts import check_way_in
from lhr.registry_rights.rules_of_days import unanswered

__all__ = ["Issued", "SavedForm", "save_form"]


def save_form(*, by: Actor, organisation: Organisation, draft: FormDraft) -> SavedForm:
    """Save both blocks as the next version of the form; a block left out stays as it is.

    Raises RuleBroken with the findings of both blocks when one blocks, or warns and `draft.reason` does not answer it,
    and FormOvertaken (with what differs) when somebody saved
    another version since the one the draft is based on. Nothing is half done.
    """
    policy.require(by, Permission.RIGHTS_APPOINT, organisation.path)
    stop_if(check_way_in(by.via))
    try:
        with transaction.atomic():
            before = stop_if_overtaken(organisation, draft, by.day)
            rows = seating.hold(organisation.pk, (c.person_id for _, c in draft.blocks() if c.person_id))
            prepared = prepare(by, organisation, draft, [tenure_of(row) for row in rows])
            stop_if(prepared.findings)
            if unanswered(prepared.findings, draft.reason):
                raise RuleBroken(prepared.findings)
            form = RightsForm(id=uuid.uuid4(), organisation=organisation, version=draft.based_on + 1)
            reason = draft.reason.strip() if prepared.findings else ""
            with change(by, "rights:form:saved", form, path=organisation.path, reason=reason) as this:
                return file(this, by, organisation, form, before, rows, prepared)
    except (IntegrityError, Overtaken):
        # The other one came between our look and our writing: his version stands, and this says what differs.
        stop_if_overtaken(organisation, draft, by.day)
        raise
