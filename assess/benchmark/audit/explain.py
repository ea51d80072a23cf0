"""An audit in plain words, for `--explain` of a build and of an audit. It names cells and figures, and nobody."""

from __future__ import annotations

from .model import Audit, Bound, Method

PROOF: dict[Method, str] = {
    "none": "nothing was found that this organisation could have said instead; take its score as known",
    "exchange": "members of the same cells can exchange all they said, and nothing published changes",
    "alone": "one member can say something else, and rounding hides it",
    "pair": "two members can say something else, and each hides what the other changes",
    "programme": "a few members can say something else together (mixed-integer programme), and nothing published changes",
}


NAMED = 6
"""Scores that are named of one failure."""


TOLD = {
    "account": "the account that brought in several of those counted here",
    "member": "the member of the federation that brought in several of those counted here",
}
"""Who is the worst, where it is not any few others; of how many, is a hidden count."""


def explain(audit: Audit) -> str:
    """The tightest bound, then every failure with what to withdraw."""
    if audit.tightest is None:
        return "Nothing is published, so nothing can be found out."
    verdict = "passed" if audit.is_passed else "failed"
    lines = [
        f"The audit {verdict}: {audit.cells} cells of {audit.editions} edition(s), "
        f"nobody may be bounded to less than {audit.limit:g}.",
        "A bound is what stays possible for one score, whatever else is known. 0.00 wide is as good as known.",
        "",
        "Tightest bound:",
        *_bound(audit.tightest),
    ]
    for failure in audit.failures:
        lines += [
            "",
            "Not shown to be safe:",
            *_bound(failure.bound),
            f"  scores concerned: {_few(failure.nodes)}",
        ]
        if failure.withdraw:
            lines.append(f"  withdraw: {', '.join(failure.withdraw)} (tried: then these organisations pass)")
        if failure.withhold:
            lines.append(f"  withhold: {', '.join(failure.withhold)} (tried: then these organisations pass)")
        if not failure.withdraw and not failure.withhold:
            lines.append("  no withdrawal from the newest edition helps, of those that were tried")
    return "\n".join(lines)


def _few(names: tuple[str, ...]) -> str:
    """The first of some names, and how many there are besides; all of them are in the JSON."""
    rest = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _bound(bound: Bound) -> list[str]:
    many = "the one organisation" if bound.alike == 1 else f"one of {bound.alike} organisations"
    cells = "; ".join(f"{place.cohort} ({place.edition})" for place in bound.places)
    others = f"the {bound.coalition} others worst for it" if bound.coalition else "nobody"
    return [
        f"  {many} counted in: {cells}",
        f"  {bound.node}: at least {bound.low:.2f} to {bound.high:.2f} stays possible, a width of {bound.width:.2f}, "
        f"even if {TOLD.get(bound.told, others)} told all",
        f"  shown by: {PROOF[bound.how]}",
    ]
