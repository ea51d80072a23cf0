"""Where the files live that are not Python: questionnaires, theme, page templates, `mkdocs.yml`.

A name enters, a path leaves: beside the code in an installed wheel, at the root of a checkout otherwise.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def resource(name: str) -> Path:
    """The path of a shipped file or folder, e.g. ``resource("site/theme")``.

    `FileNotFoundError` means a broken installation, not a person's mistake.
    """
    for root in (PACKAGE / "data", PACKAGE.parent):
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(f"`{name}` is missing from this installation; install the package again.")
