"""Why nothing of an edition may be told, for its operator: rules and reason codes, never a count.

Whoever asks from outside reads one constant sentence, whatever is missing (attack 20). The operator has the contributions
anyway, and must learn which rule to look at; how many lie behind a group that is too small is not told here either, since
such words end up in logs and mails.
"""

from __future__ import annotations

from collections.abc import Iterable

from .model import ALL, Edition, Reason, Thresholds

WHY: dict[Reason, str] = {
    "below_min_n": "fewer than {least}, or nobody (rule 3)",
    "below_quantile_n": "too few for quartiles (rule 3)",
    "item_nonresponse": "too few have a score in it, or the few who lack one would show (rule 8)",
    "concentration": "one account brought in more than {share:.0%} of it (rule 5), or one member of a federation nearly all",
    "complement": "it could be subtracted from what else is told, or was (rule 8)",
    "time": "too little changed since it was last told (rule 9)",
    "audit": "the attack came too close to somebody's score, so it was withdrawn (rule 11)",
    "noise": "with noise only everyone together is told (rule 13)",
}

WHAT_TO_DO: dict[Reason, str] = {
    "below_min_n": "Collect more contributions, accept them and say of which group each is: assess contribute list",
    "concentration": "Say who brought each in when you import (--account, or a column `account`): all that was imported "
    "without counts as brought in by one.",
    "item_nonresponse": "Wait for more contributions that answer every dimension.",
    "audit": "Wait for more contributions, or until more of them have changed.",
}

WAIT = "Wait for more contributions."


def reasons_of(edition: Edition, cohort: str) -> tuple[Reason, ...]:
    """Why a cohort is not told: its own reason, or those of its nodes where each of them has one; sorted."""
    manifest = edition.manifest
    of_nodes = set(manifest.withheld.get(cohort, {}).values())
    own = manifest.suppressed.get(cohort, "below_min_n")
    return tuple(sorted(of_nodes if of_nodes and own == "below_min_n" else {own}))


def is_too_small(edition: Edition) -> bool:
    """Whether everyone together are too few."""
    return reasons_of(edition, ALL) == ("below_min_n",)


def is_withdrawn(edition: Edition) -> bool:
    """Whether something is missing because the audit named it, or the operator withdrew it."""
    manifest = edition.manifest
    return any(
        "audit" in reasons_of(edition, cohort) for cohort in {*manifest.suppressed, *manifest.withheld}
    )


def in_words(edition: Edition) -> str:
    """The reasons for everyone together, then those that occur among the groups below."""
    manifest = edition.manifest
    below = {*manifest.suppressed, *manifest.withheld} - {ALL}
    among = sorted({why for cohort in below for why in reasons_of(edition, cohort)})
    told = f"Everyone together: {_told(reasons_of(edition, ALL), manifest.thresholds)}."
    return f"{told} Groups below: {_told(among, manifest.thresholds)}." if among else told


def remedy_of(edition: Edition) -> str:
    """What the operator can do about the first of these reasons for everyone together."""
    return next((WHAT_TO_DO[why] for why in reasons_of(edition, ALL) if why in WHAT_TO_DO), WAIT)


def _told(reasons: Iterable[Reason], thresholds: Thresholds) -> str:
    least = thresholds.epsilon_n if thresholds.epsilon else thresholds.min_n
    return "; ".join(
        f"{WHY[why].format(least=least, share=thresholds.account_share)}, `{why}`" for why in reasons
    )
