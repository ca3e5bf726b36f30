"""Ways in which the data of a study can be wrong: each takes good data and breaks one thing."""

from collections.abc import Callable

import polars as pl

Data = dict[str, pl.DataFrame]
Break = Callable[[Data], Data]

BREAKS: dict[str, Break] = {}
"""Name -> function that breaks a copy of the data."""

RULES: dict[str, frozenset[str]] = {}
"""Name -> the rules of which at least one must find the fault; none where the data are good."""


def breaks(*rules: str, name: str | None = None) -> Callable[[Break], Break]:
    """Enter a function under its name, with the rules that must see what it does."""

    def enter(function: Break) -> Break:
        key = name or function.__name__.replace("_", "-")
        BREAKS[key] = function
        RULES[key] = frozenset(rules)
        return function

    return enter


def changed(data: Data, domain: str, where: pl.Expr | None, **cells: object) -> Data:
    """The data with cells of some records (all where None) of a domain set to a value."""
    if domain not in data:
        return data
    frame = data[domain]
    at = pl.lit(value=True) if where is None else where
    new = []
    for column, value in cells.items():
        if column in frame.columns:
            to = value if isinstance(value, pl.Expr) else pl.lit(value, frame.schema[column])
            new.append(pl.when(at).then(to).otherwise(column).alias(column))
    return {**data, domain: frame.with_columns(new)}


def first(count: int = 1) -> pl.Expr:
    """The first records of a frame."""
    return pl.int_range(pl.len()) < count


def kept(data: Data, subjects: list[str]) -> Data:
    """The records of some subjects, and those of no subject."""
    return {
        name: frame.filter(pl.col("USUBJID").is_in(subjects))
        if "USUBJID" in frame.columns
        else frame
        for name, frame in data.items()
    }


def added(data: Data, domain: str, **cells: object) -> Data:
    """The data with a copy of a domain's first record, some of its cells changed."""
    frame = data[domain]
    copy = frame[:1].with_columns(
        pl.lit(value, frame.schema[name]).alias(name)
        for name, value in cells.items()
        if name in frame.columns
    )
    return {**data, domain: pl.concat([frame, copy])}


# Subjects.


@breaks("duplicate-subject")
def duplicate_subject(data: Data) -> Data:
    return added(data, "DM")


@breaks("duplicate-subject")
def duplicate_subject_in_two_arms(data: Data) -> Data:
    other = data["DM"]["ARMCD"].drop_nulls().unique().sort().to_list()
    own = data["DM"]["ARMCD"][0]
    code = next(value for value in other if value != own)
    return added(data, "DM", ARMCD=code)


def _stranger(domain: str) -> Break:
    def broken(data: Data) -> Data:
        return added(data, domain, USUBJID="NOT-IN-DM")

    return broken


for _domain in ("AE", "EX", "VS", "LB", "QS", "DS", "SUPPAE"):
    breaks("subject-unknown", name=f"subject-without-dm-{_domain}")(_stranger(_domain))


@breaks("value-missing")
def subject_without_id(data: Data) -> Data:
    return changed(changed(data, "DM", first(), USUBJID=None), "AE", first(), USUBJID=None)


@breaks()
def one_subject(data: Data) -> Data:
    return kept(data, data["DM"].filter(pl.col("ARMCD") != "Scrnfail")["USUBJID"][:1].to_list())


@breaks("subjects-missing")
def no_subject(data: Data) -> Data:
    return {name: frame.clear() for name, frame in data.items()}


@breaks()
def one_site(data: Data) -> Data:
    return changed(data, "DM", None, SITEID="900")


@breaks("value-missing")
def no_site(data: Data) -> Data:
    return changed(data, "DM", None, SITEID=None)


@breaks()
def very_long_ids(data: Data) -> Data:
    long = pl.concat_str(pl.lit("X" * 150), pl.col("USUBJID"))
    return {
        name: frame.with_columns(USUBJID=long) if "USUBJID" in frame.columns else frame
        for name, frame in data.items()
    }


@breaks()
def odd_ids(data: Data) -> Data:
    """Ids with blanks, quotes, slashes, a formula and Chinese."""
    odd = pl.concat_str(pl.lit("=1+1 \"'/..\\<&>受试者."), pl.col("USUBJID"))
    broken = {
        name: frame.with_columns(USUBJID=odd) if "USUBJID" in frame.columns else frame
        for name, frame in data.items()
    }
    return changed(broken, "DM", None, SITEID=pl.concat_str(pl.lit("a b/"), pl.col("SITEID")))


# Arms.


@breaks("arm-unknown")
def unknown_arm(data: Data) -> Data:
    return changed(data, "DM", first(2), ARMCD="NOSUCH", ARM="No such arm", ACTARMCD="NOSUCH")


@breaks("arm-unknown")
def every_arm_unknown(data: Data) -> Data:
    return changed(data, "DM", None, ARMCD="NOSUCH", ARM="No such arm", ACTARMCD="NOSUCH")


@breaks("value-missing")
def no_arm(data: Data) -> Data:
    return changed(data, "DM", None, ARMCD=None, ARM=None)


@breaks("arm-empty")
def empty_arm(data: Data) -> Data:
    code = _arms(data)[0]
    left = data["DM"].filter(pl.col("ARMCD") != code)
    return kept(data, left["USUBJID"].to_list())


@breaks("arm-empty")
def one_arm_only(data: Data) -> Data:
    code = _arms(data)[-1]
    left = data["DM"].filter(pl.col("ARMCD") == code)
    return kept(data, left["USUBJID"].to_list())


def _arms(data: Data) -> list[str]:
    codes = data["DM"]["ARMCD"].drop_nulls().unique().sort().to_list()
    return [code for code in codes if code.lower() not in {"scrnfail", "notassgn"}]


# Text.


@breaks("value-length")
def value_over_200_bytes(data: Data) -> Data:
    return changed(data, "AE", first(), AETERM="x" * 201, AEDECOD="y" * 300)


@breaks("value-length")
def chinese_value_over_200_bytes(data: Data) -> Data:
    return changed(data, "AE", first(), AETERM="头" * 67, AEDECOD="头" * 67)


@breaks()
def chinese_terms(data: Data) -> Data:
    broken = changed(data, "AE", first(3), AETERM="头痛", AEDECOD="头痛", AEBODSYS="神经系统疾病")
    return changed(broken, "DM", first(3), RACE="汉族", ETHNIC="中国")


@breaks("character-unusual")
def markup_in_terms(data: Data) -> Data:
    odd = "<b>&amp; #set text(red) $x$ \\par {} *a* @b `c` \x7f\u200b\ufeff"
    return changed(data, "AE", first(3), AETERM=odd, AEDECOD=odd, AEBODSYS=odd)


@breaks("character-unusual")
def characters_without_a_glyph(data: Data) -> Data:
    odd = "\u0e01\u0e32 \U0001f600 \u05d0 \u0627 \ue000x\ue001 \U00020000"
    return changed(data, "AE", first(3), AETERM=odd, AEDECOD=odd, AEBODSYS=odd)


@breaks()
def letters_of_many_languages(data: Data) -> Data:
    odd = "Łódź Şişli Ærø Ångström Ωμέγα Йод ℃ µg ≥5 “x” – 한국 テスト 龘"
    return changed(data, "AE", first(3), AETERM=odd, AEDECOD=odd, AEBODSYS=odd)


@breaks("character-unusual")
def control_characters(data: Data) -> Data:
    odd = "a\x01b\x0bc\td\ne"
    return changed(data, "AE", first(3), AETERM=odd, AEDECOD=odd, AEBODSYS=odd)


# Dates.

_IMPOSSIBLE = {
    "february-30": "2014-02-30",
    "month-13": "2014-13-01",
    "hour-25": "2014-02-03T25:00",
    "words": "next Monday",
    "slashes": "03/02/2014",
    "year-0": "0000-01-01",
    "year-10000": "10000-01-01",
}
_DATES = {
    "DM": ("RFSTDTC", "RFENDTC", "BRTHDTC"),
    "AE": ("AESTDTC", "AEENDTC"),
    "EX": ("EXSTDTC", "EXENDTC"),
    "VS": ("VSDTC",),
    "LB": ("LBDTC",),
    "QS": ("QSDTC",),
    "DS": ("DSSTDTC",),
    "SV": ("SVSTDTC",),
    "MH": ("MHSTDTC",),
}


def _impossible(value: str) -> Break:
    def broken(data: Data) -> Data:
        for domain, columns in _DATES.items():
            data = changed(data, domain, first(), **dict.fromkeys(columns, value))
        return data

    return broken


for _name, _value in _IMPOSSIBLE.items():
    breaks("date-impossible", name=f"impossible-date-{_name}")(_impossible(_value))


@breaks("date-impossible")
def every_date_impossible(data: Data) -> Data:
    for domain, columns in _DATES.items():
        data = changed(data, domain, None, **dict.fromkeys(columns, "2014-02-30"))
    return data


@breaks()
def every_date_a_year(data: Data) -> Data:
    for domain, columns in _DATES.items():
        data = changed(data, domain, None, **dict.fromkeys(columns, "2014"))
    return data


@breaks("exposure-undated")
def every_date_missing(data: Data) -> Data:
    for domain, columns in _DATES.items():
        data = changed(data, domain, None, **dict.fromkeys(columns))
    return data


@breaks("end-before-start")
def reversed_dates(data: Data) -> Data:
    broken = changed(data, "AE", None, AESTDTC="2014-12-01", AEENDTC="2013-01-01")
    broken = changed(broken, "EX", None, EXSTDTC="2014-12-01", EXENDTC="2013-01-01")
    return changed(broken, "DM", first(), RFSTDTC="2014-12-01", RFENDTC="2013-01-01")


# Domains and variables.

_OPTIONAL = ("AE", "CM", "DS", "EX", "LB", "MH", "QS", "SC", "SE", "SV", "VS")
_UNREAD = frozenset({"SE", "SUPPDS", "SUPPLB"})  # by the definitions that the tests use
_SUPPLEMENTAL = ("SUPPDM", "SUPPLB", "SUPPAE", "SUPPDS")


def _without(domain: str) -> Break:
    return lambda data: {name: frame for name, frame in data.items() if name != domain}


def _emptied(domain: str) -> Break:
    return lambda data: {
        name: frame.clear() if name == domain else frame for name, frame in data.items()
    }


for _domain in (*_OPTIONAL, *_SUPPLEMENTAL):
    rules = () if _domain in _UNREAD else ("dataset-missing",)
    breaks(*rules, name=f"without-{_domain}")(_without(_domain))
    breaks("dataset-empty", name=f"empty-{_domain}")(_emptied(_domain))


@breaks("dataset-missing")
def only_dm(data: Data) -> Data:
    return {"DM": data["DM"]}


_NEEDED = {
    "DM": ("USUBJID", "ARMCD", "ARM", "SITEID", "SEX", "AGE", "RACE", "ACTARMCD", "RFSTDTC"),
    "EX": ("USUBJID", "EXDOSE", "EXSTDTC", "EXENDTC", "EXTRT", "EXSEQ"),
    "AE": ("USUBJID", "AETERM", "AEDECOD", "AEBODSYS", "AESTDTC", "AESER", "AESEQ", "AESEV"),
    "DS": ("USUBJID", "DSDECOD", "DSTERM", "DSCAT", "DSSTDTC", "DSSEQ"),
    "VS": ("USUBJID", "VSTESTCD", "VSSTRESN", "VISITNUM", "VSDTC", "VSSEQ"),
    "LB": ("USUBJID", "LBTESTCD", "LBSTRESN", "LBSTNRLO", "VISITNUM", "LBDTC", "LBSEQ"),
    "QS": ("USUBJID", "QSTESTCD", "QSSTRESN", "QSORRES", "VISITNUM", "QSDTC", "QSSEQ"),
    "SV": ("USUBJID", "SVSTDTC"),
}
_REQUIRED = frozenset(
    {
        *("USUBJID", "ARMCD", "ARM", "SITEID", "SEX", "EXTRT", "EXSEQ", "AETERM", "AEDECOD"),
        *("AESEQ", "DSDECOD", "DSTERM", "DSSEQ", "VSTESTCD", "VSSEQ", "LBTESTCD", "LBSEQ"),
        *("QSTESTCD", "QSSEQ"),
    }
)


def _dropped(domain: str, column: str) -> Break:
    def broken(data: Data) -> Data:
        return {
            name: frame.drop(column, strict=False) if name == domain else frame
            for name, frame in data.items()
        }

    return broken


def _null(domain: str, column: str) -> Break:
    return lambda data: changed(data, domain, None, **{column: None})


for _domain, _columns in _NEEDED.items():
    for _column in _columns:
        rule = "variable-missing" if _column in _REQUIRED else "variable-expected"
        breaks(rule, name=f"no-variable-{_domain}.{_column}")(_dropped(_domain, _column))
        breaks(name=f"all-null-{_domain}.{_column}")(_null(_domain, _column))


# Types.


@breaks("variable-type")
def numbers_as_text(data: Data) -> Data:
    return {
        name: frame.with_columns(
            pl.col(column).cast(pl.String)
            for column in frame.columns
            if frame.schema[column] == pl.Float64
        )
        for name, frame in data.items()
    }


@breaks("variable-type")
def words_as_numbers(data: Data) -> Data:
    return {
        name: frame.with_columns(
            pl.lit("many").alias(column)
            for column in frame.columns
            if frame.schema[column] == pl.Float64
        )
        for name, frame in data.items()
    }


@breaks("variable-type")
def text_as_numbers(data: Data) -> Data:
    numeric = ("USUBJID", "ARMCD", "AEDECOD", "AESTDTC", "VSTESTCD", "QSTESTCD", "DSDECOD")
    return {
        name: frame.with_columns(
            pl.lit(1.0).alias(column) for column in frame.columns if column in numeric
        )
        for name, frame in data.items()
    }


# Results.


@breaks("test-missing")
def unknown_test(data: Data) -> Data:
    for domain in ("VS", "LB", "QS"):
        data = changed(data, domain, None, **{f"{domain}TESTCD": "NOSUCH"})
    return data


@breaks()
def no_results(data: Data) -> Data:
    for domain in ("VS", "LB", "QS"):
        cells = dict.fromkeys((f"{domain}STRESN", f"{domain}STRESC", f"{domain}ORRES"))
        data = changed(data, domain, None, **cells)
    return data


@breaks()
def constant_results(data: Data) -> Data:
    for domain in ("VS", "LB", "QS"):
        data = changed(data, domain, None, **{f"{domain}STRESN": 1.0, f"{domain}ORRES": "1"})
    return data


@breaks("duplicate-result")
def results_repeated(data: Data) -> Data:
    """Each result of the findings is there once more, with another value and sequence number."""
    for domain in ("VS", "LB", "QS"):
        if domain in data:
            value = {f"{domain}STRESN": 1.0, f"{domain}STRESC": "1", f"{domain}ORRES": "1"}
            again = changed(data, domain, None, **value)[domain].with_columns(
                pl.col(f"{domain}SEQ") + 100_000
            )
            data = {**data, domain: pl.concat([data[domain], again])}
    return data


@breaks("unit-unknown")
def another_unit(data: Data) -> Data:
    return changed(changed(data, "VS", first(9), VSSTRESU="st"), "LB", None, LBSTRESU="st")


@breaks("number-limit")
def huge_results(data: Data) -> Data:
    for domain in ("VS", "LB", "QS"):
        data = changed(
            data, domain, first(5), **{f"{domain}STRESN": 1e300, f"{domain}ORRES": "1e300"}
        )
    return data


@breaks("visit-unknown")
def unknown_visits(data: Data) -> Data:
    for domain in ("VS", "LB", "QS", "SV"):
        data = changed(data, domain, None, VISITNUM=777.0)
    return data


# Events and how subjects ended.


@breaks()
def no_serious_events(data: Data) -> Data:
    return changed(data, "AE", None, AESER="N", AESDTH="N", AEOUT="RECOVERED/RESOLVED")


@breaks()
def every_event_serious(data: Data) -> Data:
    return changed(data, "AE", None, AESER="Y")


@breaks()
def no_deaths(data: Data) -> Data:
    broken = changed(data, "DM", None, DTHFL=None, DTHDTC=None)
    return changed(broken, "DS", None, DSDECOD="COMPLETED", DSTERM="COMPLETED")


@breaks()
def everyone_dead(data: Data) -> Data:
    broken = changed(data, "DM", None, DTHFL="Y", DTHDTC="2020-01-01")
    return changed(broken, "DS", None, DSDECOD="DEATH", DSTERM="DEATH")


@breaks()
def everyone_completed(data: Data) -> Data:
    return changed(data, "DS", None, DSDECOD="COMPLETED", DSTERM="COMPLETED")


@breaks()
def nobody_completed(data: Data) -> Data:
    return changed(data, "DS", None, DSDECOD="ADVERSE EVENT", DSTERM="ADVERSE EVENT")


@breaks()
def unknown_disposition(data: Data) -> Data:
    return changed(data, "DS", None, DSDECOD="went fishing")


@breaks("other-study")
def another_study(data: Data) -> Data:
    return {
        name: frame.with_columns(STUDYID=pl.lit("OTHER")) if "STUDYID" in frame.columns else frame
        for name, frame in data.items()
    }


@breaks("duplicate-sequence")
def sequences_repeated(data: Data) -> Data:
    return {
        name: frame.with_columns(
            pl.lit(1.0).alias(column) for column in frame.columns if column.endswith("SEQ")
        )
        for name, frame in data.items()
    }


@breaks()
def negative_ages(data: Data) -> Data:
    return changed(data, "DM", None, AGE=-5.0)


@breaks("dose-missing")
def negative_doses(data: Data) -> Data:
    return changed(data, "EX", None, EXDOSE=-5.0)


@breaks()
def lower_case_names(data: Data) -> Data:
    return {**data, "AE": data["AE"].rename(str.lower)}
