"""What a definition file says of data sets, variables, values and code lists, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trialrun.study import Text

OriginType = Literal["Collected", "Derived", "Assigned", "Protocol", "Predecessor", "Not Available"]
OriginSource = Literal["Subject", "Investigator", "Vendor", "Sponsor"]


@dataclass(frozen=True)
class Remark:
    """
    Something about the package that a person should know.

    Args:
        topic: what it is about: "split", "shortened", "label", "terminology", "key" …
        data_set: its name.
        variable: its name, "" for the data set as a whole.
        count: values concerned.
        detail: names, never a value of a subject.
    """

    topic: str
    data_set: str
    variable: str
    count: int
    detail: str = ""


@dataclass(frozen=True)
class Shape:
    """What form the values of a variable have: type, bytes or digits, decimals."""

    data_type: str
    length: int | None = None
    digits: int | None = None


@dataclass(frozen=True)
class Origin:
    """Where the values of a variable come from."""

    type: OriginType
    source: OriginSource | None = None
    predecessor: str = ""


@dataclass(frozen=True)
class Method:
    """How a derived variable is computed, in words."""

    oid: str
    name: str
    kind: Literal["Computation", "Imputation"]
    text: Text


@dataclass(frozen=True)
class Term:
    """A value of a code list: what it means, and its concept code where it is the standard's."""

    value: str
    decode: str | None = None
    chinese: str | None = None
    code: str | None = None
    extended: bool = False


@dataclass(frozen=True)
class Codelist:
    """
    The values that a variable may take.

    Args:
        oid: its identifier in the file.
        name: for people.
        data_type: of the values.
        terms: the values; empty for a dictionary.
        publishing_set: set of the standard that it is a part of; None for the study's own.
        code: concept code of the standard's list.
        dictionary: name and version of an outside dictionary.
    """

    oid: str
    name: str
    data_type: str
    terms: tuple[Term, ...] = ()
    publishing_set: str | None = None
    code: str | None = None
    dictionary: tuple[str, str] | None = None


@dataclass(frozen=True)
class ValueLevel:
    """What holds for a variable in the records of one test or parameter."""

    selector: str
    value: str
    label: str
    shape: Shape
    origin: Origin
    method: Method | None = None


@dataclass(frozen=True)
class VariableDescription:
    """One variable of a data set."""

    name: str
    label: str
    shape: Shape
    origin: Origin
    role: str = ""
    mandatory: bool = False
    codelist: str | None = None
    method: Method | None = None
    display_format: str = ""
    values: tuple[ValueLevel, ...] = ()


@dataclass(frozen=True)
class DatasetDescription:
    """One data set: what it holds, and its variables in the order of the file."""

    name: str
    label: Text
    file: str
    data_class: str
    structure: str
    keys: tuple[str, ...]
    variables: tuple[VariableDescription, ...]
    subclass: str = ""
    repeating: bool = True
    reference: bool = False


@dataclass(frozen=True)
class Description:
    """Everything that one definition file says: data sets and the code lists they use."""

    kind: Literal["sdtm", "adam"]
    datasets: tuple[DatasetDescription, ...]
    codelists: tuple[Codelist, ...]
