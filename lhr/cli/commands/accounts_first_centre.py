"""`lhr accounts first-centre`: found the department in the register and issue the account of its first officer.

Everybody else is let in by somebody above; the first is let in by the operator, who has the database itself.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from lhr.access.actor import Actor, operator
from lhr.access.permissions import Permission
from lhr.access.policy import reach
from lhr.access.roles import Role
from lhr.cli.command import Argument, Command, CommandFailed
from lhr.identity import actions as identity
from lhr.identity import queries as accounts
from lhr.kernel import clock, thai_date
from lhr.kernel.rules import RuleBroken
from lhr.kernel.words import Words
from lhr.organisations import actions as organisations
from lhr.organisations import queries as places
from lhr.people import actions as people
from lhr.registry_rights import actions as rights


def run(options: argparse.Namespace) -> int:
    by = operator(clock.today(), "lhr accounts first-centre")
    try:
        issued = _issue(by, options, _ask_number())
    except RuleBroken as broken:
        raise CommandFailed(
            "\n".join(f"{f.code} {f.says()} - {f.remedy()}" for f in broken.findings)
        ) from broken
    print(f"ชื่อผู้ใช้: {issued.account.user_name}")
    print(f"รหัสผ่านครั้งแรก (แสดงครั้งเดียว): {issued.one_time}")
    return 0


def _ask_number() -> str:
    """Read the ID number from the terminal, or from a pipe: on the command line other programs could see it."""
    if sys.stdin.isatty():
        return getpass.getpass("เลขประจำตัวประชาชน (ไม่แสดงบนจอ): ")
    return sys.stdin.readline().strip()


@transaction.atomic
def _issue(by: Actor, options: argparse.Namespace, national_id: str) -> identity.IssuedAccount:
    centre = _centre(by, thai_date.parse(options.founded, field="founded"))
    if accounts.accounts(within=reach(by, Permission.ACCOUNT_ISSUE_CENTRE)).exists():
        raise CommandFailed("the register has accounts already; the centre's officers issue the next ones")
    person = people.register(
        by=by,
        national_id=national_id,
        prefix=options.prefix,
        first=options.first,
        last=options.last,
        birth_date=thai_date.parse(options.born, field="born"),
        gender=options.gender,
        starts=by.day,
        path=centre.path,
        permission=Permission.ACCOUNT_ISSUE_CENTRE,
    )
    rights.appoint_oversight(by=by, office=centre, person=person, role=Role.CENTRE, starts=by.day)
    return identity.issue_office(by=by, organisation=centre, person=person)


def _centre(by: Actor, founded: date) -> Any:
    try:
        return places.centre()
    except ObjectDoesNotExist:
        return organisations.found_centre(by=by, starts=founded)


COMMAND = Command(
    words=("accounts", "first-centre"),
    says=Words(
        "ออกบัญชีแรกของกรม (ถามเลขประจำตัวประชาชนทางหน้าจอ)",
        "issue the centre's first account; the ID number is asked for, never given on the command line",
    ),
    run=run,
    arguments=(
        Argument("--prefix", "คำนำหน้านาม", {"required": True}),
        Argument("--first", "ชื่อ", {"required": True}),
        Argument("--last", "นามสกุล", {"required": True}),
        Argument("--born", "วันเกิด พ.ศ. เช่น 1/10/2520", {"required": True}),
        Argument("--gender", "เพศ M หรือ F", {"required": True, "choices": ["M", "F"]}),
        Argument("--founded", "วันที่เริ่มมีกรมในทะเบียน พ.ศ.", {"required": True}),
    ),
)
