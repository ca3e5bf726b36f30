"""The levels of a subgroup variable, by the names that the definition gives them."""

from __future__ import annotations

from dataclasses import dataclass

from trialrun.study.display import CharacteristicsDisplay
from trialrun.study.model import Study

Path = tuple[str, ...]
"""Where a label stands in the definition, for `study_id`."""


@dataclass(frozen=True, slots=True)
class SubgroupLevel:
    """A level of a subgroup: its value in ADSL, and where its label stands."""

    value: str
    label: Path


@dataclass(frozen=True, slots=True)
class Subgroup:
    """A variable of ADSL that tells subgroups apart; `region` where its levels are the regions."""

    variable: str
    label: Path
    levels: tuple[SubgroupLevel, ...]
    region: bool = False


def find_subgroup(study: Study, variable: str) -> Subgroup | None:
    """
    Return the levels of a variable of ADSL, in the order of the definition.

    They are those of the randomisation stratum that the variable holds, or of the regions where
    it holds the region; otherwise those of the first table of characteristics that has it.
    None where the definition names no levels.
    """
    return _of_stratum(study, variable) or _of_characteristic(study, variable)


def _of_stratum(study: Study, variable: str) -> Subgroup | None:
    for stratum in study.planning.strata if study.planning else ():
        if stratum.variable != variable or stratum.by == "site":
            continue
        place = ("planning", "strata", stratum.id)
        if stratum.by == "region":
            levels = tuple(SubgroupLevel(r.id, ("regions", r.id, "label")) for r in study.regions)
            return Subgroup(variable, (*place, "label"), levels, region=True)
        levels = tuple(
            SubgroupLevel(each.value, (*place, "levels", str(k), "label"))
            for k, each in enumerate(stratum.levels, start=1)
        )
        return Subgroup(variable, (*place, "label"), levels)
    return None


def _of_characteristic(study: Study, variable: str) -> Subgroup | None:
    for display in study.displays:
        if not isinstance(display, CharacteristicsDisplay):
            continue
        for position, row in enumerate(display.rows, start=1):
            plain = [k for k, level in enumerate(row.levels) if not level.where]
            if row.variable != variable or row.kind != "categorical" or not plain:
                continue
            place = ("displays", display.number, "rows", str(position))
            levels = tuple(
                SubgroupLevel(row.levels[k].value, (*place, "levels", str(k + 1), "label"))
                for k in plain
            )
            region = variable == study.analysis_data.ADSL.region_variable
            return Subgroup(variable, (*place, "label"), levels, region=region)
    return None
