"""Files that mean harm, or are none of the formats: refused with an `AssessError`, and nothing else is raised."""

from __future__ import annotations

import zipfile
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.assessment.sheet.workbook import open_sheets
from assess.errors import AssessError, TooLarge
from assess.questionnaire.exchange import ciso, lens, samm, surveyjs, xlsform
from assess.questionnaire.exchange.file import as_files
from assess.questionnaire.exchange.form import Source, tell
from assess.questionnaire.exchange.node import MAX_BYTES, decode_json, decode_yaml
from assess.questionnaire.exchange.xlsform import SHEETS

READERS = [surveyjs.read, lens.read, ciso.read]
BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"\xff\xfe{\x00}\x00",
        b"[" * 100_000,
        b"[" * 500 + b"]" * 500,
        b'{"a": ' * 500 + b"1" + b"}" * 500,
        b"null",
        b"{} trailing",
        b"- : :\n  -\n: x",
        BOMB.encode(),
        b"&a [*a]",
        b"? {a: b}\n: c",
    ],
)
def test_what_is_no_file_of_the_format_is_refused(read, content: bytes):
    with pytest.raises(AssessError):
        read(content, "x")


@pytest.mark.parametrize("decode", [decode_json, decode_yaml])
def test_a_huge_file_is_refused_before_it_is_read(decode):
    with pytest.raises(TooLarge):
        decode(b" " * (MAX_BYTES + 1), "x")


def test_many_values_are_refused():
    with pytest.raises(TooLarge):
        decode_json(msgspec.json.encode([0] * 300_000), "x")


def test_references_in_yaml_are_refused_with_their_line():
    with pytest.raises(AssessError, match="Line 2"):
        decode_yaml(BOMB.encode(), "x")


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
KEYS = {
    surveyjs.read: [
        "pages", "elements", "type", "name", "title", "choices", "value", "text", "columns", "rows", "cellType", "visibleIf",
        "rateMin", "rateMax", "rateStep", "rateValues", "inputType", "min", "max", "step", "locale", "default", "score",
    ],
    lens.read: [
        "pillars", "questions", "choices", "id", "title", "riskRules", "condition", "risk", "name", "improvementPlan",
    ],
    ciso.read: [
        "objects", "framework", "requirement_nodes", "urn", "parent_urn", "assessable", "questions", "choices", "type",
        "depends_on", "question", "answers", "translations", "scores_definition", "score", "add_score", "weight", "locale",
    ],
}  # fmt: skip
WORDS = {
    surveyjs.read: [
        "radiogroup",
        "checkbox",
        "rating",
        "matrix",
        "matrixdynamic",
        "text",
        "number",
        "panel",
        "boolean",
    ],
    lens.read: ["a", "a && b", "default", "NO_RISK", "x_no"],
    ciso.read: ["unique_choice", "multiple_choice", "text", "true", "urn:a", "any"],
}


@st.composite
def shaped(draw: st.DrawFn, read) -> object:
    """Data with the format's own field names in any place, holding anything."""
    leaf = st.one_of(anything, st.sampled_from(WORDS[read]))
    return draw(
        st.recursive(
            leaf,
            lambda inner: st.one_of(
                st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS[read]), inner, max_size=6)
            ),
            max_leaves=25,
        )
    )


@pytest.mark.parametrize("read", READERS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_shape_of_data_breaks_a_reader(read, data: st.DataObject):
    tree = data.draw(shaped(read))
    inside = {
        surveyjs.read: {"pages": [{"name": "p", "elements": [tree, {"type": "boolean", "name": "b"}]}]},
        lens.read: {"pillars": [{"id": "p", "name": "P", "questions": [tree]}]},
        ciso.read: {"objects": {"framework": {"requirement_nodes": [tree], "scores_definition": [tree]}}},
    }[read]
    for value in (tree, inside):
        content = yaml.safe_dump(value) if read is ciso.read else msgspec.json.encode(value).decode()
        try:
            found = read(content.encode(), "x")
        except AssessError:
            continue
        assert as_files(found.manuscript, found.notes)["questionnaire.yaml"]


def test_choices_that_are_alike_are_one_and_break_nothing():
    choices = [{"id": "a", "title": "A"}, {"id": "a", "title": "B"}, {"id": "b", "title": "C"}]
    rules = [{"condition": "a && b", "risk": "NO_RISK"}, {"condition": "default", "risk": "HIGH_RISK"}]
    asked = {"id": "q", "title": "Q", "choices": choices, "riskRules": rules}
    content = msgspec.json.encode({"pillars": [{"id": "p", "name": "P", "questions": [asked]}]})
    [question] = lens.read(content, "x").manuscript.questionnaire.questions
    assert [tick.id for tick in question.options] == ["a", "b", "none"]


TYPES = [
    "select_one a",
    "select_multiple a",
    "integer",
    "decimal",
    "text",
    "note",
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
    "x",
    "",
]
cells = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["a", "b", "${a} = 'x'", ". >= 1 and . <= 2", ". >= . and . <= .", "=1"]),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(TYPES), cells, cells, cells, cells).map(list), max_size=12),
    st.lists(st.tuples(st.sampled_from(["a", "b"]), cells, cells, cells).map(list), max_size=5),
)
def test_no_rows_break_the_reader_of_forms(rows: list[list[str]], choices: list[list[str]]):
    sheets = {
        "survey": [["type", "name", "label", "relevant", "constraint"], *rows],
        "choices": [["list_name", "name", "label::pl", "score"], *choices],
        "settings": [["form_id", "version"], [rows[0][1] if rows else "", "x"]],
    }
    try:
        found = xlsform.read(sheets, "x")
    except AssessError:
        return
    assert as_files(found.manuscript, found.notes)


def test_a_workbook_that_is_a_bomb_is_refused(tmp_path: Path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    with pytest.raises(TooLarge):
        open_sheets(path, SHEETS)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"type,name,label\n"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(AssessError):
        open_sheets(path, SHEETS)


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.json", b"{}"), ("x.json", b"[]"), ("x.yaml", b"a: 1"), ("x.txt", b"hello"), ("x", b"")],
)
def test_a_file_in_none_of_the_formats_is_refused_with_their_names(name: str, content: bytes):
    with pytest.raises(AssessError) as refused:
        tell(Source(name="x", files={name: content}))
    assert "surveyjs" in refused.value.remedy


def test_too_many_files_are_refused():
    with pytest.raises(AssessError):
        samm.read({f"{i}.yml": b"type: Question" for i in range(3000)}, "x")
