"""Faults between the synthesis part and the rest of a definition that no schema sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from trialrun.study.faults import Found, unknown
from trialrun.study.model import Study
from trialrun.study.synthesis import Synthesis
from trialrun.study.yaml_source import Path_


def synthesis_faults(study: Study) -> Iterator[Found]:
    """Yield the faults of what synthetic patients are drawn from, each with its place."""
    synthesis = study.synthesis
    if synthesis is None:
        return
    for needed in ("planning", "regions", "scenarios", "rehearsal"):
        if not getattr(study, needed):
            yield ("synthesis",), f"there is no {needed}", f"synthesis needs {needed}", ""
    yield from _places(study, synthesis)
    yield from _arms(study, synthesis)
    yield from _events(study, synthesis)
    yield from _questionnaires(study, synthesis)
    yield from _subjects(study, synthesis)
    yield from _cutoff(study, synthesis)
    yield from _transport(study, synthesis)


def _transport(study: Study, synthesis: Synthesis) -> Iterator[Found]:
    """Codes and texts that SDTM, or the transport files that hold it, have no room for."""
    elements: dict[str, str] = {}
    for k, arm in enumerate(study.arms):
        path: Path_ = ("arms", k, "code")
        if len(arm.code) > _ARM_CODE:
            message = f"{arm.code} has {len(arm.code)} characters"
            yield path, message, f"ARMCD has at most {_ARM_CODE}", ""
        # ETCD is made of it: the first letters and digits
        element = "".join(c for c in arm.code.upper() if c.isalnum())[:_ELEMENT_CODE]
        if element in elements or element in _OWN_ELEMENTS:
            other = elements.get(element, "an element of every study")
            message = f"{arm.code} and {other} would both have the element code {element}"
            hint = f"the first {_ELEMENT_CODE} letters and digits must tell arms apart."
            yield path, message, "ETCD is unique", hint
        elements[element] = arm.code
    for place, text in _texts(synthesis.model_dump(exclude={"source"}), ("synthesis",)):
        if not text.isascii():
            hint = "transport files of version 5 hold ASCII; Chinese for it belongs under terms."
            yield place, f"{text!r} holds characters outside ASCII", "ASCII text", hint


_ARM_CODE = 20
_ELEMENT_CODE = 8
_OWN_ELEMENTS = frozenset({"SCRN", "FU"})


def _texts(value: object, path: Path_) -> Iterator[tuple[Path_, str]]:
    """Every text of a part, keys among them, with its place."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield (*path, str(key)), str(key)
            yield from _texts(inner, (*path, str(key)))
    elif isinstance(value, tuple | list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*path, number))


def _places(study: Study, synthesis: Synthesis) -> Iterator[Found]:
    """Visits, activities and criteria that are named."""
    visits = [visit.id for visit in study.visits]
    activities = [activity.id for activity in study.activities]
    criteria = [c.id for c in (*study.eligibility.inclusion, *study.eligibility.exclusion)]
    named: list[tuple[Path_, str | None]] = [
        (("synthesis", "timing", "early_termination"), synthesis.timing.early_termination),
        (("synthesis", "disposition", "retrieval_visit"), synthesis.disposition.retrieval_visit),
    ]
    for k, record in enumerate(synthesis.strata):
        named.append((("synthesis", "strata", k, "visit"), record.visit))
    for k, panel in enumerate(synthesis.findings):
        path: Path_ = ("synthesis", "findings", k)
        yield from unknown((*path, "activity"), panel.activity, "activity", activities)
        named += [((*path, "also_at", j), visit) for j, visit in enumerate(panel.also_at)]
        for j, test in enumerate(panel.tests):
            if test.criterion is not None:
                inside = (*path, "tests", j, "criterion")
                yield from unknown(inside, test.criterion, "criterion", criteria)
            inside = (*path, "tests", j, "visits")
            named += [((*inside, m), visit) for m, visit in enumerate(test.visits)]
    for path, visit in named:
        if visit is not None:
            yield from unknown(path, visit, "visit", visits)
    if synthesis.tumours is not None:
        path = ("synthesis", "tumours", "activity")
        yield from unknown(path, synthesis.tumours.activity, "activity", activities)
    for k, exclusion in enumerate(synthesis.screen_failures):
        path = ("synthesis", "screen_failures", k, "criterion")
        yield from unknown(path, exclusion.criterion, "criterion", criteria)
    strata = [stratum.id for stratum in study.planning.strata] if study.planning else []
    for k, record in enumerate(synthesis.strata):
        path = ("synthesis", "strata", k, "stratum")
        yield from unknown(path, record.stratum, "stratum", strata)


def _arms(study: Study, synthesis: Synthesis) -> Iterator[Found]:
    """Arms that are named, and arms that get nothing."""
    arms = [arm.id for arm in study.arms]
    tables: list[tuple[Path_, Iterable[str]]] = []
    for k, treatment in enumerate(synthesis.treatments):
        tables.append((("synthesis", "treatments", k, "arms"), treatment.arms))
    if isinstance(synthesis.treatment_stop, dict):
        tables.append((("synthesis", "treatment_stop"), synthesis.treatment_stop))
    for k, panel in enumerate(synthesis.findings):
        for j, test in enumerate(panel.tests):
            tables.append((("synthesis", "findings", k, "tests", j, "drift"), test.drift))
    for k, each in enumerate(synthesis.questionnaires):
        if each.course is not None:
            path: Path_ = ("synthesis", "questionnaires", k, "course", "drift")
            tables.append((path, each.course.drift))
    for k, event in enumerate(synthesis.adverse_events):
        tables.append((("synthesis", "adverse_events", k, "probability"), event.probability))
    for k, drug in enumerate(synthesis.medications):
        tables.append((("synthesis", "medications", k, "arms"), drug.arms))
    for k, reason in enumerate(synthesis.disposition.reasons):
        if isinstance(reason.share, dict):
            tables.append((("synthesis", "disposition", "reasons", k, "share"), reason.share))
    if synthesis.tumours is not None:
        inside: Path_ = ("synthesis", "tumours")
        rates = synthesis.tumours.progression_per_month
        tables.append(((*inside, "progression_per_month"), rates))
        tables.append(((*inside, "response"), synthesis.tumours.response))
    for path, named in tables:
        for arm in named:
            yield from unknown(path, arm, "arm", arms)
    treated = {arm for treatment in synthesis.treatments for arm in treatment.arms}
    for arm in arms:
        if arm not in treated:
            path = ("synthesis", "treatments")
            yield path, f"no treatment for arm {arm}", "every arm must have one", ""


def _events(study: Study, synthesis: Synthesis) -> Iterator[Found]:
    """Stopping rules that events stand for, what medications treat, and sexes."""
    terms = [each.term for each in synthesis.history]
    terms += [each.term for each in synthesis.adverse_events]
    for k, drug in enumerate(synthesis.medications):
        if drug.treats is not None:
            treats: Path_ = ("synthesis", "medications", k, "treats")
            yield from unknown(treats, drug.treats, "term", terms)
        if drug.around is not None:
            around: Path_ = ("synthesis", "medications", k, "around", "treatment")
            spaced = [each.name for each in synthesis.treatments if each.every_weeks is not None]
            kind = "treatment with every_weeks"
            yield from unknown(around, drug.around.treatment, kind, spaced)
    sexes = list(synthesis.demographics.sex)
    parts = {
        "history": [each.sex for each in synthesis.history],
        "medications": [each.sex for each in synthesis.medications],
        "adverse_events": [each.sex for each in synthesis.adverse_events],
    }
    for name, listed in parts.items():
        for k, sex in enumerate(listed):
            if sex is not None:
                yield from unknown(("synthesis", name, k, "sex"), sex, "sex", sexes)
    rules = [rule.id for rule in study.stopping_rules]
    for k, event in enumerate(synthesis.adverse_events):
        if event.rule is not None:
            path: Path_ = ("synthesis", "adverse_events", k, "rule")
            yield from unknown(path, event.rule, "stopping rule", rules)


def _questionnaires(study: Study, synthesis: Synthesis) -> Iterator[Found]:
    """Endpoints that totals follow: every scenario must say how they go."""
    activities = [activity.id for activity in study.activities]
    for k, each in enumerate(synthesis.questionnaires):
        path: Path_ = ("synthesis", "questionnaires", k)
        yield from unknown((*path, "activity"), each.activity, "activity", activities)
        if each.course is not None and each.course.shared is not None:
            inside = (*path, "course", "shared", "endpoint")
            known = [endpoint.id for endpoint in study.endpoints]
            yield from unknown(inside, each.course.shared.endpoint, "endpoint", known)
        if each.endpoint is None:
            continue
        for scenario in study.scenarios:
            beliefs = {belief.endpoint: belief for belief in scenario.continuous}
            if each.endpoint not in beliefs:
                message = f"scenario {scenario.id} says nothing of endpoint {each.endpoint}"
                yield (*path, "endpoint"), message, "every scenario must", ""
            elif each.scale == "change" and beliefs[each.endpoint].baseline is None:
                message = f"scenario {scenario.id} gives no baseline of {each.endpoint}"
                yield (*path, "scale"), message, "a change needs a baseline", ""


def _subjects(study: Study, synthesis: Synthesis) -> Iterator[Found]:
    """Regions that are named."""
    regions = [region.id for region in study.regions]
    about = synthesis.demographics
    inside: Path_ = ("synthesis", "demographics")
    tables: Mapping[Path_, Iterable[str]] = {
        (*inside, "race_by_region"): about.race_by_region,
        (*inside, "ethnicity_by_region"): about.ethnicity_by_region,
        (*inside, "age_by_region"): about.age_by_region,
        ("synthesis", "numbering", "first_site_by_region"): (
            synthesis.numbering.first_site_by_region
        ),
    }
    for path, named in tables.items():
        for region in named:
            yield from unknown(path, region, "region", regions)


def _cutoff(study: Study, synthesis: Synthesis) -> Iterator[Found]:
    """A cut-off that no trial of this size can reach, or that nothing obeys."""
    cutoff, planning = synthesis.cutoff, study.planning
    inside: Path_ = ("synthesis", "cutoff")
    if cutoff.events is not None and planning is not None and cutoff.events > planning.subjects:
        message = f"events is {cutoff.events}, must be at most planning.subjects"
        hint = f"planning.subjects is {planning.subjects}."
        yield (*inside, "events"), message, "a subject has one event of the endpoint", hint
    given = cutoff.events is not None or cutoff.months is not None
    if given and not any(scenario.survival for scenario in study.scenarios):
        message = "no scenario has survival"
        yield inside, message, "only a trial that counts events ends at a cut-off", ""
