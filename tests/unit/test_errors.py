import inspect

import pytest

from trialrun import errors
from trialrun.errors import DataError, RequestError, TrialrunError, joined_errors

TREE = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, TrialrunError)
]


@pytest.mark.parametrize("kind", TREE)
def test_the_tree_is_drawn_with_its_exit_codes(kind):
    assert kind.exit_code in {2, 3}
    if kind is not TrialrunError:
        drawn = next(line for line in str(errors.__doc__).splitlines() if kind.__name__ in line)
        assert f" {kind.exit_code} " in drawn


def test_wrong_requests_exit_with_2_and_what_can_not_be_done_with_3():
    assert all((kind.exit_code == 2) == issubclass(kind, RequestError) for kind in TREE)


def test_a_message_says_where_what_and_a_way_out():
    error = DataError("no DM data set", place="data/", hint="every study has one.")
    assert str(error) == "data/: no DM data set. Hint: every study has one."
    assert str(DataError("no DM data set")) == "no DM data set"
    assert str(DataError("is it there?", hint="look.")) == "is it there? Hint: look."


def test_several_errors_are_said_in_one():
    one, other = DataError("empty", place="dm.xpt"), DataError("cut", place="ae.xpt")
    assert joined_errors(DataError, [one]) is one
    both = joined_errors(DataError, [one, other])
    assert str(both) == "2 faults:\n  dm.xpt: empty\n  ae.xpt: cut"
