"""The agent's own key (P-256): the real second factor. Kept in a file that only its owner can read.

A key in a TPM or a Secure Enclave comes behind the same `Key`; it is then named in `storage`.
"""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any, Protocol

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from lhr_card import wire

SOFTWARE = "software"  # shown to the approver as "ซอฟต์แวร์"
OWNER_ONLY = 0o600


class Key(Protocol):
    @property
    def kid(self) -> str: ...

    @property
    def jwk(self) -> dict[str, str]: ...

    @property
    def storage(self) -> str: ...

    def envelope(self, statement: wire.Statement) -> dict[str, str]: ...


class KeyFileOpen(Exception):
    """Others than the owner may read the key file, so its key proves nothing any more."""


class SoftwareKey:
    storage = SOFTWARE

    def __init__(self, private: ec.EllipticCurvePrivateKey) -> None:
        self._private = private
        self.jwk = wire.public_jwk(private.public_key())
        self.kid = wire.thumbprint(self.jwk)

    @classmethod
    def new(cls) -> SoftwareKey:
        return cls(ec.generate_private_key(ec.SECP256R1()))

    def envelope(self, statement: wire.Statement) -> dict[str, str]:
        return wire.envelope(self._private, statement)

    def pem(self) -> str:
        form = serialization.PrivateFormat.PKCS8
        plain = serialization.NoEncryption()
        return self._private.private_bytes(serialization.Encoding.PEM, form, plain).decode("ascii")

    @classmethod
    def from_pem(cls, pem: str) -> SoftwareKey:
        private = serialization.load_pem_private_key(pem.encode("ascii"), password=None)
        if not isinstance(private, ec.EllipticCurvePrivateKey):
            raise TypeError("the key file holds no P-256 key")
        return cls(private)


def write_private(path: Path, value: dict[str, Any]) -> None:
    """Write JSON that only the owner can read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def read_private(path: Path) -> dict[str, Any]:
    """Return the JSON of an owner-only file; KeyFileOpen when the group or others may touch it."""
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyFileOpen(path.name)
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value


def load_key(path: Path) -> SoftwareKey:
    return SoftwareKey.from_pem(read_private(path)["private"])


def save_key(path: Path, key: SoftwareKey) -> None:
    write_private(path, {"v": 1, "private": key.pem()})
