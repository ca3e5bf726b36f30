"""
A time-to-event trial in plain Python, one subject after another: slow, and easy to read.

It shares nothing with the kernel but the counters of its random numbers: Philox in whole numbers,
rates looked up afresh at every arrival, blocks as lists, the logrank test as in the textbook.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

MASK = 0xFFFFFFFF


def philox(counter, key):
    c, k = list(counter), list(key)
    for _ in range(10):
        low, high = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [high >> 32 ^ c[1] ^ k[0], high & MASK, low >> 32 ^ c[3] ^ k[1], low & MASK]
        k = [(k[0] + 0x9E3779B9) & MASK, (k[1] + 0xBB67AE85) & MASK]
    return c


def unit(word):
    return (word + 0.5) / 2**32


def waiting(high, low):
    return -math.log((((high << 32 | low) >> 11) + 1) / 2**53)


@dataclass
class Subject:
    month: float
    site: int
    region: int
    levels: tuple
    arm: int = -1
    event_after: float = math.inf
    away_after: float = math.inf

    @property
    def length(self):
        return min(self.event_after, self.away_after)

    @property
    def has_event(self):
        return self.event_after <= self.away_after

    @property
    def leaves(self):
        return self.month + self.length


def gamma_of_mean_one(shape, key, trial, site):
    whole = shape if shape >= 1 else shape + 1
    d = whole - 1 / 3
    attempt = 0
    while True:
        w = philox((site, trial, 1, attempt), key)
        x = math.sqrt(-2 * math.log(unit(w[0]))) * math.cos(2 * math.pi * unit(w[1]))
        v = (1 + x / math.sqrt(9 * d)) ** 3 if 1 + x / math.sqrt(9 * d) > 0 else 0
        attempt += 1
        if v and math.log(unit(w[2])) < x * x / 2 + d - d * v + d * math.log(v):
            break
    if shape < 1:
        w = philox((site, trial, 4, 0), key)
        v *= ((((w[0] << 32 | w[1]) >> 11) + 1) / 2**53) ** (1 / shape)
    return d * v / shape


def sites_of(study, scenario, key, trial):
    """(opening, rate, region) of every site."""
    sites = []
    for r, region in enumerate(study.regions):
        for _ in range(region.sites):
            number = len(sites)
            w = philox((number, trial, 1, 0), key)
            first, last = region.activation.first_month, region.activation.last_month
            rate = region.rate * scenario.enrolment_factor
            if region.rate_shape:
                rate *= gamma_of_mean_one(region.rate_shape, key, trial, number)
            sites.append((first + (last - first) * unit(w[3]), rate, r))
    return sites


def enrol(study, scenario, key, trial):
    sites = sites_of(study, scenario, key, trial)
    factors = [stratum for stratum in study.planning.strata if stratum.levels]
    subjects, now = [], 0.0
    while len(subjects) < study.planning.subjects:
        w = philox((len(subjects), trial, 2, 0), key)
        needed = -math.log(unit(w[0]))
        counts = [sum(s.region == r for s in subjects) for r in range(len(study.regions))]
        going = sorted(
            (opening, number)
            for number, (opening, _, r) in enumerate(sites)
            if study.regions[r].cap is None or counts[r] < study.regions[r].cap
        )
        moments = [opening for opening, _ in going if opening > now]
        while True:
            rate = math.fsum(sites[n][1] for opening, n in going if opening <= now)
            until = moments[0] if moments else math.inf
            if rate > 0 and rate * (until - now) > needed:
                now += needed / rate
                break
            if not moments:
                return subjects, sites
            needed -= rate * (until - now)
            now = moments.pop(0)
        if now > study.planning.longest_months:
            break
        aim, place = unit(w[1]) * rate, -1
        while aim >= 0:
            place += 1
            aim -= sites[going[place][1]][1]
        site = going[place][1]
        subjects.append(Subject(now, site, sites[site][2], _levels(factors, unit(w[2]))))
        subjects[-1].chance = unit(w[3])
    return subjects, sites


def _levels(factors, u):
    """The cell of all factors' levels at a height of their cumulated shares."""
    cells = [((), 1.0)]
    for factor in factors:
        total = sum(level.share for level in factor.levels)
        cells = [
            ((*names, level.value), p * level.share / total)
            for names, p in cells
            for level in factor.levels
        ]
    height = 0.0
    for names, p in cells:
        height += p
        if u < height:
            return names
    return cells[-1][0]


def allocate(study, subjects):
    shares = [arm.allocation for arm in study.arms]
    each = [round(s / sum(shares) * study.planning.block_size) for s in shares]
    whole = [a for a, number in enumerate(each) for _ in range(number)]
    blocks = {}
    for subject in subjects:
        levels = iter(subject.levels)
        stratum = tuple(
            {"region": subject.region, "site": subject.site}.get(s.by)
            if s.by != "levels"
            else next(levels)
            for s in study.planning.strata
        )
        block = blocks.get(stratum) or list(whole)
        subject.arm = block.pop(int(subject.chance * len(block)))
        blocks[stratum] = block


def follow(study, scenario, belief, subjects, key, trial):
    factors = [stratum for stratum in study.planning.strata if stratum.levels]
    for number, subject in enumerate(subjects):
        w = philox((number, trial, 3, 0), key)
        arm, region = study.arms[subject.arm].id, study.regions[subject.region].id
        effects = [e for e in belief.effects if e.arm == arm and e.region == region]
        effects += [e for e in belief.effects if e.arm == arm and e.region is None]
        multiplier = math.prod(
            next(level.hazard_ratio for level in factor.levels if level.value == value)
            for factor, value in zip(factors, subject.levels, strict=True)
        )

        def hazard(t, effects=effects, multiplier=multiplier):
            found = [p.per_month for p in belief.hazards if p.from_month <= t][-1] * multiplier
            if effects:
                found *= [p.ratio for p in effects[0].pieces if p.from_month <= t][-1]
            return found

        knots = {p.from_month for p in belief.hazards}
        knots |= {p.from_month for e in belief.effects for p in e.pieces}
        needed, t = waiting(w[0], w[1]), 0.0
        for knot in [*sorted(knots - {0}), math.inf]:
            if needed < hazard(t) * (knot - t):
                break
            needed -= hazard(t) * (knot - t)
            t = knot
        subject.event_after = t + needed / hazard(t)
        own = [d.per_month for d in scenario.dropout if d.arm == arm]
        own += [d.per_month for d in scenario.dropout if d.arm is None]
        if own and own[0] > 0:
            subject.away_after = waiting(w[2], w[3]) / own[0]


def logrank(rows):
    """Observed less expected of arm 1, and variance, of rows (time, event, arm in 0 and 1)."""
    difference = variance = 0.0
    for t in sorted({time for time, event, _ in rows if event}):
        risk = [(time, event, arm) for time, event, arm in rows if time >= t]
        n, n1 = len(risk), sum(arm for _, _, arm in risk)
        d = sum(time == t and event for time, event, _ in risk)
        d1 = sum(time == t and event and arm for time, event, arm in risk)
        difference += d1 - d * n1 / n
        if n > 1:
            variance += d * (n1 / n) * (1 - n1 / n) * (n - d) / (n - 1)
    return difference, variance


def observed_at(subjects, date):
    """(time, event, subject) of those randomised before a date."""
    return [
        (
            subject.length if subject.leaves <= date else date - subject.month,
            subject.leaves <= date and subject.has_event,
            subject,
        )
        for subject in subjects
        if subject.month < date
    ]


def z_at(subjects, date, sides, stratum_of):
    """The stratified logrank Z, positive where the experimental arm lives longer."""
    strata = {}
    for time, event, subject in observed_at(subjects, date):
        if sides[subject.arm] >= 0:
            row = (time, event, sides[subject.arm])
            strata.setdefault(stratum_of(subject), []).append(row)
    scores = [logrank(rows) for rows in strata.values()]
    return -math.fsum(s for s, _ in scores) / math.sqrt(math.fsum(v for _, v in scores))


def look_dates(subjects, sides, events, longest):
    """Dates of the looks that are made if nothing stops the trial, None where one is passed over."""
    dates = sorted(
        s.leaves for s in subjects if s.has_event and sides[s.arm] >= 0 and s.leaves <= longest
    )
    found = [dates[number - 1] if number <= len(dates) else None for number in events]
    if found[-1] is None:
        found[-1] = longest
    return found
