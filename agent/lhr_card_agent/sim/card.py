"""A virtual Thai ID card: an image of bytes that answers commands as the real applet does."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field

from lhr_card import apdu
from lhr_card.codes import CardProblem
from lhr_card.fields import FIELDS
from lhr_card_agent.sim.desk import Desk
from lhr_card_agent.sim.faults import Faults

OK = b"\x90\x00"
NOT_FOUND = b"\x6a\x82"
WRONG_P2 = b"\x6a\x86"
PAST_THE_END = b"\x6b\x00"
UNKNOWN = b"\x6d\x00"
GARBAGE = b"\x6f\x00"
_IMAGE_END = max(entry.end for entry in FIELDS.values())
_CPLC_LENGTH = 0x2D
_FILE_INFO = bytes.fromhex("6F088406A00000005448")


def image_of(desk: Desk) -> bytes:
    """Return the applet's bytes for a desk's person; texts padded with spaces as on real cards."""
    image = bytearray(b" " * _IMAGE_END)
    texts = {
        "version": "0003",
        "cid": desk.cid,
        "thai_name": desk.thai_name,
        "english_name": desk.english_name,
        "birth": desk.birth,
        "sex": desk.sex,
        "request_no": desk.request_no,
        "issue": desk.issue,
        "expire": desk.expire,
    }
    for name, value in texts.items():
        put(image, name, value.encode("iso8859-11"))
    return bytes(image)


def put(image: bytearray, name: str, value: bytes) -> None:
    entry = FIELDS[name]
    image[entry.offset : entry.end] = value[: entry.length].ljust(entry.length)


@dataclass
class VirtualCard:
    image: bytes
    chip: bytes
    atr: bytes
    faults: Faults = field(default_factory=Faults)
    _selected: bool = False
    _waiting: bytes = b""
    _commands: int = 0
    _struck: int = 0

    def reset(self) -> None:
        self._selected, self._waiting, self._commands = False, b"", 0

    def answer(self, command: bytes) -> bytes | None:
        """Return data + SW; b"" for an empty reply, None when the card never answers.

        CARD_REMOVED when it is pulled out at this command.
        """
        self._commands += 1
        nth, faults = self._commands, self._faults_now()
        if nth == faults.remove_at:
            raise CardProblem("CARD_REMOVED")
        if nth == faults.stall_at:
            return None
        if nth == faults.empty_at:
            return b""
        if nth == faults.garbage_at:
            return GARBAGE
        answer = self._proper(command)
        if nth == faults.short_at:
            return answer[-1:]
        if nth == faults.random_at:
            return random.Random(nth).randbytes(16)  # noqa: S311  # noise, the same at each run
        if faults.ms_per_byte:
            time.sleep((len(command) + len(answer)) * faults.ms_per_byte / 1000)
        return answer

    def _faults_now(self) -> Faults:
        """Return the switches in force; those that strike `times` only rest afterwards."""
        faults = self.faults
        if self._commands in faults.strikes:
            self._struck += 1
        return Faults() if faults.times and self._struck > faults.times else faults

    def _proper(self, command: bytes) -> bytes:
        if command[:4] == b"\x00\xa4\x04\x00":
            return self._select(command)
        if command[:2] == b"\x00\xc0":
            return self._respond(command)
        if command == apdu.READ_CHIP:
            return self._cplc()
        if command[:2] == b"\x80\xb0" and self._selected and len(command) == 7:
            return self._read(command)
        return UNKNOWN

    def _select(self, command: bytes) -> bytes:
        self._selected = command == apdu.SELECT_THAI_ID and not self.faults.not_thai
        return self._offer(_FILE_INFO) if self._selected else NOT_FOUND

    def _read(self, command: bytes) -> bytes:
        offset, length = int.from_bytes(command[2:4], "big"), int.from_bytes(command[5:7], "big")
        if offset + length > len(self.image):
            return PAST_THE_END
        return self._offer(self.image[offset : offset + length])

    def _offer(self, data: bytes) -> bytes:
        self._waiting = data
        return bytes((0x61, len(data)))

    def _respond(self, command: bytes) -> bytes:
        if command[3] != apdu.response_p2(self.atr):
            return WRONG_P2
        data, self._waiting = self._waiting[: command[4]], b""
        return data + OK

    def _cplc(self) -> bytes:
        head = bytes.fromhex("9F7F2A") + bytes(10)
        return (head + self.chip).ljust(_CPLC_LENGTH, b"\0") + OK


def dumped(transmit: apdu.Transmit, atr: bytes) -> VirtualCard:
    """Return a copy of a card, made of nothing but what everybody may read from it without a PIN."""
    p2 = apdu.response_p2(atr)
    chip = bytes.fromhex(apdu.chip_serial(transmit, p2))
    apdu.select(transmit)
    spans = [
        (offset, min(apdu.LONGEST_READ, _IMAGE_END - offset))
        for offset in range(0, _IMAGE_END, apdu.LONGEST_READ)
    ]
    image = b"".join(apdu.read(transmit, offset, length, p2) for offset, length in spans)
    return VirtualCard(image, chip, atr)


def card_of(desk: Desk) -> VirtualCard:
    return VirtualCard(image_of(desk), desk.chip_serial, bytes.fromhex(desk.atr))
