"""The one tree of peers: industry × size × region → industry × size → industry → all.

Profile bands enter, cohort keys leave ("C/medium/eu-west", "C/medium", "C", "all"). There is no other way to
cut a benchmark: two tables that cross could be subtracted from one another until a single organisation is
left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from assess.benchmark.model import ALL
from assess.errors import AssessError
from assess.questionnaire.vocabulary import ProfileField

FIELDS = ("industry", "size", "region")
"""The profile fields a cohort is made of, in the order of the tree."""

TREE = ("industry/size/region", "industry/size", "industry", ALL)
"""The levels of the tree, deepest first, as a manifest states them."""


class Bands(Struct, frozen=True, kw_only=True):
    """The bands a profile form offers, hence every cohort that can be asked for."""

    industry: tuple[str, ...]
    size: tuple[str, ...]
    region: tuple[str, ...]

    def cohorts(self) -> Iterator[str]:
        """Every key of the tree, parents first."""
        yield ALL
        for industry in self.industry:
            yield industry
            for size in self.size:
                yield f"{industry}/{size}"
                yield from (f"{industry}/{size}/{region}" for region in self.region)


def offered(profile: Iterable[ProfileField]) -> Bands:
    """The bands of a profile form; a field that the form lacks has none."""
    options = {field.id: tuple(field.options) for field in profile}
    return Bands(**{name: options.get(name, ()) for name in FIELDS})


def path(bands: Sequence[str]) -> tuple[str, ...]:
    """The bands as far as they are known: an unknown band ("") ends the path, whatever stands behind it.

    Raises `AssessError` for a band that could be mistaken for a path or for everyone.
    """
    known = []
    for band in bands:
        if not band:
            break
        if "/" in band or band == ALL:
            raise AssessError(
                f"{band!r} cannot name a band", where="profile", remedy="Use the bands of the profile."
            )
        known.append(band)
    return tuple(known)


def key(steps: Sequence[str]) -> str:
    """The cohort at the end of a path; the empty path is everyone."""
    return "/".join(steps) or ALL


def steps(cohort: str) -> tuple[str, ...]:
    """The path to a cohort, the inverse of `key`."""
    return () if cohort == ALL else tuple(cohort.split("/"))


def is_within(cohort: str, above: str) -> bool:
    """Whether a cohort is `above` or below it in the tree."""
    path = steps(above)
    return steps(cohort)[: len(path)] == path


def ancestry(profile: Mapping[str, str]) -> tuple[str, ...]:
    """The cohorts an organisation with this profile is in, deepest first, "all" last."""
    return lineage(key(path([profile.get(name, "") for name in FIELDS])))


def lineage(cohort: str) -> tuple[str, ...]:
    """A cohort and those above it, deepest first, "all" last."""
    known = steps(cohort)
    return tuple(key(known[:depth]) for depth in range(len(known), -1, -1))


def level(cohort: str) -> str:
    """The level of the tree a cohort stands on, one of `TREE`."""
    return TREE[len(FIELDS) - len(steps(cohort))]
