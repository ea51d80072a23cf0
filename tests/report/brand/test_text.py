"""Markdown in a report can be read, and can do nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.errors import AssessError
from assess.report.brand.text import ELEMENTS, read_text

PIECES = st.sampled_from(
    [
        *(
            "<script>",
            "</script>",
            "<img src=x onerror=a>",
            "<p onclick=a>",
            "</p>",
            "</section>",
            "<svg/onload=a>",
        ),
        *(
            "&lt;",
            "[a](",
            "javascript:a)",
            "data:x)",
            "https://example.org)",
            "method.html)",
            "**",
            "`",
            "\n\n",
            "    ",
        ),
        *(
            "<!--",
            "-->",
            "# ",
            "- ",
            "| a |\n|---|\n",
            '"',
            "'",
            "<",
            ">",
            "{ onclick=a }",
            "<a href=",
            "a",
            "<style>",
        ),
        *("![a](x)", "<scr<script>ipt>", "\0"),
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)>",
        "![picture](https://example.org/x.png)",
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](//example.org)",
        "[a][b]\n\n[b]: javascript:alert(1)",
        '<p onclick="alert(1)">a</p>',
        "<iframe></iframe>",
        "<style>p{}</style>",
        "a</section><p>b",
        "<p>a",
        "<svg onload=alert(1)>",
        "[a](../other/index.html)",
        "a <!-- ask Ann --> b",
        "a\n\n<!-- ask Ann -->\n\nb",
    ],
)
def test_what_could_run_load_or_reach_beyond_is_refused(text: str):
    with pytest.raises(AssessError) as refused:
        read_text(text, "brand.yaml: texts[0]")
    assert refused.value.where == "brand.yaml: texts[0]"
    assert "Markdown" in refused.value.remedy


def test_markdown_becomes_markup_on_one_line_and_paragraphs_without_any():
    markup, said, links = read_text(
        "# Head\n\nOne **two** & 1 < 2, [page](method.html#score).\n\n- a\n- [b](https://example.org)\n\n"
        "| x | y |\n|---|--:|\n| 1 | 2 |\n\n```\ncode\n\nmore\n```",
        "here",
    )
    assert "\n" not in markup
    assert '<a href="method.html#score">page</a>' in markup
    assert "1 &lt; 2" in markup
    assert "<h3>Head</h3>" in markup
    assert ("heading", "Head") in said
    assert ("text", "One two & 1 < 2, page.") in said
    assert [text for kind, text in said if kind == "entry"] == ["a", "b"]
    assert links == ("method.html#score",)


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map("".join))
def test_whatever_is_written_only_known_elements_leave_and_all_are_closed(text: str):
    try:
        markup, _, _ = read_text(text, "here")
    except AssessError:
        return
    assert "\n" not in markup
    tags = re.findall(r"<(/?)([a-z0-9]+)([^>]*)>", markup)
    assert {name for _, name, _ in tags} <= ELEMENTS
    assert all(re.fullmatch(r'( href="[^"]*")?', given) for _, _, given in tags)
    assert not re.search(r'href="\s*(javascript|data|vbscript):', markup, re.IGNORECASE)
    assert markup.count("<p>") == markup.count("</p>")
    assert "<" not in re.sub(r"<(/?)([a-z0-9]+)([^>]*)>", "", markup)
