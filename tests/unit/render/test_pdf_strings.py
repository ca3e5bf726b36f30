"""Strings of a PDF's content: brackets that pair may stand in them unescaped, and nested."""

from __future__ import annotations

import pytest

from trialrun.render.pdf_text import _TOKEN, _bytes


@pytest.mark.parametrize(
    "text",
    [
        rb"(plain)",
        rb"(\000(\000(\000)\000+\000)\000+)",
        rb"((((a)b)c)d)",
        rb"(\(\(\))",
    ],
)
def test_a_string_is_one_token(text):
    assert [match.group() for match in _TOKEN.finditer(b"[" + text + b"] TJ")] == [
        b"[",
        text,
        b"]",
        b"TJ",
    ]


def test_bytes_of_a_string_with_nested_brackets():
    assert _bytes(rb"(\000(\000(\000)\000+\000))") == b"\x00(\x00(\x00)\x00+\x00)"


def test_a_string_that_is_never_closed_costs_no_time():
    assert not [t for t in _TOKEN.finditer(b"(" * 3000 + b"a" * 3000) if len(t.group()) > 3000]
