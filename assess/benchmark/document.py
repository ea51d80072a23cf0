"""An edition as documents: the bytes of its files, and the digest in its id that makes it immutable.

An `Edition` enters, bytes leave; no disk. The id ends in a digest of the manifest, and the manifest holds the
SHA-256 of every other file, so who knows the id can tell that not a byte was changed. That is why the other
files, and only they, call the edition by its name without the digest.
"""

from __future__ import annotations

import csv
import hashlib
import io

import msgspec
from msgspec import Struct

from assess.benchmark.model import QUANTILES, Cell, Edition, Manifest

MANIFEST, CELLS, TABLE, README = "manifest.json", "cells.json", "cells.csv", "README.md"
SIGNATURE = "signature.json"
"""Beside the files of a released edition: who released it, and when. It is no part of what the id proves."""

SYNTHETIC = "synthetic-"
DIGITS = 12
"""Hexadecimal digits of the digest in an id: two editions do not share them by chance."""

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
    manifest = msgspec.json.decode(msgspec.json.encode(manifest), type=Manifest)
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
        notice=SYNTHETIC_NOTICE if manifest.synthetic else "",
        note=f"\n{manifest.note}\n" if manifest.note else "",
    ).encode()


SYNTHETIC_NOTICE = """
> **Synthetic data.** Every organisation in this edition is made up. The numbers show how a benchmark
> looks; they say nothing about any real company or industry, and must not be cited as if they did.
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

`cohort` is the group: `all`, or industry, size and region joined by `/`. `node` is `overall` or a
dimension. `n_band` is how many organisations stand behind the row, told as a band (the bands begin at
{bands}). `mean`, `median` and the quantiles `p5` to `p95` are rounded to {limit.round_to}. An empty cell
means that too few organisations carry that number. `change` is that of the mean since the edition before. How many stand on
each level is in `cells.json`, in steps of {limit.share_to} percent.

## What is left out, and why

Nobody should be able to work out another organisation's answers. A group is published from
{limit.min_n} organisations, a quantile only if {limit.quantile_tail} or more are expected beyond it; no
exact count, spread, lowest or highest score is ever given (rules, version {manifest.rules}). A group that
is missing may be small or empty: the edition does not say which. Where too little has changed since the edition before,
the old values stand, and `held_from` names the edition they are from.

## How to cite

> Benchmark edition {manifest.edition}, questionnaire {manifest.questionnaire} {manifest.version},
> {manifest.period_from} to {manifest.period_to}.

Add the digest at the end of the id in `manifest.json`: an edition is never changed after its release, and
the digest proves it.
"""
