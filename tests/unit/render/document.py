"""A small made-up report that has every kind of block, in both languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from trialrun.language.catalogue import catalogue, message_sources
from trialrun.report import (
    Box,
    Bullets,
    Column,
    Contents,
    Document,
    Figure,
    Flow,
    Message,
    Paragraph,
    Plain,
    Ref,
    Result,
    Results,
    Row,
    Section,
    Slot,
    Table,
    ToWrite,
    Values,
)
from trialrun.study import Study, Text, Visit
from trialrun.study.identification import Identification

EN = """
example-title = Clinical study report
example-subtitle = A made-up study of calm
example-key-protocol = Protocol: {$protocol}
example-key-date = Date: {$date}
example-key-sponsor = Sponsor: {$sponsor}
example-header = {$protocol} · Clinical study report
example-footer = Version {$version} · {$date}
example-synopsis = Synopsis
example-efficacy = Efficacy evaluation
example-primary = Primary endpoint
example-detail = Analysis by visit
example-safety = Safety evaluation
example-lead = In all, {$n} subjects were randomised; {$treated} of them took at least one dose.
example-body = The mean age was {$mean} years (SD {$sd}). The difference from placebo at {$week} was {$diff} mg (confidence limits left out), p = {$p}; see {$ref} and {$section}.
example-note = A note on how the numbers were made.
example-write = The investigator describes here why subjects left early.
example-item-one = Subjects of {$age} years or more
example-item-two = A score of at most {$score}
example-table-title = Demographic and baseline characteristics
example-table-wide = Laboratory values by visit
example-table-text = Planned visits
example-population = Safety population
example-stub = Characteristic
example-arm-placebo = Placebo
example-arm-active = Active
example-arms = Treatment
example-total = Total
example-nn = (N={$n})
example-row-age = Age (years)
example-row-mean = Mean (SD)
example-row-n = n
example-row-range = Minimum, maximum
example-row-p = p-value
example-foot = SD: standard deviation; p-value from an analysis of variance.
example-foot-number = Values below {$limit} mg/dL are not shown.
example-figure-title = Time to first event
example-figure-alt = Two curves that fall from one; the upper is active treatment.
example-flow-title = Disposition of subjects
example-screened = Screened
example-randomised = Randomised
example-completed = Completed
example-risk = Subjects at risk
"""
ZH = """
example-title = 临床研究报告
example-subtitle = 一项虚构的宁静研究
example-key-protocol = 方案编号：{$protocol}
example-key-date = 日期：{$date}
example-key-sponsor = 申办方：{$sponsor}
example-header = {$protocol} · 临床研究报告
example-footer = 版本{$version} · {$date}
example-synopsis = 摘要
example-efficacy = 有效性评价
example-primary = 主要终点
example-detail = 按访视分析
example-safety = 安全性评价
example-lead = 共{$n}例受试者随机入组，其中{$treated}例至少接受过一次给药。
example-body = 平均年龄为{$mean}岁（标准差{$sd}）。{$week}时与安慰剂的差值为{$diff} mg（未列出置信限），p = {$p}；见{$ref}及{$section}。
example-note = 关于数字来源的说明。
example-write = 请研究者在此说明受试者提前退出的原因。
example-item-one = 年龄不小于{$age}岁的受试者
example-item-two = 评分不高于{$score}
example-table-title = 人口统计学与基线特征
example-table-wide = 各访视实验室检查值
example-table-text = 计划访视
example-population = 安全性人群
example-stub = 特征
example-arm-placebo = 安慰剂
example-arm-active = 试验药
example-arms = 治疗组
example-total = 合计
example-nn = （N={$n}）
example-row-age = 年龄（岁）
example-row-mean = 均值（标准差）
example-row-n = 例数
example-row-range = 最小值，最大值
example-row-p = p值
example-foot = p值来自方差分析。
example-foot-number = 低于{$limit} mg/dL的值未列出。
example-figure-title = 至首次事件的时间
example-figure-alt = 两条从一开始下降的曲线，上面一条为试验药。
example-flow-title = 受试者分布
example-screened = 筛选
example-randomised = 随机
example-completed = 完成
example-risk = 风险人数
"""
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="420pt" height="220pt"
 viewBox="0 0 420 220"><title>curves</title><path d="M40 20 L120 60 L250 90 L400 120" fill="none"
 stroke="#1f4e9e" stroke-width="2"/><path d="M40 20 L120 90 L250 140 L400 170" fill="none"
 stroke="#b3541e" stroke-width="2"/><path d="M40 20 V200 H400" fill="none" stroke="black"/></svg>
"""


def add_messages() -> None:
    """Give the catalogues the words of the made-up report."""
    for language, text in (("en", EN), ("zh", ZH)):
        catalogue(language).update(message_sources(text))


def message(name: str, **slots: object) -> tuple[Message, ...]:
    """A message with one inline, or a content, per slot."""
    filled = tuple(
        (key.rstrip("_"), value if isinstance(value, tuple) else (value,))
        for key, value in slots.items()
    )
    return (Message(f"example-{name}", filled),)


def study() -> Study:
    """A study of which only what the report prints is filled."""
    return Study.model_construct(
        schema_version="1.0",
        id="CALM",
        title=Text(en="A made-up study of calm", zh="一项虚构的宁静研究"),
        short_title=Text(en="Calm", zh="宁静"),
        identification=Identification(
            protocol="CALM-301",
            phase=Text(en="Phase 3", zh="III期"),
            indication=Text(en="Unrest", zh="不安"),
            product=Text(en="Calmine", zh="宁静片"),
            sponsor=Text(en="Quiet Ltd", zh="宁静公司"),
            report_date=date(2014, 1, 2),
        ),
        design=Text(en="randomised", zh="随机"),
        arms=(),
        visits=(Visit(id="W24", number=12, label=Text(en="Week 24", zh="第24周"), epoch="T"),),
        populations=(),
        analysis_data=None,
    )


def results(rows: int = 12) -> Results:
    """Numbers of all signs and shapes."""
    number = [
        Result("res:n", "x", "count", "n", 254.0, format="int"),
        Result("res:treated", "x", "count", "n", 253.0, format="int"),
        Result("res:mean", "x", "mean", "mean", 75.0866, format="d1"),
        Result("res:sd", "x", "mean", "sd", 8.5900, format="d2"),
        Result("res:diff", "x", "ancova", "difference", -1.9534, format="d2", unit="mg"),
        Result("res:p", "x", "ancova", "p_value", 0.00041, format="p3"),
        Result("res:age", "x", "rule", "limit", 50.0, format="int"),
        Result("res:score", "x", "rule", "limit", 23.0, format="int"),
        Result("res:limit", "x", "rule", "limit", 0.25, format="d2"),
    ]
    for arm, base in (("PBO", 86), ("ACT", 84), ("TOT", 170)):
        number += [
            Result(f"res:T.{arm}.N", "T", "count", "n", float(base), format="int"),
            Result(f"res:T.{arm}.mean", "T", "mean", "mean", base - 11.37, format="d1"),
            Result(f"res:T.{arm}.sd", "T", "mean", "sd", base / 10, format="d2"),
            Result(f"res:T.{arm}.min", "T", "mean", "min", base - 34.0, format="int"),
            Result(f"res:T.{arm}.max", "T", "mean", "max", base + 3.0, format="int"),
        ]
    for row in range(rows):
        number += [
            Result(f"res:L.{row}.{k}", "L", "mean", "m", (row * 37 + k * 11) / 7 - 9, format="d1")
            for k in range(10)
        ]
    for time in range(5):
        number += [
            Result(f"res:risk.{arm}.{time}", "F", "count", "n", 86.0 - 13 * time - k, format="int")
            for k, arm in enumerate(("PBO", "ACT"))
        ]
        number.append(Result(f"res:time.{time}", "F", "scale", "t", 28.0 * time, format="int"))
    return Results(number)


def values(rows: int = 12) -> Values:
    """What the ids of the report stand for."""
    add_messages()
    journal = {"journal:why": Text(en="They left for reasons of their own.", zh="因个人原因退出。")}
    return Values(study(), results(rows), journal)


def document(rows: int = 12) -> Document:
    """The report; `rows` is the length of its wide table."""
    add_messages()
    protocol = Slot("study:identification.protocol")
    day = Slot("study:identification.report_date", "date")
    version = Slot("study:identification.report_version")
    sponsor = Slot("study:identification.sponsor")
    return Document(
        id="example",
        kind="csr",
        title=message("title"),
        header=message("header", protocol=protocol),
        footer=message("footer", version=version, date=day),
        date="2014-01-02",
        keywords=("calm",),
        front=(
            Paragraph("front-title", message("title"), "title"),
            Paragraph("front-subtitle", message("subtitle"), "subtitle"),
            Paragraph("front-protocol", message("key-protocol", protocol=protocol), "key"),
            Paragraph("front-sponsor", message("key-sponsor", sponsor=sponsor), "key"),
            Paragraph("front-date", message("key-date", date=day), "key"),
            Contents("contents"),
            Contents("tables", "tables"),
            Contents("figures", "figures"),
        ),
        sections=(
            Section(
                "s1",
                "1",
                message("synopsis"),
                (
                    Paragraph(
                        "lead",
                        message("lead", n=Slot("res:n"), treated=Slot("res:treated")),
                        "lead",
                    ),
                    _body("body"),
                    Paragraph("note", message("note"), "note"),
                    ToWrite("write", message("write")),
                    ToWrite("written", message("write"), Slot("journal:why")),
                    Bullets("bullets", _items()),
                    Bullets("ordered", _items(), ordered=True),
                    _flow(),
                ),
                page_break=True,
            ),
            Section(
                "s2",
                "2",
                message("efficacy"),
                (
                    Section(
                        "s2.1",
                        "2.1",
                        message("primary"),
                        (
                            _body("body2"),
                            _demography(),
                            Section(
                                "s2.1.1",
                                "2.1.1",
                                (*message("detail"), Plain(", "), Slot("study:visits.W24.label")),
                                (_visits(),),
                                level=3,
                            ),
                        ),
                        level=2,
                    ),
                ),
                page_break=True,
            ),
            Section("s3", "3", message("safety"), (_wide(rows), _figure())),
        ),
    )


def _items() -> tuple[tuple[Message, ...], ...]:
    return (
        message("item-one", age=Slot("res:age")),
        message("item-two", score=Slot("res:score")),
    )


def _body(name: str) -> Paragraph:
    return Paragraph(
        name,
        message(
            "body",
            mean=Slot("res:mean"),
            sd=Slot("res:sd"),
            week=Slot("study:visits.W24.label"),
            diff=Slot("res:diff"),
            p=Slot("res:p"),
            ref=Ref("14-2.01"),
            section=Ref("s2.1"),
        ),
    )


def _flow() -> Flow:
    def box(name: str, word: str, slot: str) -> Box:
        return Box(name, (message(word), message("nn", n=Slot(slot))))

    return Flow(
        "flow",
        message("flow-title"),
        (
            (box("screened", "screened", "res:n"),),
            (box("randomised", "randomised", "res:treated"),),
            tuple(
                Box(f"arm-{arm}", (message(word), message("nn", n=Slot(f"res:T.{arm}.N"))))
                for arm, word in (
                    ("PBO", "arm-placebo"),
                    ("ACT", "arm-active"),
                    ("TOT", "completed"),
                )
            ),
        ),
    )


def _arm_columns() -> tuple[Column, ...]:
    def head(arm: str) -> tuple[Message, ...]:
        return message("nn", n=Slot(f"res:T.{arm}.N"))

    return (
        Column("PBO", (message("arms"), (*message("arm-placebo"), Plain("\n"), *head("PBO")))),
        Column("ACT", (message("arms"), (*message("arm-active"), Plain("\n"), *head("ACT")))),
        Column("TOT", ((*message("total"), Plain("\n"), *head("TOT")),)),
    )


def _demography() -> Table:
    arms = ("PBO", "ACT", "TOT")

    def mean(arm: str) -> tuple[object, ...]:
        return (Slot(f"res:T.{arm}.mean"), Plain(" ("), Slot(f"res:T.{arm}.sd"), Plain(")"))

    def ends(arm: str) -> tuple[object, ...]:
        return (Slot(f"res:T.{arm}.min"), Plain(", "), Slot(f"res:T.{arm}.max"))

    age = message("row-age")
    return Table(
        id="14-2.01",
        number=(Slot("study:identification.report_version"),),
        title=message("table-title"),
        population=message("population"),
        stub=message("stub"),
        columns=_arm_columns(),
        rows=(
            Row("age", age, (age,), kind="head"),
            Row(
                "age.n",
                message("row-n"),
                (age, message("row-n")),
                tuple((Slot(f"res:T.{arm}.N"),) for arm in arms),
                indent=1,
            ),
            Row(
                "age.mean",
                message("row-mean"),
                (age, message("row-mean")),
                tuple(map(mean, arms)),
                indent=1,
            ),
            Row(
                "age.range",
                message("row-range"),
                (age, message("row-range")),
                tuple(map(ends, arms)),
                indent=1,
            ),
            Row("p", message("row-p"), (message("row-p"),), ((), (), (Slot("res:p"),)), gap=True),
        ),
        footnotes=(message("foot"), message("foot-number", limit=Slot("res:limit"))),
    )


def _visits() -> Table:
    return Table(
        id="visits",
        title=message("table-text"),
        stub=message("stub"),
        columns=(Column("label", (message("primary"),), "left"),),
        rows=(
            Row(
                "w24",
                (Slot("study:visits.W24.label"),),
                ((Slot("study:visits.W24.label"),),),
                (message("detail"),),
            ),
        ),
    )


def _wide(rows: int) -> Table:
    columns = tuple(
        Column(
            f"c{k}",
            (
                message("arm-placebo" if k < 5 else "arm-active"),
                (*message("row-n"), Plain(" "), Slot(f"res:time.{k % 5}")),
            ),
            "right",
        )
        for k in range(10)
    )
    return Table(
        id="wide",
        title=message("table-wide"),
        population=message("population"),
        stub=message("stub"),
        columns=columns,
        rows=tuple(
            Row(
                f"r{row}",
                (*message("row-mean"), Plain(" "), Slot(f"res:L.{row}.0", "int")),
                ((*message("row-mean"), Plain(" "), Slot(f"res:L.{row}.0", "int")),),
                tuple((Slot(f"res:L.{row}.{k}"),) for k in range(10)),
                page_break=row == 8,
                gap=row % 4 == 0,
            )
            for row in range(rows)
        ),
        footnotes=(message("foot-number", limit=Slot("res:limit")),),
        landscape=True,
    )


def _figure() -> Figure:
    return Figure(
        id="fig",
        title=message("figure-title"),
        drawing="curves",
        population=message("population"),
        alternative=message("figure-alt"),
        footnotes=(message("foot"),),
        table=Table(
            id="risk",
            title=(),
            caption=False,
            stub=message("risk"),
            columns=tuple(Column(f"t{t}", ((Slot(f"res:time.{t}"),),)) for t in range(5)),
            rows=tuple(
                Row(
                    arm,
                    message(word),
                    (message(word),),
                    tuple((Slot(f"res:risk.{arm}.{t}"),) for t in range(5)),
                )
                for arm, word in (("PBO", "arm-placebo"), ("ACT", "arm-active"))
            ),
        ),
    )


def write_figures(folder: Path) -> Path:
    """Write the drawing of the report's figure in both languages."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in ("en", "zh"):
        (folder / f"curves.{language}.svg").write_text(SVG, encoding="utf-8")
    return folder
