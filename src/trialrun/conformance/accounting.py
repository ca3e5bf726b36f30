"""The flow of subjects: screened, randomised, treated, completed, and why the others left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from trialrun.sdtm import standard_frames
from trialrun.study import Study

DISPOSITION_EVENT = "DISPOSITION EVENT"


@dataclass(frozen=True, slots=True)
class ArmFlow:
    """
    The subjects randomised to one arm.

    Args:
        arm: id of the arm in the definition.
        randomised: assigned to it (ARMCD of DM).
        treated: of these, with a record of exposure.
        completed: of these randomised, whose disposition is completion.
        discontinued: of these randomised, whose disposition is another.
        without_disposition: of these randomised, without a record of disposition.
        reasons: (DSDECOD, subjects) of those discontinued, the most frequent first.
    """

    arm: str
    randomised: int
    treated: int
    completed: int
    discontinued: int
    without_disposition: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SubjectFlow:
    """
    The flow of all subjects.

    `screened` are all in DM; each is a screen failure, not assigned, randomised, or has an arm
    code that the definition does not know (`other_arm`).
    """

    screened: int
    screen_failures: int
    not_assigned: int
    other_arm: int
    arms: tuple[ArmFlow, ...]

    @property
    def randomised(self) -> int:
        """Subjects assigned to an arm of the definition."""
        return sum(arm.randomised for arm in self.arms)

    @property
    def treated(self) -> int:
        """Randomised subjects with a record of exposure."""
        return sum(arm.treated for arm in self.arms)

    @property
    def completed(self) -> int:
        """Randomised subjects whose disposition is completion."""
        return sum(arm.completed for arm in self.arms)

    @property
    def discontinued(self) -> int:
        """Randomised subjects whose disposition is another."""
        return sum(arm.discontinued for arm in self.arms)

    @property
    def adds_up(self) -> bool:
        """Whether every subject is in exactly one place at each step."""
        return not self.other_arm and not any(arm.without_disposition for arm in self.arms)


def accounting(study: Study, data: Mapping[str, pl.DataFrame]) -> SubjectFlow:
    """
    Count the subjects from screening to the end of the study.

    Args:
        study: arms, codes for subjects without one, terms of completion.
        data: SDTM; DM (USUBJID, ARMCD), EX (USUBJID) and DS (USUBJID, DSDECOD, DSCAT, DSSTDTC)
            are read.
    Returns:
        The flow over all subjects and per arm, arms in the order of the definition.
    Source: CONSORT 2025, item 22 (participant flow); SDTMIG 3.4, 5.2 and 6.2.4.
    """
    subjects = subject_steps(study, data)
    arms = []
    for arm in study.arms:
        members = subjects.filter(pl.col("arm") == arm.id)
        left = members.filter(~pl.col("completed") & pl.col("outcome").is_not_null())
        reasons = left.group_by("outcome").len().sort(["len", "outcome"], descending=[True, False])
        arms.append(
            ArmFlow(
                arm.id,
                members.height,
                int(members["treated"].sum()),
                int(members["completed"].sum()),
                left.height,
                members["outcome"].null_count(),
                tuple((str(term), int(count)) for term, count in reasons.iter_rows()),
            )
        )
    kinds = subjects["kind"]
    return SubjectFlow(
        subjects.height,
        int((kinds == "screen-failure").sum()),
        int((kinds == "not-assigned").sum()),
        int((kinds == "other").sum()),
        tuple(arms),
    )


def subject_steps(study: Study, data: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """
    How far each subject came.

    Args:
        study: as for `accounting`.
        data: as for `accounting`.
    Returns:
        One row a subject of DM, by USUBJID: `row` (of DM, from 1), `kind` ("randomised",
        "screen-failure", "not-assigned", "other"), `arm` (id, null unless randomised), `treated`,
        `outcome` (DSDECOD at the end of the study, null without one), `completed`.
    """
    numbered = data["DM"].drop("row", strict=False).with_row_index("row", offset=1)
    read = {"DM": numbered, **{name: data[name] for name in ("EX", "DS") if name in data}}
    data = standard_frames(read)
    frame = data["DM"]
    code = pl.col("ARMCD")
    arm = code.replace_strict(
        {arm.code: arm.id for arm in study.arms}, default=None, return_dtype=pl.String
    )
    reason = pl.col("ARMNRS") if "ARMNRS" in frame.columns else pl.lit(None, pl.String)
    subjects = frame.select(
        "row", "USUBJID", code.alias("ARMCD"), arm.alias("arm"), reason.alias("reason")
    )
    subjects = subjects.unique("USUBJID", keep="first", maintain_order=True)
    lower = pl.col("ARMCD").str.to_lowercase()
    failures = [value.lower() for value in study.sdtm.screen_failure_codes]
    unassigned = [value.lower() for value in study.sdtm.not_assigned_codes]
    failed = lower.is_null() & (pl.col("reason").str.to_uppercase() == "SCREEN FAILURE")
    kind = (
        pl.when(pl.col("arm").is_not_null())
        .then(pl.lit("randomised"))
        .when(lower.is_in(failures) | failed)
        .then(pl.lit("screen-failure"))
        .when(lower.is_null() | lower.is_in(unassigned))
        .then(pl.lit("not-assigned"))
        .otherwise(pl.lit("other"))
    )
    exposed = data["EX"]["USUBJID"].unique().to_list()
    completed = [term.lower() for term in study.sdtm.completed_terms]
    return (
        subjects.with_columns(kind.alias("kind"), pl.col("USUBJID").is_in(exposed).alias("treated"))
        .join(outcomes(study, data), on="USUBJID", how="left")
        .with_columns(
            pl.col("outcome")
            .str.to_lowercase()
            .is_in(completed)
            .fill_null(False)
            .alias("completed")
        )
        .sort("USUBJID")
    )


def end_records(study: Study, data: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """
    The records of DS that say how a subject ended the study.

    Args:
        study: categories of disposition, if the definition names them.
        data: SDTM; DS is read.
    Returns:
        USUBJID, DSDECOD, DSSTDTC and DSSEQ (null where DS has them not), by subject and date.
    """
    schema = {"USUBJID": pl.String, "DSDECOD": pl.String, "DSSTDTC": pl.String, "DSSEQ": pl.Float64}
    frame = data.get("DS")
    if frame is None or not {"USUBJID", "DSDECOD"} <= set(frame.columns):
        return pl.DataFrame(schema=schema)
    categories = list(study.analysis_data.ADSL.disposition.categories)
    if "DSCAT" in frame.columns:
        found = set(frame["DSCAT"].drop_nulls().to_list())
        if not categories and DISPOSITION_EVENT in found:
            categories = [DISPOSITION_EVENT]
        if categories:
            frame = frame.filter(pl.col("DSCAT").is_in(categories))
    columns = [
        pl.col(name).cast(dtype, strict=False)
        if name in frame.columns
        else pl.lit(None, dtype).alias(name)
        for name, dtype in schema.items()
    ]
    known = frame.select(columns).filter(
        pl.col("USUBJID").is_not_null() & pl.col("DSDECOD").is_not_null()
    )
    return known.sort("USUBJID", "DSSTDTC", "DSSEQ", nulls_last=False, maintain_order=True)


def outcomes(study: Study, data: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The last disposition of each subject: USUBJID, `outcome` (DSDECOD)."""
    last = end_records(study, data).unique("USUBJID", keep="last", maintain_order=True)
    return last.select("USUBJID", pl.col("DSDECOD").alias("outcome"))
