"""How the database keeps each table, said a second time: weakening a guard must be meant, and changed here too."""

from __future__ import annotations

import pytest

from lhr.audit.guard import Guard
from lhr.history import guards
from tests.support.models import our_models

DECLARED = {
    Guard.FACT: """
        identity.AgentKey identity.CardBinding identity.Passkey organisations.OfficeContact
        organisations.OrganisationArea organisations.OrganisationCode organisations.OrganisationKind
        organisations.OrganisationName organisations.OrganisationParent people.PersonName posts.PostFunding
        posts.PostNumber posts.PostStatus
        orders.Order orders.OrderLine registry_rights.Appointment registry_rights.Oversight service_record.CardLine
        service_record.ServiceLine staffing_plan.AnnualBudget
    """,
    Guard.APPEND_ONLY: """
        audit.Change audit.ChangedRow audit.Reading audit.ReadingOf audit.SaveReceipt documents.Evidence
        documents.PrintLog documents.StoredFile registry_rights.RightsForm
    """,
    Guard.AUDITED: """
        documents.ImportBatch followup.FirstRoundList followup.FirstRoundName followup.FollowUpRound
        identity.Account identity.Pass organisations.AbolishedArea organisations.District
        orders.Newcomer organisations.Organisation organisations.OrganisationEvent organisations.Province
        organisations.Subdistrict
        people.Person posts.Post service_record.TransferCase standards.AllowanceRate standards.Decoration
        standards.DoubleTimePeriod standards.EducationLevel standards.LeaveType standards.Level
        standards.ManagementTitle standards.MovementType standards.PenaltyType standards.PersonnelKind
        standards.PositionLine standards.PositionType standards.Prefix standards.ReviewGrade standards.RiseCriterion
        standards.SalaryBand standards.SalaryCell standards.SalarySchedule standards.WageCell
    """,
    # Each is free for a reason: it says nothing of the register, ends by itself, or can be computed again.
    Guard.FREE: """
        audit.Draft documents.ArrivedPart documents.Arriving documents.DayOfUploads documents.ImportRow
        documents.PrintedPaper documents.Upload
        audit.Edition followup.RoundPreparation identity.AgentLink identity.Challenge identity.Limit
        identity.PairingCode identity.PasskeyUse identity.SignIn jobs.Job people.NameToken
        registry_rights.Notice service_record.Employment service_record.Incumbency service_record.Overlay
    """,
}
EXPECTED = {label: guard for guard, labels in DECLARED.items() for label in labels.split()}
# What is never stored with its old and new values, because it is secret or found by keyed digest only.
HIDDEN = {
    "followup_firstroundname": {"key", "name"},
    "identity_account": {"one_time_hash", "password"},
    "identity_pass": {"code_hash"},
    "orders_newcomer": {
        "birth_date", "first", "gender", "id_last4", "last", "national_id_enc", "national_id_hmac", "prefix",
    },
    "people_person": {"national_id_enc", "national_id_hmac"},
}
# Who holds what on a day is the database's own promise, not only the code's.
NEVER_TWICE = {
    "organisation_area_once", "organisation_code_of_one", "organisation_one_code", "organisation_one_contact",
    "organisation_one_kind", "organisation_one_main_area", "organisation_one_name", "organisation_one_parent",
    "oversight_once_a_person", "people_one_name_a_day", "plan_one_budget_a_day", "posts_one_funding_a_post",
    "posts_one_number_a_post", "posts_one_post_a_number", "posts_one_status_a_post",
    "rights_one_holder_a_day", "service_one_employment_a_day", "service_one_holder_a_post",
    "service_one_post_a_holder", "standards_one_allowance_a_day", "standards_one_criterion_a_day",
    "standards_one_line_a_code",
}  # fmt: skip


@pytest.mark.parametrize("label", sorted(EXPECTED.keys() | {m._meta.label for m in our_models()}))
def test_a_table_is_kept_as_it_was_decided(label: str) -> None:
    declared = {m._meta.label: m.GUARD for m in our_models()}  # type: ignore[attr-defined]
    assert declared.get(label) == EXPECTED.get(label)


def test_what_is_hidden_from_the_book_is_only_what_was_decided() -> None:
    assert {t.name: set(t.unrecorded) for t in guards.tables() if t.unrecorded} == HIDDEN


def test_no_rule_of_non_overlap_was_dropped() -> None:
    assert {rule.name for t in guards.tables() for rule in t.no_overlaps} == NEVER_TWICE


def test_the_book_of_changes_keeps_its_own_marks() -> None:
    assert [t.name for t in guards.tables() if t.opens] == ["audit_change"]
    assert [t.name for t in guards.tables() if t.by_triggers] == ["audit_changedrow"]
