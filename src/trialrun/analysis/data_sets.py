"""Which analysis data sets there are, in the order in which they build on each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from trialrun.analysis.adae import derive_adae
from trialrun.analysis.adlbc import derive_adlbc
from trialrun.analysis.adlbh import derive_adlbh
from trialrun.analysis.adqsadas import derive_adqsadas
from trialrun.analysis.adqscibc import derive_adqscibc
from trialrun.analysis.adqsnpix import derive_adqsnpix
from trialrun.analysis.adsl import derive_adsl
from trialrun.analysis.adtte import derive_adtte
from trialrun.analysis.advs import derive_advs
from trialrun.sdtm import standard_frames
from trialrun.study import Study

Frames = Mapping[str, pl.DataFrame]

DATA_SETS: dict[str, Callable[..., pl.DataFrame]] = {
    "ADSL": derive_adsl,
    "ADAE": derive_adae,
    "ADQSADAS": derive_adqsadas,
    "ADQSCIBC": derive_adqscibc,
    "ADQSNPIX": derive_adqsnpix,
    "ADTTE": derive_adtte,
    "ADLBC": derive_adlbc,
    "ADLBH": derive_adlbh,
    "ADVS": derive_advs,
}
"""Analysis data set -> the function that derives it."""


def derive_data_sets(
    study: Study, data: Frames, *, told: Callable[[str], None] = lambda _name: None
) -> dict[str, pl.DataFrame]:
    """
    Derive every analysis data set for which the definition has options.

    Args:
        study: the definition; `analysis_data` says which data sets there are.
        data: SDTM domains; what they lack of the standard is empty (see
            `trialrun.sdtm.standard_frames`).
        told: called with the name of each data set before it is derived.
    Returns:
        Data sets by name, in the order of `DATA_SETS`.
    """
    adam: dict[str, pl.DataFrame] = {}
    frames = standard_frames(data)
    for name, derive in DATA_SETS.items():
        if getattr(study.analysis_data, name) is None:
            continue
        told(name)
        adam[name] = derive(study, frames) if name == "ADSL" else derive(study, frames, adam)
    return adam
