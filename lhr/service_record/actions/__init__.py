"""What is done to service records: movements keyed, verified, sent back, cancelled; transfers asked for, called off."""

from lhr.service_record.actions.lines import (
    attach_scan,
    cancel_movement,
    key_movement,
    open_record,
    rebuild,
    send_back,
    verify,
    withdraw_line,
)
from lhr.service_record.actions.transfers import Asked, ask, close_case

__all__ = [
    "Asked",
    "ask",
    "attach_scan",
    "cancel_movement",
    "close_case",
    "key_movement",
    "open_record",
    "rebuild",
    "send_back",
    "verify",
    "withdraw_line",
]
