"""An audit in plain words, for `assess edition audit --explain`. It names cells and figures, and nobody."""

from __future__ import annotations

from .model import Audit, Bound, Method

PROOF: dict[Method, str] = {
    "none": "nothing was found that this organisation could have said instead",
    "exchange": "members of the same cells can exchange all they said, and nothing published changes",
    "alone": "one member can say something else, and rounding hides it",
    "pair": "two members can say something else, and each hides what the other changes",
    "programme": "a few members can say something else together (mixed-integer programme), and nothing published changes",
}


def explain(audit: Audit) -> str:
    """The tightest bound, then every failure with what to withdraw."""
    if audit.tightest is None:
        return "Nothing is published, so nothing can be found out."
    verdict = "passed" if audit.is_passed else "failed"
    lines = [
        f"The audit {verdict}: {audit.cells} cells of {audit.editions} edition(s), "
        f"nobody may be bounded to less than {audit.limit:g}.",
        "",
        "Tightest bound:",
        *_bound(audit.tightest),
    ]
    for failure in audit.failures:
        lines += ["", "Not shown to be safe:", *_bound(failure.bound), f"  nodes: {', '.join(failure.nodes)}"]
        if failure.withdraw:
            lines.append(f"  withdraw: {', '.join(failure.withdraw)} (tried: then these organisations pass)")
        if failure.withhold:
            lines.append(f"  withhold: {', '.join(failure.withhold)} (tried: then these organisations pass)")
        if not failure.withdraw and not failure.withhold:
            lines.append("  no withdrawal from the newest edition helps, of those that were tried")
    return "\n".join(lines)


def _bound(bound: Bound) -> list[str]:
    many = "the one organisation" if bound.alike == 1 else f"one of {bound.alike} organisations"
    cells = "; ".join(f"{place.cohort} ({place.edition})" for place in bound.places)
    told = "nobody" if not bound.coalition else f"the {bound.coalition} others worst for it"
    return [
        f"  {many} counted in: {cells}",
        f"  {bound.node}: at least {bound.low:.2f} to {bound.high:.2f} stays possible, a width of {bound.width:.2f}, "
        f"even if {told} told all",
        f"  shown by: {PROOF[bound.how]}",
    ]
