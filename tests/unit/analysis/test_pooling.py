from trialrun.analysis.pooling import pooled_sites


def counts(**sites):
    return {name: dict(zip("AB", numbers, strict=True)) for name, numbers in sites.items()}


def test_no_site_is_pooled_where_all_are_large_enough():
    assert pooled_sites(counts(s1=(3, 3), s2=(4, 9)), "AB", minimum=3, seed="X") == frozenset()


def test_an_arm_without_subjects_makes_a_site_small():
    pool = pooled_sites({"s1": {"A": 9}, "s2": {"A": 5, "B": 5}}, "AB", minimum=3, seed="X")
    assert "s1" in pool


def test_a_pool_that_is_itself_too_small_takes_the_next_fewest_enrolling_site():
    sites = counts(s1=(2, 0), s2=(9, 9), s3=(4, 4), s4=(5, 5))
    assert pooled_sites(sites, "AB", minimum=3, seed="X") == {"s1", "s3"}


def test_the_pool_grows_until_every_arm_is_filled():
    sites = counts(s1=(1, 0), s2=(4, 4), s3=(5, 5))
    assert pooled_sites(sites, "AB", minimum=6, seed="X") == {"s1", "s2", "s3"}


def test_ties_are_drawn_and_always_alike():
    sites = counts(s1=(2, 0), s2=(4, 4), s3=(4, 4), s4=(4, 4))
    draws = {seed: pooled_sites(sites, "AB", minimum=3, seed=seed) for seed in "abcdefgh"}
    assert all(len(pool) == 2 for pool in draws.values())
    assert len(set(draws.values())) > 1
    backwards = dict(reversed(sites.items()))
    assert draws == {s: pooled_sites(backwards, "AB", minimum=3, seed=s) for s in "abcdefgh"}
