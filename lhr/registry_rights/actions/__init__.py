"""The acts of SEM102 and of the offices above it."""

from lhr.registry_rights.actions.appointments import confirm, end_appointment, refuse
from lhr.registry_rights.actions.due import tell_due
from lhr.registry_rights.actions.forms import Issued, SavedForm, save_form
from lhr.registry_rights.actions.notices import mark_all_read, mark_read, sweep_notices
from lhr.registry_rights.actions.oversight import appoint_oversight, end_oversight
from lhr.registry_rights.overtaken import Difference, FormOvertaken

__all__ = [
    "Difference",
    "FormOvertaken",
    "Issued",
    "SavedForm",
    "appoint_oversight",
    "confirm",
    "end_appointment",
    "end_oversight",
    "mark_all_read",
    "mark_read",
    "refuse",
    "save_form",
    "sweep_notices",
    "tell_due",
]
