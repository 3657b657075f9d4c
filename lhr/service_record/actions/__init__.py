"""What is done to service records: movements keyed, verified, sent back, cancelled; transfers asked for, called off."""

from lhr.service_record.actions.cards import (
    attach_card_scan,
    key_card_line,
    send_card_line_back,
    verify_card_lines,
    withdraw_card_line,
)
from lhr.service_record.actions.lines import (
    attach_scan,
    cancel_movement,
    key_movement,
    open_record,
    rebuild,
    send_back,
    strike_movement,
    verify,
    withdraw_line,
)
from lhr.service_record.actions.openings import open_card_lines, open_movements
from lhr.service_record.actions.orders import Author, OrderedLine, apply_lines, take_back
from lhr.service_record.actions.swaps import agree_to_swap, close_swap, propose_swap
from lhr.service_record.actions.transfers import ask, close_case
from lhr.service_record.actions.verifying import verify_together
from lhr.service_record.asking import Asked

__all__ = [
    "Asked",
    "Author",
    "OrderedLine",
    "agree_to_swap",
    "apply_lines",
    "ask",
    "attach_card_scan",
    "attach_scan",
    "cancel_movement",
    "close_case",
    "close_swap",
    "key_card_line",
    "key_movement",
    "open_card_lines",
    "open_movements",
    "open_record",
    "propose_swap",
    "rebuild",
    "send_back",
    "send_card_line_back",
    "strike_movement",
    "take_back",
    "verify",
    "verify_card_lines",
    "verify_together",
    "withdraw_card_line",
    "withdraw_line",
]
