"""How roles see it: a heat map of the dimensions, or of one dimension's questions, by role, and the gap between them; a
perception enters.

Never a person: a column stands for a role of several respondents. Roles that are too small are told together, or not
at all; that is decided where they are scored (`scoring.organisation`), before anything of them comes here.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..finding.chapter import Chapter
from ..finding.model import Findings
from ..finding.perception import Perception, Seen
from ..look import LIGHT
from ..word import caption
from .layout import GAP, HEAT, LINE, SMALL, TEXT, Layout
from .mark import Box, Drawing, Spot, Word, level_colour, upon_level
from .renderer import Chart, Renderer
from .setting import MIDDLE, block, broken, fits
from .table import Column, Table

WIDE_GAP = 1.0
"""From so many points on the shown range roles see it differently enough to be pointed at."""
WIDEST = 116
"""Pixels of a cell."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def draw_heat(findings: Findings, perception: Perception, renderer: Renderer) -> Chart | None:
    """The rows as they come, a cell for each role in the colour of its level with its score, the gap at the end.

    None for fewer than two roles, or where nothing is scored by two of them.
    """
    said = caption.heat_title(), perception.sentence
    return _draw("heat", said, (findings, perception.roles, perception.rows), caption.heads().line, renderer)


def draw_question_heat(
    findings: Findings, perception: Perception, chapter: Chapter, renderer: Renderer
) -> Chart | None:
    """The same for the questions of one dimension that may be told by role; None where there is none."""
    rows = perception.of(chapter.id)
    said = caption.question_heat_title(), perception.widest(rows)
    shown = (findings, perception.roles, rows)
    return _draw(f"heat-{chapter.id}", said, shown, caption.heads().question, renderer)


def heat_marks(findings: Findings, roles: Sequence[str], rows: Sequence[Seen], layout: Layout) -> Drawing:
    """Columns named above where their names fit, otherwise by letters that are explained above the cells."""
    boxes: list[Box] = []
    words: list[Word] = []
    spots: list[Spot] = []
    wide = min(WIDEST, layout.plot / len(roles))
    y = _heads(roles, layout, wide, words)
    for number, row in enumerate(rows):
        top = y
        if layout.above:
            lines = broken(row.title, layout.width, layout.lines)
            words.append(Word(0, y + 18, "\n".join(lines)))
            y += LINE * len(lines) + 10
            high = float(layout.row)
        else:
            lines = broken(row.title, layout.left - 2 * GAP, layout.lines)
            high = max(float(layout.row), LINE * len(lines) + 8.0)
            words.append(block(0, y + high / 2, lines))
        for at, score in enumerate(row.scores):
            _cell(findings, score, (layout.left + at * wide, y, wide, high), boxes, words)
        _gap(row, y + high / 2, layout, words)
        y += high + (4 if layout.above else 0)
        spots.append(Spot(0, top, layout.width, y, number))
    return Drawing(height=y + 4, boxes=tuple(boxes), words=tuple(words), spots=tuple(spots))


def _draw(
    id: str,
    said: tuple[str, str],
    shown: tuple[Findings, Sequence[str], Sequence[Seen]],
    head: str,
    renderer: Renderer,
) -> Chart | None:
    """The map of the rows, with its `said` title and sentence; `head` names the column of the rows."""
    _, roles, rows = shown
    if len(roles) < 2 or all(row.gap is None for row in rows):
        return None
    drawings = [(layout, heat_marks(*shown, layout)) for layout in HEAT]
    return renderer.draw_marks(id, *said, drawings, _table(head, roles, rows))


def _heads(roles: Sequence[str], layout: Layout, wide: float, words: list[Word]) -> float:
    """The columns' names; returns where the cells begin."""
    names = tuple(map(str, roles))
    set_ = [broken(name, wide - 6, 4, size=SMALL) for name in names]
    longest = max(name for text in names for name in map(len, text.split()))
    y = 0.0
    if " …" in "".join(map("".join, set_)) or not fits("x" * longest, wide - 6):
        for letter, name in zip(LETTERS, names, strict=False):
            lines = broken(caption.key(letter, name), layout.width, 2, size=SMALL)
            words.append(Word(0, y + 14, "\n".join(lines), LIGHT.muted, size=SMALL))
            y += LINE * len(lines) + 4
        set_ = [[letter] for letter, _ in zip(LETTERS, names, strict=False)]
        y += 4
    most = max(map(len, set_))
    foot = y + LINE * most + 8
    for at, lines in enumerate(set_):
        first = foot - 8 - LINE * (len(lines) - 1)
        x = layout.left + (at + 0.5) * wide
        words.append(Word(x, first, "\n".join(lines), LIGHT.muted, "center", size=SMALL))
    words.append(Word(layout.width, foot - 8, caption.gap_head(), LIGHT.muted, "right", size=SMALL))
    return foot


def _cell(
    findings: Findings,
    score: float | None,
    place: tuple[float, float, float, float],
    boxes: list[Box],
    words: list[Word],
) -> None:
    """A score upon the colour of its level; what is not scored is a dash on paper."""
    x, y, wide, high = place
    middle = y + high / 2 + TEXT * MIDDLE
    if score is None:
        words.append(Word(x + wide / 2, middle, caption.nothing(), LIGHT.muted, "center"))
        return
    count = len(findings.ladder) or 5
    rank = _rank(findings, score)
    boxes.append(Box(x + 1, y + 1, x + wide - 1, y + high - 1, LIGHT.peers))
    boxes.append(Box(x + 2, y + 2, x + wide - 2, y + high - 2, level_colour(rank, count)))
    ink = upon_level(rank, count)
    words.append(Word(x + wide / 2, middle, caption.score(score), ink, "center", 600, inlaid=True))


def _rank(findings: Findings, score: float) -> int:
    """The place of the score's level; of fifths of the range where there are no levels."""
    if findings.ladder:
        return max(0, sum(rung.min <= score for rung in findings.ladder) - 1)
    return min(4, int(5 * findings.share(score)))


def _gap(row: Seen, middle: float, layout: Layout, words: list[Word]) -> None:
    """The gap in figures; a wide one in the colour of attention, bold, so that grey shows it too."""
    if row.gap is None:
        return
    is_wide = row.gap >= WIDE_GAP
    colour, weight = (LIGHT.attention, 600) if is_wide else (LIGHT.muted, 400)
    figure = caption.score(row.gap)
    words.append(Word(layout.width, middle + TEXT * MIDDLE, figure, colour, "right", weight))


def _table(head: str, roles: Sequence[str], rows: Sequence[Seen]) -> Table:
    heads = (head, *roles, caption.gap_head())
    told = tuple((row.title, *map(caption.figure, row.scores), caption.figure(row.gap)) for row in rows)
    return Table(tuple(Column(name, number=bool(at)) for at, name in enumerate(heads)), told)
