"""What a report cannot tell: facts enter, whole sentences leave."""

from __future__ import annotations

from ...language import gettext as _
from .text import Text, Words, message, plural


def own_view() -> Text:
    return message("The answers are the organisation's own view; nobody has verified them.")


def one_form() -> Text:
    """Where one form was filled in, by whomever."""
    return message(
        "One form was filled in. Colleagues from other departments may see it differently: ask them."
    )


def respondents(count: int) -> Text:
    """Where several answered."""
    return plural(
        "{n} person answered; who was not asked may see it differently.",
        "{n} people answered; who was not asked may see it differently.",
        count,
        n=count,
    )


def unscored(titles: list[str]) -> Text:
    """Which dimensions have no score."""
    return message("Not scored, and not in the overall score: {dimensions}.", dimensions="; ".join(titles))


def no_peers() -> Text:
    return message("Nobody is compared here, so the report does not say whether a score is much or little.")


def wider_peers(group: Words) -> Text:
    """Where the own group was too small."""
    return message("The peers are a wider group than yours: {group}.", group=group)


def public() -> Text:
    """What a public version leaves out."""
    return message(
        "This is the public version. It tells scores and levels; names, comments, single answers and what follows from them "
        "are left out."
    )


def no_steps_in_public() -> Text:
    """What stands where next steps would."""
    return message("A next step follows from a single answer, so the public version holds none.")


def no_strengths_in_public() -> Text:
    """What stands where strengths would."""
    return message("A strength is a single answer, so the public version holds none.")


def too_few_for_public() -> Text:
    """Why a score that another version tells is not told."""
    return message(
        "Not shown in public: so few questions stand behind it that the score would tell the answers."
    )


def gives_away_another() -> Text:
    """Why a score is not told that has questions enough of its own."""
    return message(
        "Not shown in public: enough questions stand behind it, but with it one could compute a score that must stay untold."
    )


def untold() -> tuple[Text, ...]:
    """The two reasons above: there is a score, and only the public is not told."""
    return too_few_for_public(), gives_away_another()


def untold_lines(titles: list[str]) -> str:
    """Which lines of a table are left out of a public version, and why."""
    said = _("Not shown in public, for the scores would tell single answers: {lines}.")
    return said.format(lines="; ".join(titles))
