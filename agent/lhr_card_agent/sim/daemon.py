"""A private smart card daemon: the real pcscd with the driver vpcd, its own socket and ports, without privileges."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from lhr_card_agent.sim.vpcd import VirtualSlot

SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME"
READER = "Test PCD"
NOBODY = 65534
# Below the ports that outgoing connections take by themselves.
PORTS = range(20_000, 32_000, 2)
END_WITHIN_S = 10.0
DRIVERS = Path("/usr/lib/pcsc/drivers/serial")

# Hand the listening socket over as descriptor 3, as systemd does, and become the daemon. In a shell, because the
# user nobody may not run a Python that stands in root's home.
_START = 'exec 3<&"$1"; LISTEN_FDS=1 LISTEN_PID=$$ exec "$2" --foreground --config "$3"'
# pcscd insists on a folder of its own, also when it needs nothing from it. Without the right to make one it gets
# an empty /run that only it sees.
_OWN_FOLDER = Path("/run/pcscd")
_WITH_OWN_RUN = ("unshare", "--user", "--map-root-user", "--mount")
_MAKE_RUN = "mount -t tmpfs tmpfs /run && mkdir /run/pcscd && "


class NoDaemon(Exception):
    """The daemon cannot run here; the text says what is missing."""


def program() -> str:
    """Return where pcscd is; it stands in a folder that only root has on its path."""
    return shutil.which("pcscd") or shutil.which("pcscd", path="/usr/sbin:/usr/local/sbin") or ""


def driver() -> Path | None:
    return next(iter(sorted(DRIVERS.glob("libifdvpcd.so*"))), None)


def missing() -> str:
    """Name the Debian packages (or the folder) that are not there, "" when the daemon can run."""
    wanted = {
        "pcscd": bool(program()),
        "vsmartcard-vpcd": driver() is not None,
        str(_OWN_FOLDER): _has_own_folder() or _may_unshare(),
    }
    return " ".join(package for package, there in wanted.items() if not there)


def _has_own_folder() -> bool:
    if os.geteuid() == 0:
        _OWN_FOLDER.mkdir(mode=0o755, exist_ok=True)
    return _OWN_FOLDER.is_dir()


@cache
def _may_unshare() -> bool:
    if shutil.which(_WITH_OWN_RUN[0]) is None:
        return False
    tried = [*_WITH_OWN_RUN, "/bin/sh", "-c", _MAKE_RUN + "true"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def _command(handle: int, config: Path) -> list[str]:
    start = ["/bin/bash", "-c", _START]
    if not _has_own_folder():
        start = [*_WITH_OWN_RUN, "/bin/bash", "-c", _MAKE_RUN + _START]
    return [*start, "pcscd", str(handle), program(), str(config)]


def free_pair() -> int:
    """Return an even port that is free with the one above it. Each reader of vpcd takes two."""
    choice = random.SystemRandom()
    for _ in range(100):
        port = choice.choice(PORTS)
        try:
            with socket.socket() as first, socket.socket() as second:
                first.bind(("", port))
                second.bind(("", port + 1))
        except OSError:
            continue
        return port
    raise NoDaemon("no two free ports beside each other")


@dataclass(frozen=True)
class Settings:
    folder: Path
    port: int

    def write(self) -> Path:
        """Write the packaged reader file with a name and ports of our own; return its folder."""
        library = driver()
        if library is None:
            raise NoDaemon(missing())
        config = self.folder / "reader.conf.d"
        config.mkdir(exist_ok=True)
        number = f"0x{self.port:04X}"
        (config / "vpcd").write_text(
            f'FRIENDLYNAME "{READER}"\nDEVICENAME   /dev/null:{number}\n'
            f"LIBPATH      {library}\nCHANNELID    {number}\n",
            encoding="ascii",
        )
        return config


class PrivateDaemon:
    """`with PrivateDaemon(folder) as daemon: daemon.slots[0].insert(card)`.

    The PC/SC library remembers the socket of its first call: one process speaks to one `folder` only.
    """

    def __init__(self, folder: Path) -> None:
        if missing():
            raise NoDaemon(missing())
        self.folder = folder
        self.socket_path = folder / "pcscd.comm"
        self.slots: tuple[VirtualSlot, VirtualSlot] = (VirtualSlot(0), VirtualSlot(0))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        port = free_pair()
        self.slots = (VirtualSlot(port), VirtualSlot(port + 1))
        config = Settings(self.folder, port).write()
        self.socket_path.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX) as listening, (self.folder / "pcscd.log").open("ab") as log:
            listening.bind(str(self.socket_path))
            listening.listen(50)
            if os.geteuid() == 0:
                self.socket_path.chmod(0o666)
            handle = listening.fileno()
            self._process = subprocess.Popen(
                _command(handle, config),
                pass_fds=[handle],
                stdout=log,
                stderr=log,
                user=NOBODY if os.geteuid() == 0 else None,
                group=NOBODY if os.geteuid() == 0 else None,
            )
        self._listens(port)
        return self

    def _listens(self, port: int) -> None:
        """Return when the driver has opened both slots."""
        last = time.monotonic() + END_WITHIN_S
        while time.monotonic() < last:
            if self._process is None or self._process.poll() is not None:
                raise NoDaemon("pcscd ended by itself: " + self.log()[-300:])
            if all(_taken(number) for number in (port, port + 1)):
                return
            time.sleep(0.01)
        raise NoDaemon("pcscd did not open its readers: " + self.log()[-300:])

    def log(self) -> str:
        return (self.folder / "pcscd.log").read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """End the daemon: to its clients the service is lost, and the readers with it."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(END_WITHIN_S)
            except subprocess.TimeoutExpired:
                process.kill()  # a stuck card holds the driver up
                process.wait()
        for slot in self.slots:
            slot.remove()
        self.socket_path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def _taken(port: int) -> bool:
    """True when somebody listens there. A connection would be a card: binding asks without inserting one."""
    with socket.socket() as ours:
        try:
            ours.bind(("", port))
        except OSError:
            return True
    return False
