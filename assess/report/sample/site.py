"""The sample's findings → its report: the content in a language, or the built files in every language there is."""

from __future__ import annotations

import multiprocessing
from collections.abc import Collection
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from msgspec import Struct

from ...benchmark.model import Edition
from ...language import LANGUAGES, speaking
from ...questionnaire.catalogue import Catalogue
from ..chart.live import bundle
from ..chart.renderer import Renderer
from ..site.folder import Content
from ..site.press import press_for
from ..site.tongue import linked
from ..site.write import compose
from .finding import find_sample
from .organisation import QUESTIONNAIRE
from .peer import make_peers


class Sample(Struct, frozen=True, kw_only=True):
    """What a sample report is made from: questionnaires, the edition of its made-up peers (see `peer`), and the folder where
    drawn charts are kept."""

    catalogue: Catalogue
    edition: Edition
    charts: Path


def make_sample(catalogue: Catalogue, charts: Path) -> Sample:
    """What the sample is made from, its peers made up now; `NotFound` without the questionnaire that it answers."""
    release = make_peers(catalogue.get(QUESTIONNAIRE), catalogue.profile)
    return Sample(catalogue=catalogue, edition=release.edition, charts=charts)


def compose_sample(
    sample: Sample, language: str, *, pictures: bool = False, interactive: bool = False
) -> Content:
    """The content of the sample report in a language. `pictures`: each chart too; `interactive`: charts that a reader may
    ask."""
    with speaking(language):
        findings = find_sample(sample.catalogue, sample.edition)
    vega = bundle(sample.charts) if interactive else None
    return compose(findings, Renderer(sample.charts), pictures=pictures, vega=vega)


def print_samples(
    sample: Sample, pictured: Collection[str] = tuple(LANGUAGES)
) -> dict[str, dict[str, bytes]]:
    """The built files of the sample report in every language there is, by language and name, each page leading to
    itself in the others. In two processes, for one alone would take half a minute. Those in the
    `pictured` languages have each chart too, as files and as one that a reader may ask."""
    codes = tuple(LANGUAGES)
    # Spawned, not forked: the drawing engine and the database have threads, which a fork would cut off.
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        return dict(zip(codes, pool.map(partial(_print_sample, sample, pictured), codes), strict=True))


def _print_sample(sample: Sample, pictured: Collection[str], language: str) -> dict[str, bytes]:
    pictures = language in pictured
    content = linked(compose_sample(sample, language, pictures=pictures, interactive=pictures), LANGUAGES)
    return press_for(content.settings).build(content)
