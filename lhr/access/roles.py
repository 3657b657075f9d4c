"""Who works with the register, and the one table of what each may do."""

from __future__ import annotations

from enum import StrEnum

from lhr.access.permissions import Permission as P
from lhr.kernel.words import Words


class Role(StrEnum):
    REGISTRAR = "REGISTRAR"
    OFFICER = "OFFICER"
    LGO_BOOTSTRAP = "LGO_BOOTSTRAP"
    ENROLLING = "ENROLLING"
    DISTRICT = "DISTRICT"
    DISTRICT_APPROVER = "DISTRICT_APPROVER"  # added to DISTRICT when the province delegates approvals (setting)
    PROVINCE = "PROVINCE"
    CENTRE = "CENTRE"
    AUDITOR = "AUDITOR"
    OPERATOR = "OPERATOR"  # the command line of the server itself; reaches no person's record
    OWN = "OWN"  # every account that has finished its enrolment


ROLE_SAYS: dict[Role, Words] = {
    Role.REGISTRAR: Words("นายทะเบียนประวัติ", "registrar"),
    Role.OFFICER: Words("เจ้าหน้าที่ทะเบียนประวัติ", "records officer"),
    Role.LGO_BOOTSTRAP: Words("บัญชีตั้งต้นของ อปท.", "LGO first account"),
    Role.ENROLLING: Words("บัญชีที่กำลังลงทะเบียนเครื่องและบัตร", "account being enrolled"),
    Role.DISTRICT: Words("เจ้าหน้าที่ สถอ.", "district office"),
    Role.DISTRICT_APPROVER: Words("ผู้อนุมัติเครื่องและบัตรของ สถอ.", "approver at the district office"),
    Role.PROVINCE: Words("เจ้าหน้าที่ สถจ.", "province office"),
    Role.CENTRE: Words("เจ้าหน้าที่กรมส่งเสริมการปกครองท้องถิ่น", "centre"),
    Role.AUDITOR: Words("ผู้ตรวจสอบ", "auditor"),
    Role.OPERATOR: Words("ผู้ดูแลระบบ", "operator"),
    Role.OWN: Words("เจ้าของบัญชี", "account holder"),
}

GRANTS: dict[Role, frozenset[P]] = {
    Role.REGISTRAR: frozenset(
        {
            P.RIGHTS_VIEW,
            P.RIGHTS_APPOINT,
            P.RIGHTS_SEARCH,
            P.MOVEMENT_VIEW,
            P.MOVEMENT_KEY,  # the officer's own lines only (SR-03)
            P.MOVEMENT_VERIFY,
            P.ORDER_VIEW,
            P.ORDER_APPLY,
            P.TRANSFER_VIEW,
            P.TRANSFER_ASK,
            P.TRANSFER_ANSWER,
            P.POST_VIEW,
            P.PLAN_VIEW,
            P.POST_KEEP,
            P.PERSON_READ,
            P.PERSON_FIND_BY_NUMBER,
            P.ORGANISATION_VIEW,
        }
    ),
    Role.OFFICER: frozenset(
        {
            P.RIGHTS_VIEW,
            P.RIGHTS_APPOINT,
            P.RIGHTS_SEARCH,
            P.MOVEMENT_VIEW,
            P.MOVEMENT_KEY,
            P.ORDER_VIEW,
            P.ORDER_DRAW,
            P.TRANSFER_VIEW,
            P.TRANSFER_ASK,
            P.TRANSFER_ANSWER,
            P.POST_VIEW,
            P.PLAN_VIEW,
            P.POST_KEEP,
            P.PLAN_KEEP,
            P.PERSON_READ,
            P.PERSON_FIND_BY_NUMBER,
            P.ORGANISATION_VIEW,
        }
    ),
    Role.LGO_BOOTSTRAP: frozenset(
        {
            P.RIGHTS_VIEW,
            P.RIGHTS_APPOINT,
            P.RIGHTS_SEARCH,
            P.TRANSFER_VIEW,  # what it asked for itself, names veiled
            P.TRANSFER_ASK,
            P.ACCOUNT_OWN,
        }
    ),
    Role.ENROLLING: frozenset({P.CARD_ENROL}),
    Role.DISTRICT: frozenset(
        {
            P.FOLLOWUP_VIEW,
            P.FOLLOWUP_EXPORT,
            P.RIGHTS_VIEW,
            P.POST_VIEW,
            P.PLAN_VIEW,
            P.ORGANISATION_VIEW,
            P.CONTACT_EDIT,
        }
    ),
    Role.DISTRICT_APPROVER: frozenset({P.AGENT_APPROVE, P.CARD_APPROVE}),
    Role.PROVINCE: frozenset(
        {
            P.FOLLOWUP_VIEW,
            P.FOLLOWUP_EXPORT,
            P.RIGHTS_VIEW,
            P.RIGHTS_CONFIRM,
            P.ACCOUNT_ISSUE_DISTRICT,
            P.ACCOUNT_ISSUE_BOOTSTRAP,
            P.ACCOUNT_RESET,
            P.AGENT_APPROVE,
            P.CARD_APPROVE,
            P.MOVEMENT_VIEW,
            P.MOVEMENT_VERIFY_PAIR,
            P.ORDER_VIEW,
            P.ORDER_PREPARE,  # a draft that the LGO takes over or throws away; no record, no signature (ADR 0015)
            P.TRANSFER_VIEW,
            P.POST_VIEW,
            P.PLAN_VIEW,
            P.PERSON_READ,
            P.PERSON_FIND_BY_NUMBER,
            P.ORGANISATION_VIEW,
            P.CONTACT_EDIT,
        }
    ),
    Role.CENTRE: frozenset(
        {
            P.FOLLOWUP_VIEW,
            P.FOLLOWUP_OPEN,
            P.FOLLOWUP_EXPORT,
            P.RIGHTS_VIEW,
            P.ACCOUNT_ISSUE_CENTRE,
            P.ACCOUNT_ISSUE_PROVINCE,
            P.ACCOUNT_RESET,
            P.AGENT_APPROVE,
            P.CARD_APPROVE,
            P.ORGANISATION_VIEW,
            P.ORGANISATION_MANAGE,
            P.CONTACT_EDIT,
            P.REFERENCE_LOAD,
            P.POST_VIEW,
            P.PLAN_VIEW,
            P.PERSON_READ,
            P.PERSON_FIND_BY_NUMBER,
        }
    ),
    Role.AUDITOR: frozenset({P.RIGHTS_VIEW, P.ORGANISATION_VIEW}),
    Role.OPERATOR: frozenset(
        {
            P.ACCOUNT_ISSUE_CENTRE,
            P.ACCOUNT_RESET,
            P.AGENT_APPROVE,
            P.CARD_APPROVE,
            P.REFERENCE_LOAD,
            P.ORGANISATION_MANAGE,
        }
    ),
    Role.OWN: frozenset({P.ACCOUNT_OWN, P.CARD_ENROL, P.PERSON_READ_OWN}),
}
