"""How somebody stands before the register in this request: who, by which session, locked or not, ended or not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lhr.access.actor import Actor
from lhr.access.roles import ROLE_SAYS
from lhr.identity import second_factor
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.web.shared import office
from lhr.web.shared.office import Office
from lhr_card.codes import CardCode

_NONE_YET = Words("", "")


@dataclass(frozen=True, slots=True)
class Ended:
    """Rights that have ended: the words of CL-29 filled in."""

    says: Words
    remedy: Words


@dataclass(frozen=True)
class Standing:
    """`session` is identity's row of this session and `account` its account; None: nobody.

    `inside` is true once every step of the sign-in is done (or the account is enrolling); `locked` is the code of a
    locked session; `ended` says that the rights are over. With either nothing is executed.
    """

    actor: Actor
    session: Any = None
    account: Any = None
    inside: bool = False
    locked: CardCode | None = None
    ended: Ended | None = None

    @property
    def signed_in(self) -> bool:
        return self.inside

    @property
    def must_change(self) -> bool:
        return self.account is not None and self.account.must_change

    @property
    def with_card(self) -> bool:
        return self.account is None or self.account.with_card

    @cached_property
    def with_passkey(self) -> bool:
        """True when the account has a passkey in force; asked only where something is confirmed."""
        return self.account is not None and second_factor.in_force(self.account.pk).exists()

    @property
    def signs_by_passkey(self) -> bool:
        """True for an office's account with a passkey: what it signs on a record is confirmed by that."""
        return self.account is not None and self.account.kind == "OFFICE" and self.with_passkey

    @property
    def watched(self) -> bool:
        """True when the session lives by a card in the reader."""
        return self.inside and self.actor.via == "card"

    @property
    def name(self) -> str:
        return self.actor.name

    @cached_property
    def place(self) -> Words:
        """The account's organisation as the header names it; asked only when a page shows it."""
        if self.account is None:
            return _NONE_YET
        view = organisations.view_of(self.account.organisation_id, self.actor.day)
        return Words(view.label, view.label)

    @cached_property
    def approver(self) -> Office | None:
        """Whom to ask about PC, card and password."""
        return office.approver(self.account.organisation_id, self.actor.day) if self.account else None

    @cached_property
    def province(self) -> Office | None:
        """Whom to ask about what only the province confirms or knows."""
        return office.province(self.account.organisation_id, self.actor.day) if self.account else None

    @property
    def duty(self) -> Words:
        duty = self.actor.main_duty
        return ROLE_SAYS[duty.role] if duty else _NONE_YET
