"""
How each variable of the analysis data sets is derived, in words.

The words stand in the catalogue, what belongs to the study comes from its definition: population
rules, groups, tests, thresholds. What the table does not know is said to be derived by its data
set's program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from trialrun.language import message_text
from trialrun.package.described import Method
from trialrun.study import LANGUAGES, Measurement, Study, Text, ValueGroup

Arguments = Mapping[str, str | Text]
"""What a message is filled with: the same in every language, or a text of the definition."""

_PLAIN: tuple[tuple[str, str], ...] = (
    (r"TRT\d\dP", "planned-treatment"),
    (r"TRT\d\dPN", "planned-treatment-number"),
    (r"TRTEDT", "trtedt"),
    (r"TRTDUR", "trtdur"),
    (r"AVGDD", "avgdd"),
    (r"CUMDOSE", "cumdose"),
    (r"RACEN", "racen"),
    (r"COMP\d+FL", "completed-week"),
    (r"DISCONFL", "disconfl"),
    (r"DSRAEFL", "dsraefl"),
    (r"DTHDT", "dthdt"),
    (r"BMIBL", "bmibl"),
    (r"DISONSDT", "disonsdt"),
    (r"VISIT\dDT", "visit-date"),
    (r"RFENDT", "rfendt"),
    (r"VISNUMEN", "visnumen"),
    (r"DCDECOD", "dcdecod"),
    (r"DCREASCD", "dcreascd"),
    (r"RANDDT", "randdt"),
    (r"ASTDTF", "astdtf"),
    (r"AENDT", "aendt"),
    (r"ADURN", "adurn"),
    (r"ADURU", "aduru"),
    (r"TRTEMFL", "trtemfl"),
    (r"PARAMCD", "paramcd"),
    (r"PARAM", "param"),
    (r"PARAMN", "paramn"),
    (r"PARCAT\d", "parcat"),
    (r"PARAMTYP|DTYPE", "dtype"),
    (r"AVISIT", "avisit"),
    (r"AVISITN", "avisitn"),
    (r"AVALC", "avalc"),
    (r"BASE", "base"),
    (r"CHG", "chg"),
    (r"PCHG", "pchg"),
    (r"ABLFL", "ablfl"),
    (r"ANL\d\dFL", "anl"),
    (r"AENTMTFL", "aentmtfl"),
    (r"ALBTRVAL", "albtrval"),
    (r"ANRIND", "anrind"),
    (r"BNRIND", "bnrind"),
    (r"A\dLO|A\dHI", "limit"),
    (r"ATPTN?", "atpt"),
    (r"CNSR", "cnsr"),
    (r"EVNTDESC", "evntdesc"),
    (r"SRC(DOM|VAR|SEQ)", "source"),
)


def adam_method(
    study: Study, data_set: str, variable: str, columns: frozenset[str] = frozenset()
) -> Method:
    """
    Return how a variable is derived.

    Args:
        study: the definition.
        data_set: that the variable is of.
        variable: its name.
        columns: variables of the data set, by which times to events are told from other values.
    Returns:
        The method, in English and Chinese.
    """
    message, arguments = _message(study, data_set, variable, columns)
    english, chinese = (_filled(message, arguments, language) for language in LANGUAGES)
    imputed = "Imputation" if message.startswith("astdt-conservative") else "Computation"
    return Method(
        f"MT.{data_set}.{variable}",
        f"{data_set}.{variable}",
        "Imputation" if imputed == "Imputation" else "Computation",
        Text(en=english, zh=chinese),
    )


def _filled(message: str, arguments: Arguments, language: str) -> str:
    """A message in a language."""
    values = {
        name: value.in_language(language) if isinstance(value, Text) else value
        for name, value in arguments.items()
    }
    return message_text(f"package-adam-{message}", language, select=values)


def _message(
    study: Study, data_set: str, variable: str, columns: frozenset[str]
) -> tuple[str, Arguments]:
    """The message of a variable and what it is filled with."""
    for population in study.populations:
        if variable == population.flag:
            return "population", {"definition": population.definition}
    first = _occurrence(study, variable)
    if first is not None:
        return first
    of_study = _OF_STUDY.get(variable)
    if of_study is not None and (data_set == "ADSL") == (variable not in _BEYOND_ADSL):
        return of_study(study)
    if variable == "ADT":
        return ("adt-event" if "CNSR" in columns else "adt"), {}
    if variable == "AVAL":
        return ("aval-time" if "CNSR" in columns else "aval"), {}
    for pattern, find in _PATTERNS:
        found = re.fullmatch(pattern, variable)
        if found:
            return find(study, found)
    for pattern, message in _PLAIN:
        if re.fullmatch(pattern, variable):
            return message, {}
    for value in study.analysis_data.ADSL.baseline_values:
        if value.variable == variable:
            tests = ", ".join(value.measurement.tests)
            return "baseline-text", {"domain": value.domain, "tests": tests}
    if variable == study.analysis_data.ADSL.region_variable:
        return "region", {}
    return "other", {"data_set": data_set}


def _occurrence(study: Study, variable: str) -> tuple[str, Arguments] | None:
    """The first event among those and within what the definition says; None if it is no flag."""
    adae = study.analysis_data.ADAE
    flag = next(
        (f for f in (adae.occurrence_flags if adae else ()) if f.variable == variable), None
    )
    if flag is None or adae is None:
        return None
    among = _both("among-serious" if flag.serious else "among-all")
    for query in adae.queries:
        if query.number == flag.query:
            among = _both("among-query", name=query.name)
    return "occurrence", {"among": among, "within": _within(flag.within)}


def _both(message: str, **arguments: str) -> Text:
    """A message in both languages."""
    english, chinese = (_filled(message, arguments, language) for language in LANGUAGES)
    return Text(en=english or " ", zh=chinese or " ")


def _within(variables: tuple[str, ...]) -> str | Text:
    return _both("occurrence-within", variables=", ".join(variables)) if variables else ""


def _groups(of: str, groups: tuple[ValueGroup, ...]) -> tuple[str, Arguments]:
    """The groups of a number, with their bounds."""
    said = [f"{group.value} ({_bounds(group)})" for group in groups]
    return "group", {"of": of, "groups": "; ".join(said) or "-"}


def _bounds(group: ValueGroup) -> str:
    """The bounds of a group, in signs."""
    bounds = (
        (">", group.above),
        (">=", group.at_least),
        ("<", group.below),
        ("<=", group.at_most),
    )
    return ", ".join(f"{sign}{value:g}" for sign, value in bounds if value is not None)


def _measure(what: Measurement | None) -> tuple[str, Arguments]:
    """A test at its visit."""
    if what is None:
        return "other", {"data_set": "ADSL"}
    visit: str | Text = ""
    if what.visit is not None:
        visit = _both("at-visit", number=f"{what.visit:g}")
    return "baseline-measure", {"tests": ", ".join(what.tests), "visit": visit}


def _site_group(study: Study) -> tuple[str, Arguments]:
    pooling = study.analysis_data.ADSL.pooling
    if pooling is None:
        return "site", {}
    return "pooled-site", {"minimum": str(pooling.minimum_per_arm), "value": pooling.value}


def _started(study: Study) -> tuple[str, Arguments]:
    adae = study.analysis_data.ADAE
    conservative = adae is not None and adae.start_imputation == "conservative"
    return ("astdt-conservative" if conservative else "astdt-complete"), {}


def _origins(study: Study) -> tuple[str, Arguments]:
    adtte = study.analysis_data.ADTTE
    said = [f"{item.origin} ({item.parameter})" for item in adtte.parameters] if adtte else []
    return "startdt", {"origins": "; ".join(said) or "-"}


def _query(study: Study, found: re.Match[str]) -> tuple[str, Arguments]:
    adae = study.analysis_data.ADAE
    for query in adae.queries if adae else ():
        if query.number == int(found[1]):
            nothing = _both("nothing")
            return "query", {
                "name": query.name,
                "terms": ", ".join(query.terms_containing) or nothing,
                "systems": ", ".join(query.body_systems) or nothing,
            }
    return "other", {"data_set": "ADAE"}


def _dates(study: Study) -> tuple[str, Arguments]:
    sources = study.analysis_data.ADSL.last_alive
    said = ", ".join(f"{source.domain}.{source.variable}" for source in sources)
    return "lstalvdt", {"dates": said or "-"}


_OF_STUDY: dict[str, Callable[[Study], tuple[str, Arguments]]] = {
    "SITEGR1": _site_group,
    "TRTSDT": lambda study: (f"trtsdt-{study.analysis_data.ADSL.treatment_start}", {}),
    "AGEGR1": lambda study: _groups("AGE", study.analysis_data.ADSL.age_groups),
    "BMIBLGR1": lambda study: _groups("BMIBL", study.analysis_data.ADSL.bmi_groups),
    "DURDSGR1": lambda study: _groups("DURDIS", study.analysis_data.ADSL.disease_duration_groups),
    "HEIGHTBL": lambda study: _measure(study.analysis_data.ADSL.height),
    "WEIGHTBL": lambda study: _measure(study.analysis_data.ADSL.weight),
    "EDUCLVL": lambda study: _measure(study.analysis_data.ADSL.education),
    "DURDIS": lambda study: (
        "durdis",
        {"one": "1", "days": f"{study.analysis_data.ADSL.days_per_month:g}"},
    ),
    "MMSETOT": lambda study: (
        "mmsetot",
        {"items": ", ".join(study.analysis_data.ADSL.cognition_items) or "-"},
    ),
    "LSTALVDT": _dates,
    "ASTDT": _started,
    "STARTDT": _origins,
}
_BEYOND_ADSL = frozenset({"ASTDT", "STARTDT"})

_PATTERNS: tuple[tuple[str, Callable[[Study, re.Match[str]], tuple[str, Arguments]]], ...] = (
    (
        r"TRT\d\dA",
        lambda study, _: (f"actual-treatment-{study.analysis_data.ADSL.actual_treatment}", {}),
    ),
    (r"(TRT\d\dA)N", lambda _, found: ("actual-treatment-number", {"of": found[1]})),
    (
        r"TRT(P|A)(N?)",
        lambda _, found: ("treatment-of-subject", {"of": f"TRT01{found[1]}{found[2]}"}),
    ),
    (r"(\w+GR\d)N", lambda _, found: ("group-number", {"of": found[1]})),
    (r"CQ(\d\d)NAM", _query),
    (r"(A|AST|AEN)DY", lambda _, found: ("relative-day", {"date": f"{found[1]}DT"})),
    (r"R2(A\d(LO|HI))", lambda _, found: ("ratio", {"of": found[1]})),
    (r"B(R2A\d(LO|HI))", lambda _, found: ("base-ratio", {"of": found[1]})),
    (r"AW(RANGE|TARGET|TDIFF|LO|HI|U)", lambda _, found: (f"aw{found[1].lower()}", {})),
)
