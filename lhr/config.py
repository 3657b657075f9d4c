"""Every setting of LHR, once: name, type, default, meaning, secret or not, lowest value.

Settings come from the environment (`LHR_…`); a secret may stand in a file named by `LHR_…_FILE` instead. A setting is
called to be read: `config.lookup_per_hour()`. It is read at each call, so nothing is kept that a test or a restart
would have to clear. docs/settings.md is made from this file by `lhr settings-doc`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Generic, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 32
_DEVELOPMENT_SECRET = "only-for-development-and-demonstration-never-for-officers"  # noqa: S105 - refused in production
_DEMONSTRATION_PRINT_KEY = "1:" + b"a demonstration's key, no secret".hex()  # refused in production
SETTINGS: list[Setting[object]] = []


class WrongSetting(Exception):
    """A setting that cannot be used; says which, why, and what to write instead. Never shows a secret."""


class Setting(Generic[T]):
    """One setting; calling it reads it."""

    def __init__(
        self,
        name: str,
        read: Callable[[str], T],
        default: str,
        means: str,
        *,
        kind: str,
        secret: bool = False,
        least: int | None = None,
    ) -> None:
        self.name, self.default, self.means, self.kind = name, default, means, kind
        self.secret, self.least = secret, least
        self._read = read
        self._last: tuple[str, T] | None = None
        SETTINGS.append(self)  # type: ignore[arg-type]

    def __call__(self) -> T:
        """Return the value in force. Raises WrongSetting."""
        written = self.written()
        if self._last is None or self._last[0] != written:
            self._last = (written, self._value(written))
        return self._last[1]

    def written(self) -> str:
        """Return what the environment says, or the default."""
        direct = os.environ.get(self.name)
        if direct is not None:
            return direct
        named = os.environ.get(f"{self.name}_FILE") if self.secret else None
        return Path(named).read_text(encoding="utf-8").strip() if named else self.default

    def shown(self) -> str:
        """Return the value in force for an operator's eyes; a password inside an address is hidden."""
        return re.sub(r"(?<=:)[^:@/]+(?=@)", "…", self.written())

    def documented_default(self) -> str:
        """Return the default as documents write it, free of this machine's own paths."""
        return f"`{self.default.replace(str(ROOT), '.')}`" if self.default else "(empty)"

    def is_default(self) -> bool:
        return self.written() == self.default

    def _value(self, written: str) -> T:
        try:
            value = self._read(written)
        except ValueError as error:
            raise WrongSetting(f"{self.name}: {error}; expected {self.kind}") from error
        if self.least is not None and isinstance(value, int) and value < self.least:
            raise WrongSetting(f"{self.name}: {value} is below {self.least}, the lowest value allowed")
        return value


def _yes_or_no(written: str) -> bool:
    said = written.strip().lower()
    if said in {"1", "true", "yes", "on"}:
        return True
    if said in {"0", "false", "no", "off", ""}:
        return False
    raise ValueError("neither yes nor no")


def _whole(written: str) -> int:
    if not written.strip().lstrip("-").isdecimal():
        raise ValueError("not a whole number")
    return int(written)


def _whole_up_to(most: int | None) -> Callable[[str], int]:
    def read(written: str) -> int:
        value = _whole(written)
        if most is not None and value > most:
            raise ValueError(f"{value} is above {most}, the highest value allowed")
        return value

    return read


def _three_numbers(written: str) -> tuple[Decimal, Decimal, Decimal]:
    parts = [Decimal(part.strip()) for part in written.split(",") if re.fullmatch(r" *[0-9]{1,2}(\.[05])? *", part)]
    if len(parts) != 3:
        raise ValueError("three numbers of steps, such as 1,1.5,2")
    return parts[0], parts[1], parts[2]


def _per_cent(written: str) -> Decimal:
    if not re.fullmatch(r"[0-9]{1,3}([.][0-9]{1,2})?", written.strip()) or Decimal(written.strip()) > 100:
        raise ValueError("not a number from 0 to 100")
    return Decimal(written.strip())


def _office_roles(written: str) -> frozenset[str]:
    parts = frozenset(part.strip().upper() for part in written.split(",") if part.strip())
    if not parts <= {"CENTRE", "PROVINCE", "DISTRICT"}:
        raise ValueError("not one of CENTRE, PROVINCE, DISTRICT")
    return parts


def _prefixes(written: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in written.split(",") if part.strip())
    if any(len(part) != 3 or not part.isdecimal() for part in parts):
        raise ValueError("each prefix is three digits")
    return parts


def _ports(written: str) -> tuple[int, ...]:
    parts = tuple(part.strip() for part in written.split(",") if part.strip())
    if not parts or any(not part.isdecimal() or not 1024 <= int(part) <= 65535 for part in parts):
        raise ValueError("ports are numbers from 1024 to 65535")
    return tuple(int(part) for part in parts)


def _version(written: str) -> str:
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6}){0,3}", written):
        raise ValueError("not a version such as 1.0 or 1.2.3")
    return written


def _digits(written: str) -> str:
    if not re.fullmatch(r"[0-9]{1,10}", written):
        raise ValueError("not a row of digits")
    return written


def _origin(written: str) -> str:
    parts = urlsplit(written)
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or parts.path
        or parts.query
        or parts.fragment
    ):
        raise ValueError("an origin is scheme, host and port only, without a slash at the end")
    if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1"}:
        raise ValueError("http is for localhost only")
    return written


def _secret(written: str) -> str:
    if len(written) < SHORTEST_SECRET:
        raise ValueError(f"shorter than {SHORTEST_SECRET} characters")
    return written


def _numbered_key(written: str) -> tuple[int, bytes]:
    met = re.fullmatch(r"([0-9]{1,3}):([0-9a-f]{64})", written.strip().lower())
    if met is None or not 1 <= int(met.group(1)) <= 255:
        raise ValueError("not a number from 1 to 255, a colon and 64 hexadecimal digits")
    return int(met.group(1)), bytes.fromhex(met.group(2))


def _numbered_keys(written: str) -> dict[int, bytes]:
    pairs = [_numbered_key(part) for part in written.split(",") if part.strip()]
    if len({number for number, _ in pairs}) != len(pairs):
        raise ValueError("a number stands twice")
    return dict(pairs)


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(written: str) -> str:
        if written not in allowed:
            raise ValueError("not one of the allowed words")
        return written

    return read


def _headers(written: str) -> dict[str, str]:
    pairs = [part.partition(":") for part in written.split(";") if part.strip()]
    if any(not colon or not re.fullmatch(r"[A-Za-z0-9-]+", name.strip()) for name, colon, _ in pairs):
        raise ValueError("not a row of headers")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _address(written: str) -> str:
    parts = urlsplit(written)
    local = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1"}
    if written and (not parts.hostname or parts.fragment or not (parts.scheme == "https" or local)):
        raise ValueError("an address begins with https://")
    return written


def _endpoint(name: str, means: str) -> Setting[str]:
    return Setting(name, _address, "", means, kind="https address")


def _text(name: str, default: str, means: str) -> Setting[str]:
    return Setting(name, str, default, means, kind="text")


def _number(name: str, default: int, means: str, *, least: int = 1, most: int | None = None) -> Setting[int]:
    kind = "whole number" if most is None else f"whole number, {most} at most"
    return Setting(name, _whole_up_to(most), str(default), means, kind=kind, least=least)


def _flag(name: str, default: bool, means: str) -> Setting[bool]:
    return Setting(name, _yes_or_no, "yes" if default else "no", means, kind="yes or no")


def _hidden(name: str, means: str) -> Setting[str]:
    return Setting(name, _secret, _DEVELOPMENT_SECRET, means, kind="secret text", secret=True)


# --- where it runs -----------------------------------------------------------------------------------------------
production = _flag(
    "LHR_PRODUCTION",
    False,
    "Real officers work here: development secrets, synthetic ID numbers, the "
    "demonstration and an origin without https are refused at start.",
)
demo = _flag("LHR_DEMO", False, "This is the demonstration: its banner is shown and its data may be loaded.")
demo_agent_port = _number(
    "LHR_DEMO_AGENT_PORT", 14711, "Port of the demonstration's card agent on this machine."
)
data_dir = Setting(
    "LHR_DATA_DIR",
    Path,
    str(ROOT / "data"),
    "Folder of the SQLite file, collected static files and "
    "uploads. The default is `data` beside the program.",
    kind="folder",
)
database_url = _text(
    "LHR_DATABASE_URL",
    "",
    "`postgresql://user:password@host/name`, or `sqlite:///path`; empty means "
    "`lhr.sqlite3` in the data folder. May hold a password, so prefer a service file or the socket.",
)
database_pool = _flag(
    "LHR_DATABASE_POOL",
    False,
    "PostgreSQL only: take connections from psycopg's pool instead of keeping one a worker thread.",
)
origin = Setting(
    "LHR_ORIGIN",
    _origin,
    "http://localhost:8000",
    "The public origin that officers' browsers see; a card statement is only good for it (its `aud`).",
    kind="origin",
)
behind_proxy = _flag(
    "LHR_BEHIND_PROXY",
    False,
    "A proxy of our own ends TLS and sets X-Forwarded-Proto and "
    "X-Forwarded-For; otherwise these headers are not believed.",
)
log_level = Setting(
    "LHR_LOG_LEVEL",
    _one_of("DEBUG", "INFO", "WARNING", "ERROR"),
    "INFO",
    "How much the server writes to its log: DEBUG, INFO, WARNING or ERROR.",
    kind="word",
)
# --- secrets -----------------------------------------------------------------------------------------------------
secret_key = _hidden(
    "LHR_SECRET_KEY", "Signs sessions' CSRF tokens and one-time links. Changing it signs everybody out."
)
id_secret = _hidden(
    "LHR_ID_SECRET",
    "Key from which the digest and the encryption of national IDs and the fingerprint of "
    "a card are made. Losing it makes stored ID numbers unreadable; changing it needs a re-keying.",
)
print_key = Setting(
    "LHR_PRINT_KEY",
    _numbered_key,
    _DEMONSTRATION_PRINT_KEY,
    "Signs the QR of printed papers: the key's number (1 to 255), a colon and 32 bytes as 64 hexadecimal digits. A new "
    "key has a new number, and the public key of the old one goes into LHR_PRINT_PUBLIC_KEYS (`lhr print-key`).",
    kind="number:hexadecimal digits",
    secret=True,
)
print_public_keys = Setting(
    "LHR_PRINT_PUBLIC_KEYS",
    _numbered_keys,
    "",
    "Public keys that signed papers before the present one; they stay for ever, or the papers cannot be verified.",
    kind="number:hexadecimal digits, several with commas",
)
# --- people and dates --------------------------------------------------------------------------------------------
synthetic_id_prefixes = Setting(
    "LHR_SYNTHETIC_ID_PREFIXES",
    _prefixes,
    "199,299,399,499,599,699,799,899",
    "First three digits of ID numbers that no registration office issues, for tests and the "
    "demonstration. Must be empty in production.",
    kind="three-digit prefixes with commas",
)
id_first_digits = Setting(
    "LHR_ID_FIRST_DIGITS",
    _digits,
    "12345678",
    "First digits of the ID numbers of Thai nationals; another one warns (rule PE-03).",
    kind="digits in a row",
)
max_typed_year = _number(
    "LHR_MAX_TYPED_YEAR", 2600, "The last Buddhist year that may be typed (rule KE-02).", least=2560
)
# --- SEM102: who may be named, and by whom confirmed -----------------------------------------------------------------
acting_needs_confirmation = _flag(
    "LHR_ACTING_NEEDS_CONFIRMATION",
    True,
    "An acting or delegated registrar waits for the province's confirmation.",
)
cold_start = _flag(
    "LHR_COLD_START",
    True,
    "An LGO whose register cannot yet prove a post may name a person by order and "
    "scan; the province confirms.",
)
same_person_both_roles = _flag(
    "LHR_SAME_PERSON_BOTH_ROLES", False, "One person may be both registrar and records officer of an LGO."
)
bootstrap_lock_after_pair = _flag(
    "LHR_BOOTSTRAP_LOCK_AFTER_PAIR",
    True,
    "An LGO's first account locks itself once both officers have signed in by card.",
)
lookup_per_hour = _number(
    "LHR_LOOKUP_PER_HOUR", 20, "Searches by ID number that one account may make in an hour."
)
lookup_misses = _number(
    "LHR_LOOKUP_MISSES",
    10,
    "Searches without a hit after which an account must stop for the day and the office above is told.",
)
rights_most_ahead_days = _number(
    "LHR_RIGHTS_MOST_AHEAD_DAYS",
    180,
    "Days ahead up to which a right may begin without a reason (RR-05.1).",
)
rights_ending_days = _number(
    "LHR_RIGHTS_ENDING_DAYS",
    90,
    "Days ahead within which the follow-up marks an LGO whose right will end without a successor.",
)
# --- accounts and cards ------------------------------------------------------------------------------------------
enrol_code_hours = _number(
    "LHR_ENROL_CODE_HOURS", 72, "Hours that a printed one-time password or enrolment code is good."
)
password_min_with_card = _number(
    "LHR_PASSWORD_MIN_WITH_CARD", 8, "Least length of a password that is used together with a card.", least=8
)
password_min_without_card = _number(
    "LHR_PASSWORD_MIN_WITHOUT_CARD", 15, "Least length of a password that is used alone.", least=12
)
step_limits = Setting(
    "LHR_STEP_LIMITS",
    _three_numbers,
    "1,1.5,2",
    "Most steps of a rise in half 1 (1 April), in half 2 (1 October) and in a round year (SR-11).",
    kind="three numbers with commas",
)
personnel_ceiling_pct = Setting(
    "LHR_PERSONNEL_CEILING_PCT",
    _per_cent,
    "40",
    "Most that personnel paid from an LGO's own income may cost, in per cent of its annual expenditure budget (SP-02).",
    kind="number from 0 to 100",
)
contract_years_mission = _number(
    "LHR_CONTRACT_YEARS_MISSION", 4, "Longest contract of a mission employee, in years (SR-09)."
)
contract_years_general = _number(
    "LHR_CONTRACT_YEARS_GENERAL", 1, "Longest contract of a general employee, in years (SR-09)."
)
contract_age = _number("LHR_CONTRACT_AGE", 60, "Age that a contract does not outlast (SR-09).", least=18)
contract_age_expert = _number("LHR_CONTRACT_AGE_EXPERT", 70, "The same for special experts.", least=18)
agent_approval = Setting(
    "LHR_AGENT_APPROVAL",
    _one_of("province", "district"),
    "province",
    "The office that approves the pairing of an LGO's computer: province or district.",
    kind="word",
)
agent_ports = Setting(
    "LHR_AGENT_PORTS",
    _ports,
    "14711,14712,14713",
    "Ports of the officer's own machine on which a page looks for the card agent, in this order; no page may reach "
    "any other.",
    kind="port numbers with commas",
)
agent_min_version = Setting(
    "LHR_AGENT_MIN_VERSION",
    _version,
    "1.0",
    "Oldest card agent that may sign statements.",
    kind="version: numbers with dots",
)
agent_key_days = _number(
    "LHR_AGENT_KEY_DAYS",
    365,
    "Days after which the card agent of a computer replaces its key by a new one, by itself and without approval.",
    least=30,
)
passes = _flag(
    "LHR_PASSES",
    True,
    "An office may issue a one-time way in to somebody whose card or reader cannot be used (never for SEM102).",
)
pass_hours = _number(
    "LHR_PASS_HOURS", 8, "The longest time, in hours, for which a one-time way in may be issued.", most=8
)
card_register = _text("LHR_CARD_REGISTER", "", "Dotted name of the class that asks whether a card is current (an "
                      "`lhr.identity.card_status.CardRegister`); empty: nobody is asked.")
challenge_seconds = _number("LHR_CHALLENGE_SECONDS", 60, "Seconds that a card challenge is good.", least=10)
passkey_required_roles = Setting(
    "LHR_PASSKEY_REQUIRED_ROLES",
    _office_roles,
    "CENTRE,PROVINCE",
    "Roles of offices whose sign-in needs a passkey (CENTRE, PROVINCE, DISTRICT); the demonstration asks nobody, and "
    "in production CENTRE and PROVINCE must be among them.",
    kind="words with commas",
)
passkey_seconds = _number(
    "LHR_PASSKEY_SECONDS", 120, "Seconds within which a passkey must answer.", least=60, most=120
)
# --- ThaID, where the Department of Provincial Administration has approved it -----------------------------------------
thaid = _flag("LHR_THAID", False, "Officers may confirm a card, or come in without one (never for SEM102), by ThaID.")
thaid_issuer = _text("LHR_THAID_ISSUER", "", "The `iss` that the id_token of ThaID must carry.")
thaid_authorisation_url = _endpoint("LHR_THAID_AUTHORISATION_URL", "Where the officer's browser confirms in ThaID.")
thaid_token_url = _endpoint("LHR_THAID_TOKEN_URL", "Where the server exchanges the code for the id_token.")
thaid_jwks_url = _endpoint("LHR_THAID_JWKS_URL", "The key set (JWKS) with which the id_token is verified.")
thaid_client_id = _text(
    "LHR_THAID_CLIENT_ID", "", "The name under which ThaID knows this installation; the token's `aud`."
)
thaid_client_secret = Setting(
    "LHR_THAID_CLIENT_SECRET", str, "", "The secret that ThaID gave with it.", kind="secret text", secret=True
)
thaid_headers = Setting(
    "LHR_THAID_HEADERS",
    _headers,
    "",
    "Further headers of the server's calls to ThaID, such as an API key.",
    kind="`Name: value`, several with semicolons",
    secret=True,
)
thaid_scopes = _text("LHR_THAID_SCOPES", "openid pid date_of_issuance", "The scopes asked of ThaID; `pid` is needed.")
thaid_seconds = _number(
    "LHR_THAID_SECONDS", 300, "Seconds within which the officer must come back from ThaID.", least=60
)
presence_silence_seconds = _number(
    "LHR_PRESENCE_SILENCE_SECONDS",
    60,
    "Seconds without word from the card agent after which a session locks.",
    least=20,
)
# --- sessions ----------------------------------------------------------------------------------------------------
session_idle_minutes = _number(
    "LHR_SESSION_IDLE_MINUTES", 30, "Minutes without a request after which a session ends."
)
session_hours = _number("LHR_SESSION_HOURS", 12, "Hours after which every session ends.")
unlock_password_minutes = _number(
    "LHR_UNLOCK_PASSWORD_MINUTES", 15, "Minutes of lock after which unlocking asks for the password too."
)
save_receipt_days = _number(
    "LHR_SAVE_RECEIPT_DAYS",
    30,
    "Not applied yet. Days that the receipt of a save is to be kept; receipts stay until books can be aged, sealed, so "
    "a repeated save is recognised for longer than this.",
)
# --- scans of orders ---------------------------------------------------------------------------------------------
scan_max_mb = _number("LHR_SCAN_MAX_MB", 20, "Largest scan of an order that is taken, in MB a file.")
scan_day_mb = _number("LHR_SCAN_DAY_MB", 200, "MB of scans that one account may send in a day, refused ones too.")
scan_max_side = _number(
    "LHR_SCAN_MAX_SIDE", 8000, "Longest side of a scanned picture that is taken, in pixels.", least=1000
)
scan_max_megapixels = _number(
    "LHR_SCAN_MAX_MEGAPIXELS", 40, "Largest area of a scanned picture that is taken, in millions of pixels."
)
scan_reader_mb = _number(
    "LHR_SCAN_READER_MB", 512, "Memory of the process that looks at one uploaded scan, in MB.", least=256
)
scan_reader_seconds = _number(
    "LHR_SCAN_READER_SECONDS", 30, "Seconds after which looking at one uploaded scan is given up.", least=5
)
scan_pending_days = _number(
    "LHR_SCAN_PENDING_DAYS", 7, "Days that a scan sent with a form and not saved yet is kept for that form."
)
scan_command = _text(
    "LHR_SCAN_COMMAND",
    "",
    "A virus scanner that reads each uploaded scan from its input and ends with 0 (clean) or 1 (found), such as "
    "`clamdscan --no-summary -`; anything else, silence too, refuses the file. Empty: none is asked.",
)
evidence_store = _text(
    "LHR_EVIDENCE_STORE",
    "lhr.documents.store.Folder",
    "Dotted name of the class that keeps the bytes of scans (an `lhr.documents.store.Store`).",
)
evidence_dir = _text(
    "LHR_EVIDENCE_DIR",
    "",
    "Folder of the scans, outside the web root and shared by all web processes; empty means `evidence` in the data "
    "folder, and must not be in production. It belongs to every backup (docs/operate/evidence.md).",
)
# --- books -------------------------------------------------------------------------------------------------------
reading_days = _number(
    "LHR_READING_DAYS",
    730,
    "Not applied yet. Days that the book of readings is to keep who read whose record; readings stay until books can "
    "be aged, sealed.",
    least=90,
)
purpose_minutes = _number(
    "LHR_PURPOSE_MINUTES", 20, "Minutes for which the purpose of reading a person's record, once given, holds."
)
draft_days = _number(
    "LHR_DRAFT_DAYS", 30, "Days that something typed and not saved (SEM102, a movement) is kept for its account."
)
traffic_log_days = _number(
    "LHR_TRAFFIC_LOG_DAYS",
    730,
    "Days that `lhr sweep` keeps traffic data: ended sessions with the address they came from (Computer Crime Act "
    "s. 26: at least 90).",
    least=90,
)

import_file_days = _number(
    "LHR_IMPORT_FILE_DAYS", 730, "Days that the rows of an imported file, and a first-round name list, are kept."
)


# --- jobs --------------------------------------------------------------------------------------------------------
job_lease_seconds = _number(
    "LHR_JOB_LEASE_SECONDS",
    60,
    "Seconds after which a job whose worker is silent is taken over by another worker. One item of a job (one printed "
    "record) must be done within it.",
    least=10,
)
job_attempts = _number(
    "LHR_JOB_ATTEMPTS",
    3,
    "How often a job is begun before it is given up: a failure and the death of its worker end one attempt.",
)
jobs_at_once = _number(
    "LHR_JOBS_AT_ONCE", 5, "Jobs that one account may have waiting or going on at the same time (rule JB-01)."
)
job_days = _number("LHR_JOB_DAYS", 30, "Days that `lhr sweep` keeps jobs that have ended.")


def problems() -> list[str]:
    """Return why LHR must not start with these settings; empty when it may."""
    found = []
    for setting in SETTINGS:
        try:
            setting()
        except (WrongSetting, OSError) as error:
            found.append(str(error))
    return found or _together() or (_production_problems() if production() else [])


def _together() -> list[str]:
    """Settings that only make sense together."""
    host = urlsplit(origin()).hostname or ""
    if passkey_required_roles() and not demo() and re.fullmatch(r"[0-9.]+|.*:.*", host):
        return ["LHR_ORIGIN: passkeys are bound to a host name and refuse an address in digits; use a name (localhost)"]
    if print_key()[0] in print_public_keys():
        return ["LHR_PRINT_PUBLIC_KEYS: has the number of LHR_PRINT_KEY; a new key needs a new number"]
    if not thaid():
        return []
    endpoints = (thaid_issuer, thaid_authorisation_url, thaid_token_url, thaid_jwks_url)
    needed = (*endpoints, thaid_client_id, thaid_client_secret)
    return [f"{setting.name}: must be set where LHR_THAID is on" for setting in needed if not setting()]


def _production_problems() -> list[str]:
    found = [
        f"{setting.name}: not allowed in production as it stands; set it or {setting.name}_FILE"
        for setting in (secret_key, id_secret, print_key)
        if setting.is_default()
    ]
    if secret_key() == id_secret():
        found.append("LHR_ID_SECRET: must differ from LHR_SECRET_KEY")
    if synthetic_id_prefixes():
        found.append("LHR_SYNTHETIC_ID_PREFIXES: must be empty in production")
    if not origin().startswith("https://"):
        found.append("LHR_ORIGIN: must begin with https:// in production")
    if not {"CENTRE", "PROVINCE"} <= passkey_required_roles():
        found.append("LHR_PASSKEY_REQUIRED_ROLES: CENTRE and PROVINCE must be among them in production")
    if demo():
        found.append("LHR_DEMO: the demonstration cannot run in production")
    return found
