"""Chapter 3: each objective with its endpoints and the five attributes of its estimands."""

from __future__ import annotations

from trialrun.documents.outline_m11 import section_id
from trialrun.documents.sources import Sources
from trialrun.documents.tables import row, text_table
from trialrun.documents.wording import of_study, say, sentences
from trialrun.report import Block, Bullets, Content, Paragraph, Row, Table
from trialrun.study import Estimand, Objective

PLACES = {"primary": "3.1", "secondary": "3.2", "exploratory": "3.3"}
"""Level of an objective -> section that holds it."""


def numbered_objectives(sources: Sources, places: dict[str, str]) -> list[tuple[str, Objective]]:
    """Return the objectives with the numbers of their sections, level by level."""
    found = []
    for level, place in places.items():
        own = [each for each in sources.study.objectives if each.level == level]
        found += [(f"{place}.{position}", each) for position, each in enumerate(own, start=1)]
    return found


def objective_chapter(sources: Sources) -> dict[str, tuple[Block, ...]]:
    """Return chapter 3."""
    found: dict[str, tuple[Block, ...]] = {}
    for number, objective in numbered_objectives(sources, PLACES):
        found[number] = _objective(sources, number, objective)
    if "exploratory" not in {each.level for each in sources.study.objectives}:
        found["3.3"] = (Paragraph("protocol.3.3.none", say("protocol-no-exploratory")),)
    if "secondary" not in {each.level for each in sources.study.objectives}:
        found["3.2"] = (Paragraph("protocol.3.2.none", say("protocol-no-secondary")),)
    return found


def endpoint_names(sources: Sources, objective: Objective) -> list[Content]:
    """Return the names of an objective's endpoints."""
    known = {each.id for each in sources.study.endpoints}
    return [(of_study("endpoints", e, "label"),) for e in objective.endpoints if e in known]


def estimands_of(sources: Sources, objective: Objective) -> list[Estimand]:
    """Return the estimands of an objective's endpoints."""
    return [each for each in sources.study.estimands if each.endpoint in objective.endpoints]


def _objective(sources: Sources, number: str, objective: Objective) -> tuple[Block, ...]:
    place = section_id(number)
    text = (of_study("objectives", objective.id, "text"),)
    blocks: list[Block] = [Paragraph(f"{place}.objective", text)]
    items = []
    for name in objective.endpoints:
        endpoint = sources.study.endpoint(name)
        item: Content = (of_study("endpoints", name, "label"), *say("csr-full-stop"))
        if endpoint.description is not None:
            item = sentences(item, (of_study("endpoints", name, "description"),))
        items.append(item)
    if items:
        lead = say("protocol-endpoints-lead", {"count": len(items)})
        blocks.append(Paragraph(f"{place}.endpoints.lead", lead, "lead"))
        blocks.append(Bullets(f"{place}.endpoints", tuple(items)))
    blocks += [_attributes(place, each) for each in estimands_of(sources, objective)]
    return tuple(blocks)


def _attributes(place: str, estimand: Estimand) -> Table:
    """Return an estimand's table: population, treatment, endpoint, events, summary measure."""
    table = f"{place}.{estimand.id}"
    path = ("estimands", estimand.id)
    described: Content = (of_study(*path, "patients"),)
    if estimand.patients is None:
        population = ("populations", estimand.population)
        described = say(
            "csr-population-definition",
            population=of_study(*population, "label"),
            definition=of_study(*population, "definition"),
        )
    rows: list[Row] = [
        row(table, "population", say("protocol-attribute-population"), [described]),
        row(
            table,
            "treatment",
            say("protocol-attribute-treatment"),
            [(of_study(*path, "treatment"),)],
        ),
        row(
            table,
            "endpoint",
            say("protocol-attribute-endpoint"),
            [(of_study("endpoints", estimand.endpoint, "label"),)],
        ),
        row(table, "summary", say("protocol-attribute-summary"), [(of_study(*path, "summary"),)]),
    ]
    for position, event in enumerate(estimand.intercurrent_events, start=1):
        own = (*path, "intercurrent_events", position)
        label = say("protocol-attribute-event", event=of_study(*own, "label"))
        strategy = say("csr-strategy", {"strategy": event.strategy})
        cell = strategy
        if event.handling is not None:
            handling = of_study(*own, "handling")
            cell = say("protocol-strategy-handling", strategy=strategy, handling=handling)
        rows.append(row(table, f"event.{position}", label, [cell]))
    heads = [("description", say("csr-head-description"), 2.6)]
    title = say(
        "protocol-title-estimand", endpoint=of_study("endpoints", estimand.endpoint, "label")
    )
    return text_table(table, title, say("protocol-head-attribute"), heads, rows)
