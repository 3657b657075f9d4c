"""Officers of offices above, who sign in with password and passkey."""

from __future__ import annotations

from dataclasses import dataclass, field

from lhr.access.actor import ANONYMOUS, Actor
from lhr.access.roles import Role
from lhr.identity import actions, second_factor
from lhr.identity.models import Account, Passkey, SignIn
from lhr.identity.passkeys import ENROL, LOGIN, PasskeyShown
from lhr.organisations.models import Organisation
from tests.identity.authenticator import Authenticator
from tests.identity.cast import ADDRESS, PASSWORD, Cast

_ROLES = {"CENTRE": Role.CENTRE, "PROVINCE": Role.PROVINCE, "DISTRICT": Role.DISTRICT}


@dataclass
class OfficeOfficer:
    """Somebody at an office, as far enrolled as the test asks. `issuer` gave the account, `approver` is another."""

    cast: Cast
    account: Account
    one_time: str
    issuer: Actor
    approver: Actor
    device: Authenticator = field(default_factory=Authenticator)
    entry: object = None

    @property
    def me(self) -> Actor:
        return self.cast.actor(Role.OWN, self.account.organisation.path, self.account)

    def types(self, password: str = PASSWORD) -> SignIn:
        account = actions.check_password(
            by=ANONYMOUS, user_name=self.account.user_name, password=password, address=ADDRESS
        )
        return actions.begin(by=ANONYMOUS, account=account, session_key=self.cast.session_key(), address=ADDRESS)

    def sets_password(self) -> SignIn:
        sign_in = self.types(self.one_time)
        actions.change_password(by=ANONYMOUS, sign_in=sign_in, new=PASSWORD, repeated=PASSWORD)
        return SignIn.objects.get(pk=sign_in.pk)

    def makes(self, sign_in: SignIn, device: Authenticator | None = None, **lies: object) -> Passkey:
        question = actions.passkey_question(by=ANONYMOUS, sign_in=sign_in, purpose=ENROL)
        sent = (device or self.device).makes(question, **lies)
        made = actions.enrol_passkey(by=self.me, sign_in=sign_in, sent=sent, label="โทรศัพท์")
        self.entry = made.entry_id
        return made

    def adds(self, sign_in: SignIn, device: Authenticator) -> Passkey:
        """Make another passkey, vouched for by the one that is in force."""
        shown = self.shows(sign_in, "account.own", tx=b"{}")
        question = actions.passkey_question(by=self.me, sign_in=sign_in, purpose=ENROL)
        sent = device.makes(question)
        return actions.enrol_passkey(by=self.me, sign_in=sign_in, sent=sent, label="กุญแจ USB", vouched=shown)

    def is_approved(self, by: Actor | None = None) -> None:
        found = second_factor.live(self.entry)  # type: ignore[arg-type]
        actions.approve_passkey(by=by or self.approver, entry_id=found.entry_id, version=found.version)
        self.account.refresh_from_db()

    def shows(
        self,
        sign_in: SignIn,
        purpose: str = LOGIN,
        device: Authenticator | None = None,
        tx: bytes | None = None,
        **lies: object,
    ) -> PasskeyShown:
        question = actions.passkey_question(by=ANONYMOUS, sign_in=sign_in, purpose=purpose, tx=tx)
        sent = (device or self.device).shows(question, **lies)
        return actions.verify_passkey(by=ANONYMOUS, sign_in=sign_in, sent=sent, purpose=purpose, tx=tx)

    def signs_in(self) -> SignIn:
        sign_in = self.types()
        shown = self.shows(sign_in)
        return actions.complete_by_passkey(
            by=ANONYMOUS, sign_in=sign_in, shown=shown, session_key=self.cast.session_key()
        )

    def enrols(self) -> OfficeOfficer:
        self.makes(self.sets_password())
        self.is_approved()
        return self


def officer_of(cast: Cast, office: Organisation) -> OfficeOfficer:
    """Issue the account of an officer; the office above has two people for it."""
    above = cast.province.path if office.level == "DISTRICT" else "/"
    role = Role.PROVINCE if office.level == "DISTRICT" else Role.CENTRE
    issuer, approver = cast.actor(role, above), cast.actor(role, above)
    made = actions.issue_office(by=issuer, organisation=office, person=cast.person())
    return OfficeOfficer(cast, made.account, made.one_time, issuer, approver)
