"""What the agent keeps between two starts: its key and the one server it is paired with."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from lhr_card_agent.keys import SoftwareKey, load_key, read_private, save_key, write_private

PORTS = (14711, 14712, 14713)
LOOPBACK_NAMES = ("localhost", "127.0.0.1")
DEFAULT_PORTS = {"http": 80, "https": 443}


class NotAnOrigin(ValueError):
    """The server's address cannot be pinned: not https, or more than scheme, host and port."""


def origin_of(server: str) -> str:
    """Return the exact origin of a server's address; http is allowed on this PC itself only."""
    parts = urlsplit(server.strip())
    try:
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise NotAnOrigin(server) from None
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK_NAMES)
    bare = parts.path in {"", "/"} and not (parts.query or parts.fragment or parts.username or parts.password)
    if not (secure and host and bare):
        raise NotAnOrigin(server)
    written_port = "" if port in (None, DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host}{written_port}"


def is_loopback(origin: str) -> bool:
    return (urlsplit(origin).hostname or "") in LOOPBACK_NAMES


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pinned origin; pages of any other origin are refused."""

    origin: str
    label: str = ""


class Vault:
    """A key file and beside it the pairing. Read anew at each use: `pair` runs in another process."""

    def __init__(self, key_path: Path) -> None:
        self.key_path = key_path
        self.pairing_path = key_path.with_suffix(".pairing")
        self.next_path = key_path.with_suffix(".next")
        self._key: SoftwareKey | None = None
        self._key_seen: tuple[int, int] = (0, 0)

    def key(self) -> SoftwareKey:
        """Return the key, made when missing; KeyFileOpen when others may read its file."""
        if not self.key_path.exists():
            save_key(self.key_path, SoftwareKey.new())
        status = self.key_path.stat()
        seen = (status.st_mtime_ns, status.st_ino)
        if self._key is None or seen != self._key_seen:
            self._key, self._key_seen = load_key(self.key_path), seen
        return self._key

    def pairing(self) -> Pairing | None:
        if not self.pairing_path.exists():
            return None
        return Pairing(**read_private(self.pairing_path))

    def keep(self, key: SoftwareKey, pairing: Pairing) -> None:
        """Keep what the server accepted: the key first, for a pairing without its key is useless."""
        save_key(self.key_path, key)
        write_private(self.pairing_path, asdict(pairing))
        self.next_path.unlink(missing_ok=True)

    def successor(self) -> SoftwareKey:
        """Return the key that is to follow this one, made when missing.

        It is kept before the server hears of it and until the server's answer is known: whichever of the two the
        server has in force, this PC holds it.
        """
        if not self.next_path.exists():
            save_key(self.next_path, SoftwareKey.new())
        return load_key(self.next_path)

    def promote(self) -> None:
        """The server has the successor in force: it is the key from now on, and the old one is gone."""
        self.next_path.replace(self.key_path)

    def chosen_reader(self) -> str:
        """Return the reader the officer chose for a PC with several cards in; "" when none was."""
        try:
            return self.key_path.with_suffix(".reader").read_text(encoding="utf-8").strip()
        except OSError:
            return ""

    def choose_reader(self, name: str) -> None:
        path = self.key_path.with_suffix(".reader")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(name + "\n", encoding="utf-8")

    def forget(self) -> bool:
        """Remove key and pinned origin; False when there was neither."""
        known = [path for path in (self.pairing_path, self.key_path, self.next_path) if path.exists()]
        for path in known:
            path.unlink()
        self._key = None
        return bool(known)


def own_folder() -> Path:
    """The folder of this officer's agent: LHR_CARD_DIR, else the system's place for settings."""
    named = os.environ.get("LHR_CARD_DIR")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "LHR" / "card"
    return Path(os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config")) / "lhr-card"


def own_vault() -> Vault:
    return Vault(own_folder() / "key.json")
