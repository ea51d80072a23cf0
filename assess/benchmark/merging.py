"""The signed files of several instances → the contributions to one common edition.

Pure: contents and the trust list enter, `Merged` leaves; what a file holds and whether it may be believed is `federation`'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date
from itertools import groupby

from msgspec import Struct

from ..errors import Conflict
from .contribution import Contributions, join
from .federation import Export, contributions_of, open_file
from .quarter import Quarter


class Merged(Struct, frozen=True, kw_only=True, eq=False):
    """The contributions of several instances, their public keys, and the files that were passed over, with the reason.

    `group_key` is the id of the key that the groups of all of them are marked with, `exported_on` the day (UTC) on which the
    oldest of the files was made.
    """

    contributions: Contributions
    exported_on: date
    group_key: str
    members: tuple[str, ...]
    passed_over: tuple[str, ...]


def merge(files: Mapping[str, bytes], quarter: Quarter, known: Mapping[str, str]) -> Merged:
    """The contributions of all files to one edition. `files` are contents by name; `known` is as in `open_file`.

    Of several files of one instance the newest counts. Raises `AssessError` as `open_file`, and `Conflict` for files
    that do not go together: of another quarter, questionnaire or group key, or made-up and real ones.
    """
    opened = {where: open_file(content, where, known) for where, content in files.items()}
    chosen, passed_over = latest(opened, known)
    first = next(iter(chosen.values()))
    for where, each in chosen.items():
        _check_alike(where, each, first, quarter)
    return Merged(
        contributions=join([contributions_of(each, where) for where, each in chosen.items()]),
        exported_on=min(each.exported_at.astimezone(UTC).date() for each in chosen.values()),
        group_key=first.group_key,
        members=tuple(sorted(each.key for each in chosen.values())),
        passed_over=passed_over,
    )


def latest(
    opened: Mapping[str, Export], known: Mapping[str, str]
) -> tuple[dict[str, Export], tuple[str, ...]]:
    """Of each instance the newest export, in the order of the keys; and the others, in words.

    Two different files of one instance and one second are a `Conflict`.
    """
    chosen: dict[str, Export] = {}
    passed_over = []
    by_key = sorted(opened, key=lambda where: (opened[where].key, opened[where].exported_at, where))
    for key, of_one in groupby(by_key, key=lambda where: opened[where].key):
        *older, newest = of_one
        chosen[newest] = opened[newest]
        for where in older:
            if opened[where] == opened[newest]:
                passed_over.append(f"{where}: the same as {newest}")
            elif opened[where].exported_at == opened[newest].exported_at:
                raise Conflict(
                    f"{known[key]} signed two different files at the same moment, {where} and {newest}.",
                    where="merge",
                    remedy="Ask which of them counts.",
                )
            else:
                passed_over.append(f"{where}: {newest} of the same instance, {known[key]}, is newer")
    return chosen, tuple(passed_over)


def _check_alike(where: str, each: Export, first: Export, quarter: Quarter) -> None:
    again = "Ask the instance for another export, and merge again."
    refusals = (
        (
            each.quarter != str(quarter),
            f"These contributions were exported for {each.quarter}, not {quarter}.",
            again,
        ),
        (
            each.synthetic != first.synthetic,
            "Made-up contributions and real ones do not make one edition.",
            again,
        ),
        (
            each.group_key != first.group_key,
            "Groups are marked with another key here than in the other files, so that one group would count twice.",
            "Another export does not help: one of the instances begins a new data folder, takes the group key over (assess "
            "contribute key adopt), and imports its contributions again.",
        ),
    )
    for refused, what, remedy in refusals:
        if refused:
            raise Conflict(what, where=where, remedy=remedy)
