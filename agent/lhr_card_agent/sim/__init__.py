"""The simulator: virtual cards in this very process, for demonstrations and quick tests.

Never part of the installer: here consent is given without asking.
"""

from lhr_card_agent.sim.desk import Desk, load_desks, write_desk
from lhr_card_agent.sim.host import SimulatedAgent

__all__ = ["Desk", "SimulatedAgent", "load_desks", "write_desk"]
