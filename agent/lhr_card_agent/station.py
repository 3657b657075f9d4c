"""One officer's PC as the server knows it: a key, a pairing, its readers and their counter."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from lhr_card import statement as forms
from lhr_card import wire
from lhr_card.fields import ENROL, LOGIN, ReadSet
from lhr_card_agent import VERSION
from lhr_card_agent.reading import CardReading, Reads
from lhr_card_agent.settings import Vault

INSERTED = "inserted"
REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class CardEvent:
    t: str  # inserted or removed
    seq: int


@dataclass(frozen=True, slots=True)
class Ask:
    """What a page asks a signature for. `tx` are the bytes of a weighty act, `says` its sentence."""

    typ: str
    nonce: str
    purpose: str
    tx: bytes = b""
    says: str = ""

    @property
    def read_set(self) -> ReadSet:
        return ENROL if self.typ == forms.ENROL_CARD else LOGIN


class Station:
    """`boot` is new at each start and gives `seq` its scope; `seq` rises with every card in or out."""

    def __init__(self, name: str, vault: Vault, reads: Reads) -> None:
        self.name = name
        self.vault = vault
        self.reads = reads
        self.boot = secrets.token_hex(8)
        self.seq = 0
        self.present = False
        self.why = "REMOVED"
        self.watchers: list[Callable[[CardEvent], None]] = []

    @property
    def kid(self) -> str:
        return self.vault.key().kid

    def paired_with(self, origin: str) -> bool:
        pairing = self.vault.pairing()
        return pairing is not None and pairing.origin == origin

    def card_inserted(self) -> None:
        self._count(INSERTED, present=True, why="")

    def card_removed(self, why: str = "REMOVED", *, others: bool = False) -> None:
        """Count a removal; why: REMOVED, READER_GONE or SERVICE_LOST. `others`: another reader still holds a card."""
        self._count(REMOVED, present=others, why="" if others else why)

    def _count(self, event: str, *, present: bool, why: str) -> None:
        self.seq += 1
        self.present, self.why = present, why
        for watcher in self.watchers:
            watcher(CardEvent(event, self.seq))

    def signed(self, ask: Ask, origin: str, card: CardReading) -> dict[str, str]:
        """Return `{statement, sig}` about this card for a page's nonce."""
        key = self.vault.key()
        part = wire.CardPart(
            cid_hash=wire.cid_hash(ask.nonce, card.cid),
            issue=card.issue,
            expire=card.expire,
            request_no=card.request_no,
            chip=card.chip,
            atr=card.atr.hex(),
        )
        said = wire.Statement(
            typ=ask.typ,
            aud=origin,
            nonce=ask.nonce,
            purpose=ask.purpose,
            tx_sha256=wire.tx_sha256(ask.tx) if ask.typ == forms.CONFIRM else "",
            iat=clock_seconds(),
            kid=key.kid,
            agent_ver=VERSION,
            boot=self.boot,
            seq=self.seq,
            reader=card.reader,
            card=part,
        )
        return key.envelope(said)

    def presence(self, origin: str, link: str, n: int, *, swapped: bool = False) -> dict[str, str]:
        """Return a signed presence message; it can never start a login and carries no card."""
        key = self.vault.key()
        said = wire.Statement(
            typ=forms.PRESENCE,
            aud=origin,
            kid=key.kid,
            boot=self.boot,
            seq=self.seq,
            link=link,
            n=n,
            state=forms.PRESENT if self.present else forms.ABSENT,
            why="SWAPPED" if swapped and self.present else self.why,
            iat=clock_seconds(),
        )
        return key.envelope(said)


def clock_seconds() -> int:
    """The PC's clock, seconds UTC: recorded in statements, never decisive for anything."""
    return int(time.time())
