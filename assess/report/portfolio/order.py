"""What one client's report is made from → a `Job` for `site.many`, and what makes the site once it is wanted.

An order holds the answers and names everything else by its folder, so that it is small enough to be handed to another
process; there, questionnaires, editions and brand are read once for all.
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache, partial
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ...assessment.model import Assessment
from ...benchmark.archive import read
from ...benchmark.document import MANIFEST
from ...benchmark.model import Edition
from ...language import speaking
from ...learnt import learnt
from ...questionnaire.archive import recall
from ...questionnaire.catalogue import Catalogue, load_catalogue
from ...scoring.panel import Panel
from ..brand.model import Brand, Passage
from ..chart.live import bundle
from ..chart.renderer import Renderer
from ..finding.audience import Audience
from ..finding.course import Assessed, conclude_course, hold
from ..site.folder import Content
from ..site.many import Job
from ..site.publication import gather_secrets, make_site, prepare


class Shop(Struct, frozen=True, kw_only=True):
    """Where everything is that all orders share: folders of questionnaires, of their kept versions, of what is worth keeping
    (drawn charts, checked files), and a file with the brand (`keep_brand`). `documents` and `interactive` say whether sites
    hold a PDF and a workbook, and charts that a reader may ask."""

    questionnaires: Path
    archive: Path
    cache: Path
    brand: Path
    documents: bool = True
    interactive: bool = False


class Answered(Struct, frozen=True, kw_only=True):
    """An assessment and the folder of the edition it is held against, "" for none."""

    assessment: Assessment
    edition: str = ""


class Order(Struct, frozen=True, kw_only=True):
    """One client's report. `then` is the folder of the edition that was in force when the latest was submitted; `peers` the
    group that was chosen, "" for that of the profile."""

    folder: str
    title: str
    language: str
    audience: Audience
    latest: Answered
    then: str = ""
    earlier: tuple[Answered, ...] = ()
    peers: str = ""
    passages: tuple[Passage, ...] = ()


def job_of(order: Order, shop: Shop) -> Job:
    """The order as a job: the same order, shop and files give the same key."""
    found = hashlib.sha256(_seen(order, shop))
    editions = {order.then, *(each.edition for each in (order.latest, *order.earlier))}
    for folder in sorted(editions - {""}):
        found.update((Path(folder) / MANIFEST).read_bytes())
    return Job(folder=order.folder, key=found.hexdigest(), compose=partial(compose_client, order, shop))


def keep_brand(brand: Brand, file: Path) -> Path:
    """The brand in a file that `Shop` names."""
    file.write_bytes(msgspec.msgpack.encode(brand))
    return file


@cache
def content_of(folder: Path) -> str:
    """A hash of all questionnaires below a folder, and of their translations."""
    found = hashlib.sha256()
    for file in sorted(folder.rglob("*.yaml")):
        found.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def compose_client(order: Order, shop: Shop) -> Content:
    """The site of one client, in its language and its audience's variant. `NotForThem` if a text, or the brand, would tell
    the audience what it must not have; any other `AssessError` as `conclude_course` and `compose` raise it."""
    held = _held(shop)
    brand = _brand(shop.brand)
    brand = replace(brand, passages=brand.passages + order.passages)
    answered = [held.hold(one) for one in (order.latest, *order.earlier)]
    with speaking(order.language):
        findings = conclude_course(
            answered[0],
            answered[1:],
            catalogue=held.catalogue,
            title=order.title,
            then=_edition(order.then),
            peers=order.peers,
        )
    secrets = gather_secrets(findings, answered, held.catalogue)
    return make_site(
        prepare(findings, order.audience, secrets, brand),
        _renderer(shop.cache),
        documents=shop.documents,
        vega=bundle(shop.cache / "charts") if shop.interactive else None,
    )


class _Held:
    """Questionnaires and what scores them, of one process."""

    def __init__(self, shop: Shop) -> None:
        self.catalogue: Catalogue = load_catalogue(shop.questionnaires, cache=shop.cache)
        self.panel = Panel(self.catalogue.questionnaires, partial(recall, shop.archive))

    def hold(self, answered: Answered) -> Assessed:
        return hold(self.panel, answered.assessment, _edition(answered.edition))


@cache
def _held(shop: Shop) -> _Held:
    return _Held(shop)


@cache
def _renderer(cache: Path) -> Renderer:
    return Renderer(cache / "charts")


@lru_cache(maxsize=2)
def _brand(file: Path) -> Brand:
    return msgspec.msgpack.decode(file.read_bytes(), type=learnt(Brand))


@lru_cache(maxsize=8)
def _edition(folder: str) -> Edition | None:
    return read(Path(folder)) if folder else None


def _seen(order: Order, shop: Shop) -> bytes:
    """Everything that enters a site but the editions."""
    passages = tuple(replace(one, source="") for one in order.passages)
    bare = replace(
        order,
        passages=passages,
        then="",
        latest=replace(order.latest, edition=""),
        earlier=tuple(replace(one, edition="") for one in order.earlier),
    )
    parts = (
        bare,
        _brand(shop.brand).digest,
        content_of(shop.questionnaires),
        shop.documents,
        shop.interactive,
    )
    return msgspec.json.encode(parts, order="deterministic")
