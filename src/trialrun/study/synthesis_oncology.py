"""What synthetic patients with solid tumours show: lesions, response, progression."""

from __future__ import annotations

from pydantic import Field

from trialrun.study.base import Code, Id, Part


class TumourBelief(Part):
    """
    Target lesions, measured and judged at each assessment (RECIST 1.1): TU, TR and RS.

    Time to progression has a constant hazard by arm and goes with survival by a correlation of
    the two (on the normal scale). The share of responders is that of subjects whose sum of
    diameters falls by 30% or more before it grows.
    """

    activity: Id = Field(description="activity at whose visits tumours are assessed")
    progression_per_month: dict[Id, float] = Field(description="arm -> hazard of progression")
    response: dict[Id, float] = Field(description="arm -> share with an objective response")
    complete: float = Field(default=0.1, ge=0, le=1, description="share of responses that are CR")
    survival_correlation: float = Field(default=0.5, ge=0, lt=1)
    lesions: tuple[float, ...] = Field(
        default=(0.35, 0.3, 0.2, 0.1, 0.05),
        min_length=1,
        max_length=5,
        description="shares of subjects with 1, 2, 3 … target lesions",
    )
    locations: dict[str, float] = Field(min_length=1, description="TULOC -> share")
    diameter: float = Field(default=32, gt=10, description="mean of a target lesion, mm")
    diameter_sd: float = Field(default=14, gt=0)
    new_lesion: float = Field(
        default=0.35, ge=0, le=1, description="share of progressions by a new lesion"
    )
    method: Code = "CT SCAN"
    evaluator: Code = "INVESTIGATOR"
    ends_treatment: bool = Field(default=True, description="whether progression ends treatment")
