"""How an edition is cited: the site's title and a released edition enter, a line of text and a BibTeX entry leave.

The id of an edition ends in a digest of everything in it, so both name the very bytes. Made-up editions say so in both.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ...benchmark.model import Manifest
from ...language import day
from ...language import gettext as _
from .series import Issue

SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "{}$&#%_"},
    }
)
"""What BibTeX and LaTeX would read as commands."""


def citation(title: str, manifest: Manifest) -> str:
    """One line to cite an edition by, in the language spoken."""
    said = _(
        "{title}: benchmark edition {edition}, questionnaire {questionnaire} {version}, {start} to {end}."
    ).format(
        title=title,
        edition=manifest.edition,
        questionnaire=manifest.questionnaire,
        version=manifest.version,
        start=day(manifest.period_from),
        end=day(manifest.period_to),
    )
    made_up = _("Made-up data.")
    return f"{said} {made_up}" if manifest.synthetic else said


def bibtex(title: str, issue: Issue) -> str:
    """An entry for a list of references. Its year is that of the release, of a made-up edition that of its last answers."""
    manifest = issue.manifest
    dated: date = issue.released or manifest.period_to
    # the words of the note are English in every language, as are the names of the fields
    note = (
        f"Questionnaire {manifest.questionnaire} {manifest.version}, "
        f"answers from {manifest.period_from.isoformat()} to {manifest.period_to.isoformat()}"
    )
    fields = {
        "title": f"{{{title.translate(SPECIAL)}}}",
        "edition": manifest.edition.translate(SPECIAL),
        "year": f"{dated.year}",
        "month": f"{dated.month}",
        "note": (note + ("; made-up data" if manifest.synthetic else "")).translate(SPECIAL),
    }
    lines = (f"  {name} = {{{value}}}," for name, value in fields.items())
    return "\n".join((f"@misc{{{manifest.edition},", *lines, "}")) + "\n"


def bibliography(title: str, issues: Iterable[Issue]) -> str:
    """The entries of several editions, as a file for a program that keeps references."""
    return "\n".join(bibtex(title, issue) for issue in issues)
