"""What a report cannot tell: facts enter, whole sentences leave, in the language spoken."""

from __future__ import annotations

from ...language import gettext as _
from ...language import ngettext


def own_view() -> str:
    return _("The answers are the organisation's own view; nobody has verified them.")


def one_form() -> str:
    """Where one form was filled in, by whomever."""
    return _("One form was filled in. Colleagues from other departments may see it differently: ask them.")


def respondents(count: int) -> str:
    """Where several answered."""
    said = ngettext(
        "{n} person answered; who was not asked may see it differently.",
        "{n} people answered; who was not asked may see it differently.",
        count,
    )
    return said.format(n=count)


def unscored(titles: list[str]) -> str:
    """Which dimensions have no score."""
    return _("Not scored, and not in the overall score: {dimensions}.").format(dimensions="; ".join(titles))


def no_peers() -> str:
    return _("Nobody is compared here, so the report does not say whether a score is much or little.")


def wider_peers(group: str) -> str:
    """Where the own group was too small."""
    return _("The peers are a wider group than yours: {group}.").format(group=group)


def public() -> str:
    """What a public version leaves out."""
    return _(
        "This is the public version. It tells scores and levels; names, comments, single answers and what follows from them "
        "are left out."
    )


def no_steps_in_public() -> str:
    """What stands where next steps would."""
    return _("A next step follows from a single answer, so the public version holds none.")


def no_strengths_in_public() -> str:
    """What stands where strengths would."""
    return _("A strength is a single answer, so the public version holds none.")


def too_few_for_public() -> str:
    """Why a score that another version tells is not told."""
    return _("Not shown in public: so few questions stand behind it that the score would tell the answers.")
