"""The yearly key: one message that the old key and its successor both sign. Wherever keys are kept, `Key` is enough."""

from __future__ import annotations

from typing import Any

from lhr_card import statement as forms
from lhr_card import wire
from lhr_card_agent import VERSION
from lhr_card_agent.keys import Key
from lhr_card_agent.station import clock_seconds


def message(old: Key, new: Key, origin: str, link: str, n: int) -> dict[str, Any]:
    """Return what is posted to `/agent/v1/rotate`, over the link of the old key."""
    said = wire.Statement(
        typ=forms.ROTATE,
        aud=origin,
        kid=old.kid,
        next_kid=new.kid,
        link=link,
        n=n,
        agent_ver=VERSION,
        iat=clock_seconds(),
    )
    next_sig = new.envelope(said)["sig"]
    return {"jwk": new.jwk, "storage": new.storage, **old.envelope(said), "next_sig": next_sig}
