"""The rehearsal: a study run many times on synthetic patients before there are any."""

from trialrun.rehearse.scenario import check_request, rehearse_scenario
from trialrun.rehearse.values import ScenarioRehearsal

__all__ = ["ScenarioRehearsal", "check_request", "rehearse_scenario"]
