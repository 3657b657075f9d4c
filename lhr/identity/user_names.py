"""User names that can be said over the telephone and tell nothing of a person: 4805-lgo-1, 48-office-2, 4805-staff-17.

First the digits of the province or district (00 at the centre), then the kind of account, then a running number.
"""

from __future__ import annotations

from lhr.identity.models import Account, AccountKind
from lhr.kernel.digits import to_arabic
from lhr.organisations.models import Organisation

_WORD = {AccountKind.LGO_BOOTSTRAP: "lgo", AccountKind.OFFICE: "office", AccountKind.PERSON: "staff"}
_CENTRE = "00"


def place_of(path: str) -> str:
    """Return the digits of the district, else of the province, else of the centre, that a path lies in."""
    places = [part for part in path.strip("/").split("/") if len(part) in (2, 4) and part.isdecimal()]
    return places[-1] if places else _CENTRE


def free_user_name(path: str, kind: AccountKind) -> str:
    """Return the next name of this kind at this place, inside the caller's transaction.

    The row of the office of that place is held until the transaction ends, so that two officers at the same moment
    do not get the same number.
    """
    place = place_of(path)
    at = path[: path.index(place) + len(place) + 1] if place != _CENTRE else "/"
    list(Organisation.objects.select_for_update().filter(path=at))
    begins = f"{place}-{_WORD[kind]}-"
    given = Account.objects.filter(user_name__startswith=begins).values_list("user_name", flat=True)
    return f"{begins}{max((int(name.removeprefix(begins)) for name in given), default=0) + 1}"


def as_typed(text: str) -> str:
    """Return a user name as it is kept: officers type capitals, spaces and Thai digits."""
    return to_arabic("".join(text.split()).casefold())
