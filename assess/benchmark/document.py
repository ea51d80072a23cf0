"""An edition as documents: the bytes of its files, and the digest in its id that makes it immutable.

An `Edition` enters, bytes leave; no disk. The id ends in a digest of the manifest, and the manifest holds the
SHA-256 of every other file, so that a slip shows in the id. Its digest is too short to stop somebody who makes two editions
of one id on purpose: what proves one is the signature, or the SHA-256 of the manifest. The other files, and only they, call
the edition by its name without the digest.
"""

from __future__ import annotations

import csv
import hashlib
import io

import msgspec
from msgspec import Struct

from assess.benchmark.model import QUANTILES, Cell, Edition, Manifest
from assess.benchmark.noise import is_noisy
from assess.learnt import learnt

MANIFEST, CELLS, TABLE, README = "manifest.json", "cells.json", "cells.csv", "README.md"
SIGNATURE = "signature.json"
"""Beside the files of a released edition: who released it, and when. It is no part of what the id proves."""

SYNTHETIC = "synthetic-"
DIGITS = 12
"""Hexadecimal digits of the digest in an id: two editions do not share them by chance (48 bits); on purpose they may."""

COLUMNS = ("edition", "synthetic", "cohort", "node", "n_band", "mean", *QUANTILES, "change", "held_from")


class CellFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What cells.json holds: the cells in the order of the tree."""

    synthetic: bool
    cells: tuple[Cell, ...]


def seal(edition: Edition) -> Edition:
    """The edition with the digests of its files in the manifest, and its own at the end of its id."""
    documents = contents(edition)
    files = {name: digest(text) for name, text in documents.items()}
    manifest = msgspec.structs.replace(edition.manifest, files=files)
    # as it will be read: a whole number where a fraction is meant would be written otherwise the second time
    manifest = msgspec.json.decode(msgspec.json.encode(manifest), type=learnt(Manifest))
    return Edition(
        manifest=msgspec.structs.replace(manifest, edition=identifier(manifest)), cells=edition.cells
    )


def identifier(manifest: Manifest) -> str:
    """The id of a manifest that bears the edition's name only: the name, a hyphen, the digest of the rest."""
    return f"{manifest.edition}-{digest(msgspec.json.encode(manifest, order='deterministic'))[:DIGITS]}"


def name(manifest: Manifest) -> str:
    """The name of a sealed edition: its id without the digest."""
    return manifest.edition.rpartition("-")[0]


def is_sealed(manifest: Manifest) -> bool:
    """Whether the id of a manifest still matches everything the manifest says."""
    return identifier(msgspec.structs.replace(manifest, edition=name(manifest))) == manifest.edition


def digest(text: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(text).hexdigest()


def documents(edition: Edition) -> dict[str, bytes]:
    """Every file of a sealed edition, by name, the manifest last."""
    called = msgspec.structs.replace(edition.manifest, edition=name(edition.manifest))
    texts = contents(Edition(manifest=called, cells=edition.cells))
    manifest = msgspec.json.encode(edition.manifest, order="deterministic")
    return {**texts, MANIFEST: msgspec.json.format(manifest, indent=2) + b"\n"}


def contents(edition: Edition) -> dict[str, bytes]:
    """Every file but the manifest, by name; the manifest bears the edition's name only."""
    cells = [cell for cohort in edition.cells.values() for cell in cohort.values()]
    held = CellFile(synthetic=edition.manifest.synthetic, cells=tuple(cells))
    return {
        CELLS: msgspec.json.format(msgspec.json.encode(held), indent=1) + b"\n",
        TABLE: table(edition.manifest, cells),
        README: readme(edition.manifest),
    }


def table(manifest: Manifest, cells: list[Cell]) -> bytes:
    """The cells as CSV (UTF-8, lines end in a newline), a field empty where nothing is published.

    No field can be a formula: bands and ids come from the questionnaire and the profile, not from people.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    lead = (manifest.edition, "yes" if manifest.synthetic else "no")
    writer.writerows((*lead, *(getattr(cell, column) for column in COLUMNS[2:])) for cell in cells)
    return text.getvalue().encode()


def readme(manifest: Manifest) -> bytes:
    """What the edition is, in plain words, for whoever opens the folder."""
    return README_TEXT.format(
        manifest=manifest,
        limit=manifest.thresholds,
        bands=", ".join(str(low) for low in manifest.thresholds.bands),
        notice=(SYNTHETIC_NOTICE if manifest.synthetic else "")
        + (NOISE_NOTICE.format(limit=manifest.thresholds) if is_noisy(manifest) else ""),
        note=f"\n{manifest.note}\n" if manifest.note else "",
        digits=DIGITS,
    ).encode()


SYNTHETIC_NOTICE = """
> **Synthetic data.** Every organisation in this edition is made up. The numbers show how a benchmark
> looks; they say nothing about any real company or industry, and must not be cited as if they did.
"""

NOISE_NOTICE = """
> **Noise.** Noise of ε = {limit.epsilon:g} (differential privacy) was added to every mean and median on purpose, so that
> hardly anything can be learned of a single organisation. Only everyone is told, from {limit.epsilon_n} organisations, and
> no quartile, level or question. What differs from another edition may be noise.
"""

README_TEXT = """\
# Benchmark edition {manifest.edition}
{notice}{note}
How organisations scored in the questionnaire `{manifest.questionnaire}`, version {manifest.version},
from {manifest.period_from} to {manifest.period_to}, by groups of peers. Each organisation counts once.
Scores are on the scale of the questionnaire.

## Files

- `cells.csv`: one row for each group of peers and each part of the questionnaire; opens in a spreadsheet.
- `cells.json`: the same for programs.
- `manifest.json`: period, rules, thresholds, which groups are not published and why, and the SHA-256 of
  each file.
- `signature.json`: who released this edition, and when. `assess edition verify FOLDER --key KEY` proves that not a
  byte of it was changed, and that it was released by whom the key belongs to.

## How to read it

`cohort` is the group: `all`, or industry, size and region joined by `/`. `node` is what the figures are about: `overall`,
the id of a dimension, or the kind and the id of what is told beside these: `question/…`, `theme/…`, `owner/…` (who is
responsible) or `phase/…` (of the customer's journey). `n_band` is how many organisations stand behind the
row, told as a band (the bands begin at {bands}). `mean`, `median` and the quantiles `p5` to `p95` are rounded
to {limit.round_to}. An empty cell means that too few organisations carry that number. `change` is that of the
mean since the edition before. How many stand on each level is in `cells.json`, in steps of {limit.share_to}
percent that add up to 100.

## What is left out, and why

Nobody should be able to work out another organisation's answers. A group is published from
{limit.min_n} organisations, a quantile only if {limit.quantile_tail} or more are expected beyond it; no
exact count, spread, lowest or highest score is ever given (rules, version {manifest.rules}). A group that
is missing may be small or empty: the edition does not say which. Where too little has changed since the edition before,
the old values stand, and `held_from` names the edition they are from.

## How to cite

> Benchmark edition {manifest.edition}, questionnaire {manifest.questionnaire} {manifest.version},
> {manifest.period_from} to {manifest.period_to}.

Add the whole id, which is in `manifest.json`: an edition is never changed after its release. The {digits} digits at its
end tell editions apart and show a slip. To have a reader prove every byte, give the SHA-256 of `manifest.json` as well
(`sha256sum manifest.json`), which covers the other files, or the public key that signed it.
"""
