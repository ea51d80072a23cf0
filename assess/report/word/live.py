"""What stands beside an interactive chart: labels and hints, in the language spoken."""

from __future__ import annotations

from ...language import gettext as _


def interactive() -> str:
    """Opens a chart that can be asked."""
    return _("Interactive chart")


def drawing() -> str:
    """Puts the drawing in its place again."""
    return _("Back to the drawing")


def show() -> str:
    """Beside the choice of a row."""
    return _("Show")


def every_row() -> str:
    return _("All rows")


def point_at() -> str:
    """What to do, until something is chosen."""
    return _("Point at a row, or choose one, to read its figures.")


def needs_script() -> str:
    return _("This chart needs JavaScript. The drawing in the report and its table say the same.")


def not_drawn() -> str:
    """Where a file is missing or cannot be read."""
    return _("The interactive chart cannot be shown. The drawing in the report and its table say the same.")


def back() -> str:
    """Leads from the chart to the page that shows it."""
    return _("Back to the report")
