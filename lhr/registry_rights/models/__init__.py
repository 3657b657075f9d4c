"""SEM102 on file: each saving of the form, the appointments it makes, the duties of the offices, and news of them."""

from lhr.registry_rights.models.appointments import Appointment
from lhr.registry_rights.models.forms import RightsForm
from lhr.registry_rights.models.notices import Notice
from lhr.registry_rights.models.oversight import Oversight

__all__ = ["Appointment", "Notice", "Oversight", "RightsForm"]
