"""Unmistakable words in every free field of an assessment, of those before it and of its colleagues' sheet; then every byte
of what was built is looked through: pages, data, documents, pictures, the index of the search, names of files."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from assess.assessment.code import decode
from assess.assessment.model import Answer, Assessment, State
from assess.assessment.synth import Population, synthesise
from assess.benchmark.archive import write
from assess.questionnaire.catalogue import load_catalogue
from assess.questionnaire.model import LevelQuestion, Questionnaire
from assess.report.sample.peer import make_peers
from assess.resource import resource
from tests.report.document.paper_reader import Paper

NAME = "cx-maturity"
TITLE = "Zqtitle Glass & Sons"
WORDS = ("zqcomment", "zqreason", "zqtext", "zqearliercomment", "zqearlierreason", "zqearliertext")
"""In people's own words: for nobody but the organisation."""
NAMES = ("zqtitle", "zqid", "zqearlierid", "zqrole", "zqperson", "zqcolleagues")
"""What the organisation, its assessments and its people are called."""


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return load_catalogue(resource("questionnaires")).get(NAME)


def marked(questionnaire: Questionnaire, id: str, year: int, mark: str = "") -> Assessment:
    """A made-up assessment with a comment on every answer, a reason, and an answer in words."""
    codes = synthesise(questionnaire, Population(), 3, year).codes[0]
    answers = decode(questionnaire, codes)
    answers = {
        key: replace(
            one,
            comment=f"zq{mark}comment on {key}",
            reason=f"zq{mark}reason: not our job" if one.state is State.NOT_APPLICABLE else "",
        )
        for key, one in answers.items()
    }
    last = questionnaire.dimensions[-1].questions[-1].id
    answers[last] = Answer(state=State.NOT_APPLICABLE, reason=f"zq{mark}reason: not our job")
    answers["promise-07"] = Answer(f"We want them to feel zq{mark}text.")
    return Assessment(
        id=id,
        questionnaire=NAME,
        version=questionnaire.version,
        hash=questionnaire.hash,
        profile={"industry": "G", "size": "medium", "region": "eu-central"},
        answers=answers,
        submitted_at=datetime(year, 7, 1, tzinfo=UTC),
    )


@pytest.fixture
def command(assess, questionnaire: Questionnaire, tmp_path: Path) -> tuple[object, ...]:
    """`assess report` with everything there is to say; only for whom is missing."""
    profile = load_catalogue(resource("questionnaires")).profile
    write(make_peers(questionnaire, profile).edition, tmp_path / "data" / "editions")
    for id, year, mark in (
        ("zqid", 2026, ""),
        ("zqearlierid", 2025, "earlier"),
        ("zqoldestid", 2024, "earlier"),
    ):
        file = tmp_path / f"{year}.json"
        file.write_bytes(msgspec.json.encode(marked(questionnaire, id, year, mark)))
    asked = [one.id for one in questionnaire.questions if isinstance(one, LevelQuestion)]
    with (tmp_path / "people.csv").open("w", newline="") as sheet:
        rows = csv.writer(sheet)
        rows.writerow(["id", "organisation", "role", *asked])
        for row in range(13):
            rows.writerow([f"zqperson{row}", "zqcolleagues", f"zqrole {row % 2}", *[row % 5] * len(asked)])
    earlier = ("--since", tmp_path / "2025.json", "--since", tmp_path / "2024.json")
    told = ("--title", TITLE, *earlier, "--colleagues", tmp_path / "people.csv", "--pictures")
    return ("report", tmp_path / "2026.json", *told)


def unfolded(data: bytes) -> Iterator[bytes]:
    """A file, and whatever is packed in it."""
    yield data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unfolded(archive.read(name))
    elif data[:2] == b"\x1f\x8b":
        yield from unfolded(gzip.decompress(data))
    elif data[:5] == b"%PDF-":
        yield Paper(data).text.encode()
        for stream in re.findall(rb"stream\n(.*?)\nendstream", data, re.DOTALL):
            try:
                yield zlib.decompress(stream)
            except zlib.error:
                yield stream


def found_in(folder: Path, needles: tuple[str, ...]) -> set[str]:
    """The needles that stand anywhere, in whatever case, in any of the usual encodings."""
    found = set()
    for file in folder.rglob("*"):
        held = [file.name.encode(), *(unfolded(file.read_bytes()) if file.is_file() else ())]
        for text in (each.lower() for each in held):
            for needle in needles:
                if any(needle.encode(code) in text for code in ("utf-8", "utf-16-be", "utf-16-le")):
                    found.add(needle)
    return found


def test_every_byte_of_the_reports_for_others(assess, command, questionnaire: Questionnaire, tmp_path: Path):
    def build(*options: str) -> Path:
        out = tmp_path / "-".join(["out", *(option.strip("-") for option in options)])
        ended = assess(*command, "--out", out, *options)
        assert ended.exit_code == 0, ended.output
        return out

    everything = (*WORDS, *NAMES)
    own = found_in(build("--remarks"), everything)
    assert own >= {"zqcomment", "zqtext", "zqtitle", "zqid", "zqearlierid", "zqrole"}, (
        "the search itself can find"
    )
    assert found_in(build("--audience", "client"), WORDS) == set()
    public = build("--public")
    said = answers_of(questionnaire, marked(questionnaire, "zqid", 2026))
    assert found_in(public, (*everything, *said, "13 people")) == set()
    assert {file.suffix for file in public.rglob("*")} >= {".pdf", ".xlsx", ".json", ".csv", ".svg", ".png"}


def answers_of(questionnaire: Questionnaire, given: Assessment) -> tuple[str, ...]:
    """What was answered, in the words of the options."""
    said = []
    for question in questionnaire.questions:
        answer = given.answers.get(question.id)
        if isinstance(question, LevelQuestion) and answer and answer.state is State.ANSWERED:
            said.append(question.options[int(answer.value)].text.lower())
    return tuple(said)
