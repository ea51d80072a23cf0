"""What an audit says of an edition: how closely anybody's score can be told, and what to withdraw.

For the operator's eyes: an organisation is described by the cells it is in, never by an id.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Method = Literal["exchange", "alone", "pair", "programme", "none"]
"""How a width was shown: by members of the same cells exchanging all they said, by one who says something else
unnoticed, by two who make up for one another, by a mixed-integer programme; or not at all."""


class Mean(Struct, frozen=True, kw_only=True):
    """A node that is the weighted mean of other nodes; the weights need not add up to 1."""

    node: str
    parts: tuple[tuple[str, float], ...]


class Practice(Struct, frozen=True, kw_only=True):
    """A core practice: missed where the node's score is under `least` hundredths; then no staged level from `level` on."""

    node: str
    level: int
    least: int


class Relations(Struct, frozen=True, kw_only=True):
    """How the nodes of a questionnaire hang together, which an attacker knows as well.

    A leaf may change without any other node but the `means` that name it. Nodes of a `tied` group change together or not
    at all. As soon as one node is neither a leaf nor a mean, nothing is known of what else a change would change: then
    only whole assessments are exchanged, which is always possible, and shows less. `practices` are all that decide on the
    staged level of the whole; without them a staged level could be any as soon as something changes.
    """

    leaves: tuple[str, ...] = ()
    means: tuple[Mean, ...] = ()
    tied: tuple[tuple[str, ...], ...] = ()
    practices: tuple[Practice, ...] = ()


class Place(Struct, frozen=True, order=True):
    """A published cohort and the edition it was counted for."""

    edition: str
    cohort: str


class Bound(Struct, frozen=True, kw_only=True):
    """Nothing published narrows one score of somebody in the cells `places` to less than `low` to `high`.

    Whatever `coalition` others tell the attacker; or, if `told` says so, an account or a member of a federation with all
    that it brought in, which is worse here. Scores on the shown range. The true bounds may be wider, and are never
    narrower: each end is a population that would have published the same. `alike` organisations are in just these cells.
    """

    places: tuple[Place, ...]
    node: str
    low: float
    high: float
    alike: int
    coalition: int
    how: Method
    told: Literal["others", "account", "member"] = "others"

    @property
    def width(self) -> float:
        return round(self.high - self.low, 4)


class Failure(Struct, frozen=True, kw_only=True):
    """Organisations that are not shown to be safe: their closest bound, the nodes concerned, and the remedy.

    Withdrawing the cohorts `withdraw`, and telling the nodes `withhold` of no cohort, was tried on the newest edition, and
    lets them pass, together with what the other failures name. Both are empty where nothing helps, as the editions
    released before already tell too much.
    """

    bound: Bound
    nodes: tuple[str, ...]
    withdraw: tuple[str, ...]
    withhold: tuple[str, ...] = ()


class Audit(Struct, frozen=True, kw_only=True):
    """The outcome: `tightest` is None where nothing is published. `limit` is the least width allowed."""

    limit: float
    tightest: Bound | None
    failures: tuple[Failure, ...]
    cells: int
    editions: int

    @property
    def is_passed(self) -> bool:
        return not self.failures

    @property
    def withdraw(self) -> tuple[str, ...]:
        """Every cohort that some failure names, once."""
        return tuple(dict.fromkeys(cohort for failure in self.failures for cohort in failure.withdraw))

    @property
    def withhold(self) -> tuple[str, ...]:
        """Every node that some failure names, once."""
        return tuple(dict.fromkeys(node for failure in self.failures for node in failure.withhold))
