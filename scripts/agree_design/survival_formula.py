"""R formulas and the columns that they name: `Surv(tte, event) ~ treatment + strata(stratum)`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import polars as pl

from agree_design.calls import Unsupported, as_list, stands_for
from agree_design.data import data_set

ARMS = {0: "control", 1: "experimental"}


class Column(np.ndarray):
    """A column taken out of a data set, with how R writes that."""

    label: str


@dataclass(frozen=True)
class Response:
    """`Surv(time, event)`, by columns or values."""

    time: Any
    event: Any


@dataclass(frozen=True)
class Strata:
    """`strata(a, b)`."""

    columns: tuple[Any, ...]


@dataclass(frozen=True)
class Factor:
    """`factor(a)`."""

    column: Any


@dataclass(frozen=True)
class Offset:
    """`offset(p)`: in a test, the survival that a reference gives each subject."""

    value: Any


@dataclass(frozen=True)
class Numeric:
    """`as.numeric(a)`, or another function of a column that gives numbers."""

    column: Any
    how: str


@dataclass(frozen=True)
class Computed:
    """A function of a column: `1 - event`, `log(enroll_time)`."""

    column: str
    how: Callable[..., Any]
    parts: tuple[Any, ...]


@dataclass(frozen=True)
class Product:
    """`a:b`."""

    parts: tuple[Any, ...]


@dataclass(frozen=True)
class Terms:
    """Terms joined by `+`."""

    terms: tuple[Any, ...]


@dataclass(frozen=True)
class Formula:
    """A response and its terms."""

    response: Any
    terms: tuple[Any, ...]

    @property
    def strata(self) -> tuple[Any, ...]:
        """Columns within `strata()`."""
        return tuple(c for t in self.terms if isinstance(t, Strata) for c in t.columns)

    @property
    def covariates(self) -> tuple[Any, ...]:
        """All other terms."""
        return tuple(t for t in self.terms if not isinstance(t, Strata | int | float))


@dataclass(frozen=True)
class Condition:
    """A comparison with a column that is not known before the data are."""

    column: str
    operator: str
    value: Any


@stands_for("survival::Surv", parameters=("time", "event"))
def surv(time: Any, event: Any = 1, type: str = "right") -> Response:  # noqa: A002 - R's name
    if type != "right":
        raise Unsupported(f"Surv of type {type}")
    return Response(time, event)


@stands_for("survival::strata")
def strata(*_: Any, **columns: Any) -> Strata:
    return Strata(tuple(v for k, v in columns.items() if k not in {"na_group", "shortlabel"}))


@stands_for("offset", parameters=("object",))
def offset(object: Any) -> Offset:  # noqa: A002 - R's name
    return Offset(object)


@stands_for("base::factor", "base::as.factor", parameters=("x",))
def factor(x: Any, levels: Any = None, labels: Any = None) -> Any:
    if levels is not None or labels is not None:
        raise Unsupported("factor with levels of its own")
    return Factor(x)


@stands_for("~", parameters=("left", "right"))
def formula(left: Any, right: Any = None) -> Formula:
    if right is None:
        return Formula(None, _terms(left))
    return Formula(left, _terms(right))


@stands_for("+", parameters=("left", "right"))
def plus(left: Any, right: Any = 0) -> Any:
    if all(isinstance(each, int | float | np.ndarray | list) for each in (left, right)):
        found = np.asarray(left) + np.asarray(right)
        return found.tolist() if found.ndim == 0 else found
    return Terms((*_terms(left), *_terms(right)))


@stands_for(":", parameters=("left", "right"))
def interaction(left: Any, right: Any) -> Any:
    if isinstance(left, int | float) and isinstance(right, int | float):
        step = 1 if right >= left else -1
        return list(range(int(left), int(right) + step, step))
    return Product((left, right))


@stands_for("*", parameters=("left", "right"))
def crossed(left: Any, right: Any) -> Any:
    if all(isinstance(each, int | float | np.ndarray | list) for each in (left, right)):
        found = np.asarray(left) * np.asarray(right)
        return found.tolist() if found.ndim == 0 else found
    if isinstance(left, int | float) or isinstance(right, int | float):
        return Computed("*", np.multiply, (left, right))
    return Terms((left, right, Product((left, right))))


_OF_COLUMNS = (str, Factor, Numeric, Condition, Computed)


def _computed(name: str, how: Callable[..., Any]) -> Callable[..., Any]:
    def compute(x: Any, y: Any = None) -> Any:
        parts = (x,) if y is None else (x, y)
        if isinstance(x, Terms) and name in {"-", "^"}:
            return _fewer_terms(x, y) if name == "-" else _crossed_terms(x, y)
        if any(isinstance(each, (*_OF_COLUMNS, Terms)) for each in parts):
            return Computed(name, how, parts)
        if any(isinstance(each, Strata | Product | Formula) for each in parts):
            raise Unsupported(f"{name} of terms of a formula")
        found = how(*(np.asarray(each, dtype=float) for each in parts))
        return found.tolist() if found.ndim == 0 else found

    return compute


def _fewer_terms(x: Terms, y: Any) -> Any:
    """Take a term out; there is no intercept to take out of a Cox model."""
    if isinstance(y, int | float):
        return x
    gone = {_key(each) for each in _terms(y)}
    return Terms(tuple(each for each in x.terms if _key(each) not in gone))


def _crossed_terms(x: Terms, y: Any) -> Any:
    """Cross terms with each other, up to products of so many."""
    found: list[Any] = list(x.terms)
    for size in range(2, int(y) + 1):
        found += [Product(each) for each in combinations(x.terms, size)]
    return Terms(tuple(found))


def _minus(x: Any, y: Any = None) -> Any:
    return -np.asarray(x) if y is None else np.asarray(x) - np.asarray(y)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "-": _minus,
    "/": np.divide,
    "^": np.power,
    "log": np.log,
    "exp": np.exp,
    "sqrt": np.sqrt,
    "pmin": np.minimum,
    "pmax": np.maximum,
    "log2": np.log2,
    "log10": np.log10,
}
for _name, _how in _FUNCTIONS.items():
    stands_for(_name, parameters=("x", "y"))(_computed(_name, _how))


def _terms(node: Any) -> tuple[Any, ...]:
    return node.terms if isinstance(node, Terms) else (node,)


@stands_for("$", "[[", parameters=("x", "name"))
def part(x: Any, name: str) -> Any:
    if isinstance(x, str | pl.DataFrame):
        found = column(frame(x), name).view(Column)
        found.label = f"{x}${name}" if isinstance(x, str) else name
        return found
    if isinstance(x, dict) and name in x:
        return x[name]
    key = str(name).replace(".", "_")
    if isinstance(x, dict) and key in x:
        return x[key]
    raise Unsupported(f"part {name} of what {type(x).__name__} stands for")


_COMPARISONS = {
    "==": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    ">": np.greater,
    "<=": np.less_equal,
    ">=": np.greater_equal,
}


def _comparison(operator: str) -> Any:
    def compare(x: Any, y: Any) -> Any:
        if isinstance(x, str) and not isinstance(y, np.ndarray):
            return Condition(x, operator, y)
        return np.array([bool(_COMPARISONS[operator](a, y)) for a in as_list(x)])

    return compare


for _operator in _COMPARISONS:
    stands_for(_operator, parameters=("x", "y"))(_comparison(_operator))


@stands_for("as.integer", "as.numeric", "as.double", "I", parameters=("x",))
def as_number(x: Any) -> Any:
    if isinstance(x, str):
        return Numeric(x, "number")
    if isinstance(x, Computed):
        return x
    if isinstance(x, Condition):
        return Numeric(x, "condition")
    if isinstance(x, Factor) and isinstance(x.column, np.ndarray):
        levels = sorted(set(x.column.tolist()))
        return np.array([levels.index(each) + 1.0 for each in x.column.tolist()])
    if isinstance(x, Factor):
        raise Unsupported("a factor as a number")
    found = np.asarray(x)
    if found.dtype.kind not in "bifu":
        raise Unsupported("text as a number")
    return found.astype(float)


@stands_for("cbind")
def cbind(**columns: Any) -> np.ndarray:
    return np.column_stack([np.asarray(each, dtype=float) for each in columns.values()])


@stands_for("subset", parameters=("x", "subset"))
def subset_of(x: Any, subset: Any) -> pl.DataFrame:
    return chosen(frame(x), subset)


@stands_for("[", parameters=("x", "i", "j"))
def rows_of(x: Any, i: Any = None, j: Any = None) -> Any:
    if isinstance(x, str | pl.DataFrame):
        found = frame(x) if _absent(i) else chosen(frame(x), i)
        return found if _absent(j) else column(found, j)
    if not _absent(j):
        return _column_of(x, i, j)
    wanted = as_list(i)
    if isinstance(x, list) and all(isinstance(each, str) for each in wanted):
        held = [_column_of([x], 1, each) for each in wanted]
        return held[0] if len(held) == 1 else held
    if isinstance(x, dict) and "_curves" in x:
        from agree_design.survival_curves import chosen_curves

        return chosen_curves(x, wanted)
    if isinstance(x, dict) and "value" not in x:
        raise Unsupported("a part of a result by its number")
    if not all(isinstance(each, bool) for each in wanted):
        held = as_list(x["value"] if isinstance(x, dict) and "value" in x else x)
        places = [int(each) - 1 for each in wanted]
        if any(not 0 <= at < len(held) for at in places):
            raise Unsupported(f"elements {wanted} of {len(held)}")
        found = [held[at] for at in places]
        return found[0] if len(found) == 1 else found
    return [value for value, kept in zip(as_list(x), wanted, strict=True) if kept]


_TABLE = ["records", "n.max", "n.start", "events", "rmean", "se(rmean)", "median"]
_COLUMNS = {
    4: ["exp(coef)", "exp(-coef)", "lower .95", "upper .95"],
    5: ["coef", "exp(coef)", "se(coef)", "z", "Pr(>|z|)"],
    7: _TABLE,
    9: [*_TABLE, "0.95LCL", "0.95UCL"],
}


def _column_of(x: Any, i: Any, j: Any) -> Any:
    """Return a column of a table of R's survival, by its number or its name."""
    rows = x if isinstance(x, list) and x and isinstance(x[0], list) else None
    if rows is None:
        raise Unsupported("a column of other than a table")
    names = _COLUMNS.get(len(rows[0]), [])
    if isinstance(j, str) and j not in names:
        raise Unsupported(f"a column {j!r} of a table")
    at = names.index(j) if isinstance(j, str) else int(j) - 1
    found = [row[at] for row in rows]
    if _absent(i):
        return found
    if isinstance(i, str) or not 1 <= int(i) <= len(found):
        raise Unsupported(f"a row {i!r} of a table")
    return found[int(i) - 1]


def _absent(index: Any) -> bool:
    return index is None or (isinstance(index, str) and not index)


def chosen(data: pl.DataFrame, condition: Any) -> pl.DataFrame:
    """Return the rows of a data set for which a condition holds."""
    if isinstance(condition, Condition):
        condition = values(condition, data)
    found = np.asarray(condition)
    if found.dtype != bool:
        raise Unsupported("rows chosen by number")
    return data.filter(pl.Series(found))


@stands_for("set.seed", parameters=("seed",))
def set_seed(seed: Any, kind: Any = None) -> None:  # noqa: ARG001 - nothing here is random
    return None


def frame(data: Any) -> pl.DataFrame:
    """Return a data set by its name, or as it is."""
    if isinstance(data, pl.DataFrame):
        return data
    if isinstance(data, str):
        found = data_set(data)
        if "treatment" in found.columns and found["treatment"].dtype.is_integer():
            arms = found["treatment"].replace_strict(ARMS, return_dtype=pl.String)
            found = found.with_columns(arms.alias("treatment"))
        return found
    if isinstance(data, Mapping) and data and all(isinstance(v, list) for v in data.values()):
        return pl.DataFrame({key: _typed(value) for key, value in data.items()})
    raise Unsupported(f"data given as {type(data).__name__}")


def _typed(column: list[Any]) -> list[Any]:
    """Return whole numbers and others of one column as numbers of one kind."""
    mixed = any(isinstance(each, float) for each in column)
    return [float(v) if mixed and isinstance(v, int) else v for v in column]


def column(data: pl.DataFrame, name: str) -> np.ndarray:
    """Return a column of a data set as an array."""
    if name not in data.columns:
        raise Unsupported(f"the data set has no column {name}")
    found = data[name]
    return np.array(found.to_list(), dtype=object if found.dtype == pl.String else float)


def values(term: Any, data: pl.DataFrame | None) -> np.ndarray:
    """Return what a term of a formula is for each row of the data."""
    if isinstance(term, Offset):
        return np.asarray(values(term.value, data), dtype=float)
    if isinstance(term, Factor):
        return np.array([_level(v) for v in values(term.column, data)], dtype=object)
    if isinstance(term, Numeric):
        return np.asarray(values(term.column, data), dtype=float)
    if isinstance(term, Terms):  # within a function `+` and `*` are arithmetic
        own = term.terms
        if len(own) == 3 and own[2] == Product(own[:2]):
            return np.asarray(values(own[0], data) * values(own[1], data))
        return np.asarray(sum(values(each, data) for each in own))
    if isinstance(term, Strata):
        combined, _ = labels_of(term.columns, data)
        found = np.empty(len(combined), dtype=object)
        found[:] = [", ".join(map(_level, each)) for each in combined]
        return found
    if isinstance(term, Computed):
        return np.asarray(term.how(*(values(each, data) for each in term.parts)))
    if isinstance(term, Condition):
        own = values(term.column, data)
        compare = _COMPARISONS[term.operator]
        return np.array([bool(compare(v, term.value)) for v in own])
    if isinstance(term, int | float):
        return np.asarray(term)
    if isinstance(term, str):
        if data is None:
            raise Unsupported(f"{term} without data")
        return column(data, term)
    return np.asarray(term)


def with_all(formula: Formula, data: pl.DataFrame | None) -> Formula:
    """Return a formula with the columns for which its `.` stands."""
    if "." not in [each for each in formula.terms if isinstance(each, str)] or data is None:
        return formula
    used = {_written(each) for each in formula.terms}
    if isinstance(formula.response, Response):
        used |= {str(each) for each in (formula.response.time, formula.response.event)}
    rest = tuple(each for each in data.columns if each not in used)
    terms: tuple[Any, ...] = ()
    for each in formula.terms:
        terms += rest if isinstance(each, str) and each == "." else (each,)
    return Formula(formula.response, terms)


def response_of(formula: Formula, data: pl.DataFrame | None) -> tuple[np.ndarray, np.ndarray]:
    """Return times and events."""
    if not isinstance(formula.response, Response):
        raise Unsupported("a response other than Surv(time, event)")
    time = np.asarray(values(formula.response.time, data), dtype=float)
    event = np.asarray(values(formula.response.event, data))
    if event.ndim == 0:
        event = np.full(len(time), event)
    numbers = event.astype(float)
    if numbers.max(initial=0) > 1:  # 1 and 2 are censored and event
        numbers = numbers - 1
    return time, numbers.astype(bool)


def labels_of(
    terms: tuple[Any, ...], data: pl.DataFrame | None
) -> tuple[list[tuple[Any, ...]], list[str]]:
    """Return for each row the combination of what terms are, and how R writes each term."""
    columns = [values(each, data).tolist() for each in terms]
    names = [_written(each) for each in terms]
    return list(zip(*columns, strict=True)), names


def _written(term: Any) -> str:
    """Return a term as R writes it."""
    if isinstance(term, np.ndarray):
        return str(getattr(term, "label", "x"))
    if isinstance(term, Factor):
        return f"factor({_written(term.column)})"
    if isinstance(term, Strata):
        return f"strata({', '.join(map(_written, term.columns))})"
    if isinstance(term, Condition):
        return f'{term.column} {term.operator} "{term.value}"'
    return str(term)


def codes_of(terms: tuple[Any, ...], data: pl.DataFrame | None) -> list[int] | None:
    """Return for each row the number of its combination of terms; None without terms."""
    if not terms:
        return None
    found, _ = labels_of(terms, data)
    order = {each: at for at, each in enumerate(sorted(set(found)))}
    return [order[each] for each in found]


def label(names: list[str], combination: tuple[Any, ...], *, named: bool = True) -> str:
    """Return R's label of a combination: `treatment=control, stratum=A`."""
    parts = (
        f"{n}={_level(v)}" if named else _level(v) for n, v in zip(names, combination, strict=True)
    )
    return ", ".join(parts)


def _level(value: Any) -> str:
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def model_columns(formula: Formula, data: pl.DataFrame | None) -> tuple[np.ndarray, list[str]]:
    """
    Return the covariates of a model (n, p) and their names.

    A factor is coded against its first level; in a product whose other parts are no term of the
    model by themselves, by an indicator of each level.
    """
    found: list[tuple[np.ndarray, str]] = []
    own = {_key(each) for each in formula.terms}
    for term in formula.covariates:
        product: list[tuple[np.ndarray, str]] | None = None
        pieces = _parts(term)
        for at, piece in enumerate(pieces):
            rest = [each for other, each in enumerate(pieces) if other != at]
            full = bool(rest) and _key(Product(tuple(rest))) not in own
            coded = _columns_of(piece, data, full=full)
            product = (
                coded
                if product is None
                else [(a * b, f"{m}:{n}") for b, n in coded for a, m in product]
            )
        found.extend(product or [])
    if not found:
        return np.zeros((0, 0)), []
    return np.column_stack([c for c, _ in found]), [n for _, n in found]


def _parts(term: Any) -> tuple[Any, ...]:
    if not isinstance(term, Product):
        return (term,)
    return tuple(piece for each in term.parts for piece in _parts(each))


def _key(term: Any) -> frozenset[str]:
    """Tell a term by its parts, in any order."""
    return frozenset(getattr(each, "label", None) or repr(each) for each in _parts(term))


def _columns_of(
    term: Any, data: pl.DataFrame | None, *, full: bool
) -> list[tuple[np.ndarray, str]]:
    own = values(term, data)
    name = _written(term)
    if own.dtype == object:
        levels = sorted(set(own.tolist()))[0 if full else 1 :]
        return [(np.array([v == each for v in own], float), f"{name}{each}") for each in levels]
    if own.dtype == bool:
        return [(own.astype(float), f"{name}TRUE")]
    return [(own.astype(float), name)]
