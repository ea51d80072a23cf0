"""Whether a report holds what its audience must not have: findings or files and secrets enter, nothing leaves, or an error.

The second hand beside `audience`, which leaves things out: this one knows nothing of how, and looks at what is there. It
walks the finished findings, whatever they hold, and then every text that was made of them, with whatever a brand or a
consultant added. A comment in everybody's words (`ordinary`) is not looked for there; its place in the
findings is refused if it holds anything. Of a workbook every part is read; what typst printed is compressed
and is trusted to its findings. Names and sentences are found however they are written: in capitals, in full width, with
other blanks.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from ...errors import AssessError
from ..word import label
from ..word.text import Paragraph, Text
from .audience import FORBIDDEN, TELLING, Audience, Kind, Secret
from .department import Concern
from .ladder import Rung
from .model import Findings
from .move import AnswerMove, NotCompared
from .outlook import Practice
from .perception import Perception
from .response import Response
from .route import Move
from .step import StepFinding

SINGLE = (Response, StepFinding, Move, AnswerMove, NotCompared, Concern, Practice)
"""What tells, or follows from, a single answer."""
BAND = re.compile(r"(\d+–\d+|\d+\+)?")
"""How many organisations there are, as it may be told."""
ROUND = frozenset({10, 20, 50, 100})
"""Numbers of organisations that are rules of the benchmark, and stand in every report."""
ADDRESS = re.compile(r'<a [^>\n]*?\bhref="([^"\n]*)"[^>\n]*>')
SHARED = re.compile(r"live/(?!data-).*|.*\.css")
"""Files that are the same in everybody's report, or hold nothing but rules of style: whatever word is in them, such as those
of Vega, tells nothing of anybody. What a brand's style sheet has from the brand, its fonts, is looked at with the brand."""
WORDLESS = (b"%PDF", b"\x89PNG", b"wOF2", b"OTTO", b"true", b"\0\1\0\0")
"""First bytes of documents, pictures and fonts."""
CALLED: dict[Kind, str] = {
    "name": "the name of the organisation",
    "id": "the id of the assessment",
    "comment": "a comment",
    "text": "an answer in a respondent's own words",
    "answer": "a single answer",
}
REMEDY: dict[Kind, str] = {
    "name": "Take it out of the text that holds it. If it is an ordinary word there, give the report another title: "
    "with --title, or as `title` on a list of clients.",
    "id": "Take it out of the text that holds it.",
    "comment": "Leave remarks out of the report, and take it out of the text that holds it.",
    "text": "Leave remarks out of the report, and take it out of the text that holds it.",
    "answer": "Take it out of the text that holds it.",
}


class Wanted(Struct, frozen=True, kw_only=True):
    """A secret and what it would be found by: whole words, with whatever blanks between, in the text as it is or, if it
    `folds`, in the folded text."""

    secret: Secret
    pattern: re.Pattern[str]
    folds: bool


class NotForThem(AssessError):
    """A report that would tell its audience what it must not have; nothing has been written."""


def check_findings(findings: Findings, secrets: Iterable[Secret]) -> None:
    """Refuse findings that hold more than their audience may have: `NotForThem`, with the place of the first."""
    audience, looked_for = findings.audience, _wanted(findings.audience, secrets)
    for place, value in _walk(findings, "findings"):
        if audience != "own" and isinstance(value, Response) and value.remark:
            raise _found("comment", f"{place}.remark (question {value.question})", audience)
        if audience == "public":
            _check_value(place, value)
        if isinstance(value, Text | Paragraph):
            _check_text(str(value), place, audience, looked_for)
        if isinstance(value, str) and not place.endswith((".language", ".questionnaire", ".hash")):
            _check_text(value, place, audience, looked_for)
    if audience == "public" and findings.title != findings.questionnaire_title:
        raise _found("name", "findings.title", audience)
    if audience == "public" and (findings.assessment or findings.profile):
        raise _found("id", "findings.assessment", audience)


def check_files(files: Mapping[str, str | bytes], audience: Audience, secrets: Iterable[Secret]) -> None:
    """Refuse files that hold more than the audience may have, in their names or in themselves: `NotForThem`, with file and
    line. What is the same in everybody's report (`SHARED`) is not looked at."""
    looked_for = _wanted(audience, secrets)
    for name, content in files.items():
        if SHARED.fullmatch(name):
            continue
        _check_text(re.sub(r"[-_./]", " ", name), name, audience, looked_for)
        for part, text in _texts(name, content):
            said = _plain(text)
            _check_text(said, part, audience, looked_for, lined=True)
            if audience == "public":
                _check_count(said, part)


def check_settings(settings: Mapping[str, Any], audience: Audience, secrets: Iterable[Secret]) -> None:
    """The same of a site's settings, such as its name and what stands at the foot of every page."""
    looked_for = _wanted(audience, secrets)
    for place, value in _walk(dict(settings), "settings"):
        if isinstance(value, str):
            _check_text(_plain(value), place, audience, looked_for)


def folded(text: str) -> str:
    """A text without regard to capitals and to how Unicode writes a letter; the lines stay."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def stands_in(secret: Secret, text: str) -> bool:
    """Whether a secret would be found in a text."""
    one = _want(secret)
    return one is not None and one.pattern.search(folded(text) if one.folds else text) is not None


def _wanted(audience: Audience, secrets: Iterable[Secret]) -> list[Wanted]:
    """The secrets that are looked for: those that the audience must not have and that tell something."""
    looked_for = (
        _want(secret)
        for secret in secrets
        if secret.kind in FORBIDDEN[audience]
        and not secret.ordinary
        and (secret.kind != "answer" or len(secret.text) >= TELLING)
    )
    return [one for one in looked_for if one is not None]


def _want(secret: Secret) -> Wanted | None:
    """What a secret is found by; None for one that says nothing. A single word that is no name is looked for as it was
    written, as an id is."""
    words = _plain(secret.text).split()
    if not words:
        return None
    folds = secret.kind == "name" or len(words) > 1
    said = r"\s+".join(re.escape(word) for word in (folded(" ".join(words)).split() if folds else words))
    return Wanted(secret=secret, pattern=re.compile(rf"(?<!\w){said}(?!\w)"), folds=folds)


def _walk(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Every value within, with its place; what stands first comes first."""
    waiting = [(place, value)]
    while waiting:
        place, value = waiting.pop()
        yield place, value
        if isinstance(value, Struct):
            names = value.__struct_fields__  # not `fields`, which reads the annotations again each time
            waiting += [(f"{place}.{name}", getattr(value, name)) for name in reversed(names)]
        elif isinstance(value, tuple | list):
            waiting += [(f"{place}[{at}]", item) for at, item in reversed(list(enumerate(value)))]
        elif isinstance(value, dict):
            waiting += [(f"{place}[{key!r}]", item) for key, item in reversed(value.items())]


def _check_value(place: str, value: Any) -> None:
    if isinstance(value, SINGLE) or (isinstance(value, Rung) and value.missing):
        raise _found("answer", place, "public")
    if isinstance(value, Perception):
        raise NotForThem(
            "The public report would carry an exact number of people.",
            where=place,
            remedy="Leave the respondents out.",
        )
    if place.endswith(".n_band") and not BAND.fullmatch(str(value)):
        raise _exact(place)


def _check_text(
    text: str, place: str, audience: Audience, wanted: list[Wanted], *, lined: bool = False
) -> None:
    """`lined`: the place of what is found is told with its line."""
    like = folded(text) if wanted else text
    for one in wanted:
        read = like if one.folds else text
        if found := one.pattern.search(read):
            where = _line(place, read, found) if lined else place
            of = f" (question {one.secret.question})" if one.secret.question else ""
            raise _found(one.secret.kind, f"{where}{of}", audience)


def _check_count(text: str, place: str) -> None:
    before, _, after = label.organisations("\0").partition("\0")
    for found in re.finditer(rf"{re.escape(before)}(?<![\d–-])(\d+){re.escape(after)}", text):
        if int(found[1]) not in ROUND:
            raise _exact(_line(place, text, found))


def _line(place: str, text: str, found: re.Match[str]) -> str:
    return f"{place}, line {text.count(chr(10), 0, found.start()) + 1}"


def _texts(name: str, content: str | bytes) -> Iterator[tuple[str, str]]:
    """The texts of a file, each with what it is called; a workbook holds several; a document, picture or font none."""
    if isinstance(content, str):
        yield name, content
    elif content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                if part.endswith((".xml", ".rels")):
                    yield f"{name}/{part}", archive.read(part).decode("utf-8", "replace")
    elif not content.startswith(WORDLESS):
        yield name, content.decode("utf-8", "replace")


def _plain(text: str) -> str:
    """A text as it is read, line for line: no tags but the addresses of links, no entities, no joiners, none of JSON's
    escapes."""
    bare = re.sub(r"<[^>]*>", _untagged, text)
    return html.unescape(bare).replace("\u2060", "").replace("\\n", " ").replace('\\"', '"')


def _untagged(tag: re.Match[str]) -> str:
    """Where a link leads can name somebody as well as what it says."""
    address = ADDRESS.match(tag[0])
    return f" {address[1]} " if address else "\n" * tag[0].count("\n") or " "


def _found(kind: Kind, place: str, audience: Audience) -> NotForThem:
    said = "The public report" if audience == "public" else "The client's report"
    return NotForThem(f"{said} would carry {CALLED[kind]}.", where=place, remedy=REMEDY[kind])


def _exact(place: str) -> NotForThem:
    return NotForThem(
        "The public report would carry an exact number of organisations.",
        where=place,
        remedy="Tell the band that the edition publishes.",
    )
