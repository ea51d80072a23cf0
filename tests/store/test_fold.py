"""Laws of folding saves, for any sequence of saves from any number of tabs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from assess.assessment.model import Answer
from assess.store.blob import Change
from assess.store.fold import Progress, fold
from assess.store.record import Draft

quick = settings(max_examples=40, deadline=None)
START = datetime(2026, 1, 1, tzinfo=UTC)
LIFETIME = timedelta(days=180)

sent = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.builds(Answer, st.integers(0, 2)), max_size=3)
steps = st.lists(st.tuples(st.integers(0, 2), sent, st.booleans()), max_size=12)


def empty() -> Progress:
    draft = Draft(
        id="d",
        questionnaire="cx",
        version="1.0.0",
        hash="h",
        language="en",
        profile={},
        answers={},
        revision=0,
        created_at=START,
        expires_at=START + LIFETIME,
    )
    return Progress(draft=draft, digest=b"")


def save(progress: Progress, base: int, answers: dict[str, Answer], overwrite: bool = False):
    return fold(progress, Change(base, overwrite, answers, {}), key="", saved_at=START, lifetime=LIFETIME)


@quick
@given(steps)
def test_every_tab_knows_what_is_stored(taken) -> None:
    """What a tab shows, once it has taken in what it was told, is what is stored at its revision."""
    progress = empty()
    shown = {tab: (0, {}) for tab in range(3)}
    for tab, answers, overwrite in taken:
        base, view = shown[tab]
        progress, saved = save(progress, base, answers, overwrite)
        view = {**view, **answers, **saved.missed}
        assert view == progress.draft.answers
        shown[tab] = (saved.revision, view)


@quick
@given(steps)
def test_nothing_is_overwritten_in_silence(taken) -> None:
    """What the tab had not seen stands, and is named; so may be what was changed and then changed back."""
    progress = empty()
    base = dict.fromkeys(range(3), 0)
    seen = {tab: {} for tab in range(3)}
    for tab, answers, _ in taken:
        before = progress.draft.answers
        progress, saved = save(progress, base[tab], answers)
        for question, answer in answers.items():
            unseen = before.get(question) not in (seen[tab].get(question), answer)
            assert not unseen or question in saved.conflicts
            stands = before[question] if question in saved.conflicts else answer
            assert progress.draft.answers[question] == stands
        base[tab], seen[tab] = saved.revision, progress.draft.answers


@quick
@given(steps)
def test_one_tab_alone_never_conflicts(taken) -> None:
    progress, expected = empty(), {}
    for number, (_, answers, _) in enumerate(taken):
        progress, saved = save(progress, number, answers)
        expected |= answers
        assert (saved.conflicts, saved.missed, saved.revision) == ((), {}, number + 1)
    assert progress.draft.answers == expected
