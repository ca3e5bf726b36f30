"""A small survival study and a comparison, for the examples in this room's references."""

from __future__ import annotations

import numpy as np
from ruamel.yaml import YAML

from trialrun.design.expected_entry import ExpectedEntry
from trialrun.design.expected_scores import Course
from trialrun.study import Study, study_template

_SURVIVAL = """
endpoints:
- {id: OS, level: primary, label: {en: Survival, zh: 生存期}, better: higher,
   data_set: ADTTE, parameter: OS, variable: AVAL}
analyses:
- {id: OS, endpoint: OS, population: ITT, label: {en: Survival, zh: 生存期}, method: logrank}
regions:
- {id: CHN, label: {en: China, zh: 中国}, sites: 40, rate: 0.5,
   countries: [{code: CHN, label: {en: China, zh: 中国}}],
   activation: {first_month: 0, last_month: 6}}
scenarios:
- id: EXPECTED
  label: {en: Expected, zh: 预期}
  kind: expected
  source: {en: assumption, zh: 假设}
  survival:
  - endpoint: OS
    control: PBO
    hazards: [{from_month: 0, per_month: 0.05}]
    effects: [{arm: EXM, pieces: [{from_month: 0, ratio: 0.7}]}]
planning:
  subjects: 480
  block_size: 4
  longest_months: 72
  group_sequential:
    {analysis: OS, comparison: [EXM, PBO], information: [0.6, 1], scenario: EXPECTED,
     efficacy: {function: lan-demets-obrien-fleming}}
"""


def survival_example() -> Study:
    """Return the template's study with survival as its endpoint, two looks and one region."""
    yaml = YAML(typ="safe")
    return Study.model_validate(yaml.load(study_template()) | yaml.load(_SURVIVAL))


def course_example() -> Course:
    """Return a comparison with one region, one cell and one stratum of the test."""
    one = np.ones(1)
    return Course(
        entry=ExpectedEntry(0 * one, 6 * one, 20 * one, one, np.inf * one, 200, 60.0),
        share=np.array([0.5, 0.5]),
        month=np.zeros(1),
        hazard=np.array([[[0.06]], [[0.039]]]),
        dropout=np.zeros(2),
        cell=one,
        level=one,
        group=np.zeros((1, 1), int),
        alike=one,
        follow_up_months=np.inf,
        longest_months=60.0,
        minimum_months=0.0,
        sign=1.0,
    )
