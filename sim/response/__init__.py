"""Numbers read from a record: pure functions, each with a unit, a definition and a direction."""

from sim.response.declared import Reach, Response, Unit
from sim.response.registry import RESPONSES, responses_of

__all__ = ["RESPONSES", "Reach", "Response", "Unit", "responses_of"]
