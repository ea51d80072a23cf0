"""Where you stand: the whole and every dimension beside the peers; findings enter, a chart leaves.

A chart never computes a figure of its own: it places those of the findings.
"""

from __future__ import annotations

from ..finding.model import Findings
from ..finding.standing import Standing
from ..word import caption, label
from .layout import POSITION, Layout
from .renderer import Chart, Renderer, Rows
from .scale import inside, label_rows, level_rows
from .table import Column, Table


def draw_position(findings: Findings, renderer: Renderer) -> Chart | None:
    """All dimensions beside their peers; None when nothing is scored."""
    drawings = [("position", layout, position_data(findings, layout)) for layout in POSITION]
    if not drawings[0][2]["own"]:
        return None
    title = caption.position_title(compared=findings.peer_group is not None)
    return renderer.draw("position", title, findings.position_sentence, drawings, _table(findings))


def position_data(findings: Findings, layout: Layout) -> Rows:
    """Own score and peers' quartiles of the whole and of each dimension, as shares of the shown range.

    A quartile that is not published leaves its mark out; without an edition only the own dots remain.
    """
    rows: Rows = {"own": [], "band": [], "median": [], "said": [], **level_rows(findings, layout)}
    for row, (title, standing) in enumerate(_scored(findings)):
        text = label.you(standing.score) if row == 0 else caption.score(standing.score)
        own = {
            "row": row,
            "x": findings.share(standing.score),
            "text": text,
            **label_rows(title, text, layout),
        }
        rows["own"].append(own)
        peers = standing.peers
        if peers is None:
            continue
        middle = findings.share(peers.median)
        rows["median"].append({"row": row, "x": middle})
        if peers.p25 is not None and peers.p75 is not None:
            low, high = findings.share(peers.p25), findings.share(peers.p75)
            rows["band"].append({"row": row, "x": low, "x2": high})
        if not rows["said"]:
            text = caption.peers(peers.p25, peers.median, peers.p75)
            rows["said"].append({"row": row, "x": inside(middle, text, layout), "text": text})
    return rows


def _scored(findings: Findings) -> list[tuple[str, Standing]]:
    """The whole and the top dimensions, as far as they have a score, weakest first."""
    standings = [(label.overall(), findings.overall)]
    standings += [(chapter.title, chapter.standing) for chapter in findings.top_chapters]
    return [(title, standing) for title, standing in standings if standing.score is not None]


def _table(findings: Findings) -> Table:
    """Own score and, where anything can be compared, the peers' quartiles; a dash is not published."""
    heads, wide = caption.heads(), 5 if findings.peer_group else 2
    names = (heads.dimension, heads.you, heads.low, heads.median, heads.high)[:wide]
    rows = []
    for title, standing in _scored(findings):
        peers = standing.peers
        figures = (peers.p25, peers.median, peers.p75) if peers else (None, None, None)
        rows.append((title, *(caption.figure(value) for value in (standing.score, *figures)))[:wide])
    return Table(tuple(Column(name, number=bool(at)) for at, name in enumerate(names)), tuple(rows))
