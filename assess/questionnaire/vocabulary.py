"""What all questionnaires share: themes, owners, phases, and the bands of a profile."""

from __future__ import annotations

from .model import Part


class Vocabulary(Part, kw_only=True):
    """The words every questionnaire shares: themes, owner departments, phases, each id with its title."""

    themes: dict[str, str]
    owners: dict[str, str]
    phases: dict[str, str]


class ProfileField(Part, kw_only=True):
    """One band that places a respondent among peers; the order of the fields is the order of the benchmark's tree."""

    id: str
    label: str
    question: str
    why: str
    options: dict[str, str]
