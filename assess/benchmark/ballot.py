"""The votes that editions were counted from, on disk: the instance's secret, and what the next edition is held against.

`<data>/votes/<edition>.parquet`, readable by its owner alone, in a folder that only its owner can enter. A file is
written whole or not at all, and changes only when a group is forgotten.
"""

from __future__ import annotations

import glob
import secrets
import uuid
from importlib import resources
from pathlib import Path

import duckdb
import msgspec
import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from ..errors import AssessError, Conflict, NotFound
from ..learnt import learnt
from .archive import not_written, sync
from .contribution import ITSELF, Contributions, Instrument
from .vote import in_order

ENDING = ".parquet"
SCORE = "score:"
"""Stands before a node in the name of its column."""

KEY = "group-key"
"""The file that holds the id of the key that the groups of all votes here are marked with."""


class About(Struct, frozen=True, kw_only=True):
    """What all votes of a file have in common."""

    instrument: Instrument
    paths: tuple[tuple[str, ...], ...]
    synthetic: bool


def keep(votes: Contributions, folder: Path, edition: str) -> Path:
    """Write the votes of an edition; those that were kept of it before are replaced."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"{edition}{ENDING}"
    part = folder / f".{edition}.{uuid.uuid4().hex}"
    about = About(instrument=votes.instrument, paths=votes.paths, synthetic=votes.synthetic)
    columns = {
        "leaf": votes.leaf.astype(np.int32),
        "staged": votes.staged,
        "group": votes.group,
        "round": votes.round,
        "account": votes.account,
        "member": votes.member,
        "day": votes.day.astype("datetime64[s]"),  # days are no type of the database's
    }
    columns |= {SCORE + node: votes.score[:, column] for column, node in enumerate(votes.instrument.nodes)}
    settings = {"file": str(part), "about": {"about": msgspec.json.encode(about).decode()}}
    try:
        with duckdb.connect(":memory:", config={"threads": 1}) as database:  # one, that rows keep their order
            database.register("vote", columns)
            database.execute(_query("keep_votes"), settings)
        part.chmod(0o600)
        sync(part)
        part.replace(target)
        sync(folder)
    except (OSError, duckdb.IOException) as error:
        raise not_written(target, error) from error
    finally:
        part.unlink(missing_ok=True)
    return target


def recall(folder: Path, edition: str) -> Contributions:
    """The votes of an edition as they were kept; `NotFound` where there are none, `AssessError` if damaged."""
    path = folder / f"{edition}{ENDING}"
    if not path.is_file():
        raise NotFound(
            f"The votes that {edition} was counted from are not here.",
            where=str(path),
            remedy="Put the file back from a back-up of the data folder. If the edition is another instance's, take it out "
            "of the editions folder: what is released next can be held against one's own editions only.",
        )
    file = {"file": glob.escape(str(path))}
    try:
        with duckdb.connect(":memory:") as database:
            [(text,)] = database.execute(_query("about_votes"), file).fetchall()
            found = database.execute(_query("recall_votes"), file).fetchnumpy()
        about = msgspec.json.decode(text, type=learnt(About))
        return Contributions(
            instrument=about.instrument,
            paths=about.paths,
            leaf=found["leaf"],
            score=_table([found[SCORE + node] for node in about.instrument.nodes]),
            staged=found["staged"],
            group=found["group"],
            round=found["round"],
            account=found["account"],
            member=found.get("member", ITSELF),  # votes that were kept before there was one
            day=found["day"].astype("datetime64[D]"),
            synthetic=about.synthetic,
        )
    except (duckdb.Error, msgspec.MsgspecError, KeyError, ValueError) as error:
        raise AssessError(
            "These votes cannot be read.", where=str(path), remedy="Put the file back from a back-up."
        ) from error


def forget(folder: Path, group: int) -> tuple[str, ...]:
    """Cut the tie between a group and its votes: its mark gives way to a random one. The editions concerned.

    Scores stay, as they are in what was released; nothing tells any more whose they are. For the next edition the group
    has left. Its new mark is the same in every edition, so that the audit still knows one vote told twice as one. A
    candidate that counts the group must not be released: see `publication.forget`.
    """
    fresh = np.frombuffer(secrets.token_bytes(16), dtype=np.uint64)
    editions = []
    for path in sorted(folder.glob(f"[!.]*{ENDING}")):
        edition = path.name.removesuffix(ENDING)
        votes = recall(folder, edition)
        mine = votes.group == np.uint64(group)
        if mine.any():
            keep(in_order(_anonymous(votes, mine, *fresh)), folder, edition)
            editions.append(edition)
    return tuple(editions)


def _anonymous(votes: Contributions, mine: np.ndarray, mark: np.uint64, round: np.uint64) -> Contributions:
    """The votes with other marks for some; an account that brought in nothing else may be the group, and goes with it."""
    own = mine & ~np.isin(votes.account, votes.account[~mine])
    return replace(
        votes,
        group=np.where(mine, mark, votes.group),
        round=np.where(mine, round, votes.round),
        account=np.where(own, mark, votes.account),
    )


def check_key(folder: Path, key_id: str) -> None:
    """Hold the first group key with which votes were kept, and refuse every other.

    Marks of two keys do not compare: everybody would seem to have left and to have come, and the rule of time
    (`assess.benchmark.disclosure`, 9) would let anything pass.
    """
    path = folder / KEY
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = folder / f".{KEY}.{uuid.uuid4().hex}"
        part.write_text(key_id, encoding="utf-8")
        part.replace(path)
    elif (known := path.read_text(encoding="utf-8")) != key_id:
        raise Conflict(
            f"Groups are marked with the key {key_id}, those of earlier editions with {known}."
            if key_id
            else f"The group key is missing; those of earlier editions are marked with {known}.",
            where=str(path),
            remedy="Put the first group key back from a back-up of the data folder.",
        )


def _table(columns: list[np.ndarray]) -> np.ndarray:
    return np.ascontiguousarray(np.stack(columns, axis=1), dtype=np.int32)


def _query(name: str) -> str:
    return resources.files(__package__).joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
