"""Saves fold into a draft. Pure: the same saves in the same order give the same draft, live or after restart.

Two tabs may have one draft open. A tab says which revision its page shows (`base`). Where another save has
changed the same thing since, to something else, the stored value stands and the tab is told; nothing is
overwritten in silence, and nothing is lost, for the save itself is kept whatever became of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from assess.errors import Conflict
from assess.language import gettext as _
from assess.store.blob import Change
from assess.store.record import Draft, Saved


class Progress(Struct, frozen=True, kw_only=True):
    """A draft with what is needed to judge its next save.

    `changed` holds the revision that set each answer ("profile.<field>" for the profile), `saved` the outcome
    per client key, `digest` the token's SHA-256.
    """

    draft: Draft
    digest: bytes
    changed: dict[str, int] = {}
    saved: dict[str, Saved] = {}


def fold(
    progress: Progress, change: Change, *, key: str, saved_at: datetime, lifetime: timedelta
) -> tuple[Progress, Saved]:
    """The draft after one more save, and what the tab that sent it must be told.

    Raises Conflict for a `base` that does not exist yet. The client sends one save at a time from each tab: a
    second one with the same base would meet the first as a stranger's.
    """
    draft = progress.draft
    if not 0 <= change.base <= draft.revision:
        raise Conflict(
            _("This page shows revision {shown}, but the assessment is at {stored}.").format(
                shown=change.base, stored=draft.revision
            ),
            remedy=_("Reload the page."),
        )
    revision = draft.revision + 1
    answers = _merge(draft.answers, change.answers, progress.changed, change, "")
    profile = _merge(draft.profile, change.profile, progress.changed, change, "profile.")
    saved = Saved(
        revision=revision,
        conflicts=(*answers.lost, *profile.lost),
        missed=answers.missed,
        missed_profile=profile.missed,
    )
    after = replace(
        progress,
        draft=replace(
            draft,
            answers=answers.after,
            profile=profile.after,
            revision=revision,
            expires_at=saved_at + lifetime,
        ),
        changed={**progress.changed, **dict.fromkeys((*answers.set, *profile.set), revision)},
        saved={**progress.saved, key: saved} if key else progress.saved,
    )
    return after, saved


class _Merged(Struct, frozen=True):
    """What stands now, what the tab had not seen, what it sent in vain (`lost`) and with effect (`set`)."""

    after: dict
    missed: dict
    lost: list[str]
    set: list[str]


def _merge(stored: dict, sent: dict, changed: dict[str, int], change: Change, prefix: str) -> _Merged:
    after, lost, effective = dict(stored), [], []
    for name, value in sent.items():
        if name in stored and stored[name] == value:
            continue
        if changed.get(prefix + name, 0) > change.base and not change.overwrite:
            lost.append(prefix + name)
        else:
            after[name] = value
            effective.append(prefix + name)
    missed = {
        name: value
        for name, value in stored.items()
        if changed.get(prefix + name, 0) > change.base and after[name] == value and sent.get(name) != value
    }
    return _Merged(after, missed, lost, effective)
