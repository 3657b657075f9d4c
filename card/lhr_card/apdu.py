"""Commands to the Thai ID card and the rules for its status words (SW1 SW2)."""

from __future__ import annotations

from collections.abc import Callable

from lhr_card.codes import CardProblem

Transmit = Callable[[bytes], bytes]

SELECT_THAI_ID = bytes.fromhex("00A4040008A000000054480001")
READ_CHIP = bytes.fromhex("80CA9F7F2D")

# Probable, not certain: the serial stands 8 bytes long at offset 13 of the CPLC answer.
CHIP_SERIAL = slice(13, 21)

LONGEST_READ = 255
MOST_ANSWERS = 64  # a card that says "more" for ever is an error, not a loop without end


def read_command(offset: int, length: int) -> bytes:
    """Return READ for `length` bytes at `offset`; a card answers at most 255 bytes at once."""
    if not 0 < length <= LONGEST_READ:
        raise ValueError(f"a read takes 1 to {LONGEST_READ} bytes, not {length}")
    return b"\x80\xb0" + offset.to_bytes(2, "big") + b"\x02" + length.to_bytes(2, "big")


def get_response(length: int, p2: int) -> bytes:
    return bytes((0x00, 0xC0, 0x00, p2, length))


def response_p2(atr: bytes) -> int:
    """Return P2 of GET RESPONSE: cards whose ATR starts 3B 67 want 01 (probable; three readers agree)."""
    return 1 if atr[:2] == b"\x3b\x67" else 0


def run(transmit: Transmit, command: bytes, p2: int = 0) -> bytes:
    """Send one command and return its data; CardProblem CARD_ERROR for any end but 90 00.

    61 xx is followed by GET RESPONSE for as long as the card says so; 6C xx repeats a command once
    with the length the card names.
    """
    data = b""
    corrected = False
    for _ in range(MOST_ANSWERS):
        part, sw1, sw2 = _split(transmit(command))
        if sw1 == 0x6C and len(command) == 5 and not corrected:
            command, corrected = command[:4] + bytes((sw2,)), True
            continue
        data += part
        if (sw1, sw2) == (0x90, 0x00):
            return data
        if sw1 != 0x61:
            raise CardProblem("CARD_ERROR")
        command, corrected = get_response(sw2, p2), False
    raise CardProblem("CARD_ERROR")


def select(transmit: Transmit) -> None:
    """Select the storage applet; the card is judged by this answer and never by its ATR."""
    _, sw1, sw2 = _split(transmit(SELECT_THAI_ID))
    if (sw1, sw2) in {(0x6A, 0x82), (0x6D, 0x00)}:
        raise CardProblem("NOT_THAI_ID")
    if sw1 != 0x61 and (sw1, sw2) != (0x90, 0x00):
        raise CardProblem("CARD_ERROR")


def read(transmit: Transmit, offset: int, length: int, p2: int = 0) -> bytes:
    """Return exactly `length` bytes at `offset`; a short answer is CARD_ERROR, never padded."""
    data = run(transmit, read_command(offset, length), p2)
    if len(data) != length:
        raise CardProblem("CARD_ERROR")
    return data


def chip_serial(transmit: Transmit, p2: int = 0) -> str:
    """Return the chip's serial in hex, or "" when the card does not tell it: that is no error.

    To be asked before any SELECT. A card that was pulled out still raises.
    """
    try:
        serial = run(transmit, READ_CHIP, p2)[CHIP_SERIAL]
    except CardProblem as problem:
        if problem.code != "CARD_ERROR":
            raise
        return ""
    return serial.hex() if len(serial) == 8 else ""


def _split(answer: bytes) -> tuple[bytes, int, int]:
    if len(answer) < 2:
        raise CardProblem("CARD_ERROR")
    return answer[:-2], answer[-2], answer[-1]
