"""The marks of every chart that is laid out in pixels, by its name, on the page or the phone."""

from __future__ import annotations

import msgspec
from chart_sample import build_perception, build_portfolio, build_trend

from assess.report.chart.heat import heat_marks
from assess.report.chart.journey import journey_marks, journey_of
from assess.report.chart.ladder import ladder_marks
from assess.report.chart.layout import HEAT, JOURNEY, LADDER, PORTFOLIO, PRIORITY, PROFILE, TREND
from assess.report.chart.mark import Drawing
from assess.report.chart.portfolio import portfolio_marks
from assess.report.chart.priority import priority_marks
from assess.report.chart.profile import profile_marks, profile_of
from assess.report.chart.trend import trend_marks
from assess.report.finding.model import Findings

DRAWN = ("profile", "ladder", "priority", "trend", "heat", "heat-d0", "journey", "portfolio")
ROLES = ("Leadership", "Frontline", "Others")


def written(drawn: object) -> str:
    """As golden files have it: JSON that people can compare."""
    return msgspec.json.format(msgspec.json.encode(drawn)).decode() + "\n"


def draw(id_: str, found: Findings, at: int) -> Drawing:
    """The marks of a chart on the page (0) or the phone (1)."""
    match id_:
        case "profile":
            return profile_marks(found, profile_of(found), PROFILE[at])
        case "ladder":
            return ladder_marks(found, LADDER[at])
        case "priority":
            return priority_marks(found.next_steps, PRIORITY[at])
        case "trend":
            return trend_marks(found, build_trend(found), TREND[at])
        case "heat":
            seen = build_perception(found, ROLES)
            return heat_marks(found, seen.roles, seen.rows, HEAT[at])
        case "heat-d0":
            seen = build_perception(found, ROLES)
            return heat_marks(found, seen.roles, seen.of("d0"), HEAT[at])
        case "journey":
            return journey_marks(found, journey_of(found), (), JOURNEY[at])
        case _:
            return portfolio_marks(build_portfolio(found, 3), PORTFOLIO[at])
