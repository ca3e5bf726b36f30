"""What derivation finds: flags that were collected and do not follow from the records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from trialrun.conformance.finding import Finding
from trialrun.conformance.rule import Inspection, Rule

FLAG_DIFFERS = "flag-differs"


def _of_data_alone(_inspected: Inspection) -> Iterable[Finding]:
    """The rule needs derived flags: `flag_differences` is told of them."""
    return ()


RULES = (
    Rule(
        FLAG_DIFFERS,
        "warning",
        "ICH E9 5.2; ADaMIG 1.3, 3.2.4",
        _of_data_alone,
    ),
)


def flag_differences(
    dataset: str, differences: Sequence[Mapping[str, object]], order: Sequence[str]
) -> list[Finding]:
    """
    Return one finding for each flag that was collected otherwise than derived.

    Args:
        dataset: supplemental data set that has the collected flags.
        differences: USUBJID, flag, collected_as, derived, collected of each.
        order: subjects in the order by which their records are numbered.
    Returns:
        Findings by flag; a value reads "derived / collected".
    """
    position = {subject: number for number, subject in enumerate(order, start=1)}
    by_flag: dict[tuple[str, str], list[Mapping[str, object]]] = {}
    for difference in differences:
        key = (str(difference["flag"]), str(difference["collected_as"]))
        by_flag.setdefault(key, []).append(difference)
    return [
        Finding(
            FLAG_DIFFERS,
            "warning",
            dataset,
            (flag,),
            tuple(position.get(str(row["USUBJID"]), 0) for row in rows),
            tuple(str(row["USUBJID"]) for row in rows),
            tuple(f"{row['derived'] or ''} / {row['collected'] or ''}" for row in rows),
            (("collected_as", name),),
        )
        for (flag, name), rows in sorted(by_flag.items())
    ]
