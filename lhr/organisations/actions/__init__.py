"""The acts of whoever keeps the list of organisations."""

from lhr.organisations.actions.changing import dissolve, give_code, merge, move, rename, upgrade
from lhr.organisations.actions.importing import apply_list
from lhr.organisations.actions.standing import (
    found_centre,
    found_lgo,
    found_office,
    load_places,
    place_under,
    set_contact,
    settle_paths,
)
from lhr.organisations.actions.undoing import undo_list

__all__ = [
    "apply_list",
    "dissolve",
    "found_centre",
    "found_lgo",
    "found_office",
    "give_code",
    "load_places",
    "merge",
    "move",
    "place_under",
    "rename",
    "set_contact",
    "settle_paths",
    "undo_list",
    "upgrade",
]
