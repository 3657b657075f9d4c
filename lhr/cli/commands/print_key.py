"""`lhr print-key`: what to write when the key that signs printed papers is changed."""

from __future__ import annotations

import argparse
import secrets

from lhr import config
from lhr.cli.command import Command
from lhr.documents.qr_token import Signer
from lhr.kernel.words import Words


def run(_: argparse.Namespace) -> int:
    signer = Signer(*config.print_key())
    kept = {**config.print_public_keys(), signer.number: signer.public}
    print("LHR_PRINT_KEY (a new key, keep it secret):")
    print(f"  {max(kept) + 1}:{secrets.token_hex(32)}")
    print("LHR_PRINT_PUBLIC_KEYS (the present key goes there once the new one is in use):")
    print("  " + ",".join(f"{number}:{public.hex()}" for number, public in sorted(kept.items())))
    return 0


COMMAND = Command(
    words=("print-key",),
    says=Words("ออกกุญแจใหม่ของ QR บนเอกสารพิมพ์", "make a new key for the QR of printed papers"),
    run=run,
)
