"""A batch of respondents on its way into the store, in one piece: the same whether the file or a server takes it.

One key and one commit for the whole of it, so that a repeated import adds nothing and a refused one leaves nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import msgspec
import numpy as np
from msgspec import Meta, Struct
from msgspec.structs import astuple, replace

from assess.assessment.batch import Batch
from assess.assessment.code import code_count
from assess.assessment.sheet import Texts
from assess.errors import InvalidAnswer
from assess.learnt import learnt
from assess.questionnaire.model import Questionnaire
from assess.scoring.panel import Panel
from assess.store.intake import as_bulk
from assess.store.record import Added, Origin, Terms
from assess.store.store import Store


class Delivery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A batch with the consent of its respondents. `codes` are the bytes of its uint16 array, row by row, `origin` those of
    the marks in `Origin`, uint64, one column after the other, or nothing; the same `key` again adds nothing.
    `submitted_at` is when all of it was submitted, None for now."""

    key: str
    questionnaire: str
    version: str
    hash: str
    ids: list[str]
    industry: list[str]
    size: list[str]
    region: list[str]
    codes: bytes
    texts: dict[int, dict[str, str]]
    synthetic: bool
    contributes: bool
    origin: bytes = b""
    submitted_at: Annotated[datetime, Meta(tz=True)] | None = None


def pack(batch: Batch, texts: Texts, terms: Terms) -> bytes:
    """A delivery as a server takes it (MessagePack)."""
    delivery = Delivery(
        key=terms.key,
        questionnaire=batch.questionnaire,
        version=batch.version,
        hash=batch.hash,
        ids=batch.ids,
        industry=batch.industry,
        size=batch.size,
        region=batch.region,
        codes=batch.codes.astype("<u2").tobytes(),
        texts={row: dict(words) for row, words in texts.items()},
        synthetic=batch.synthetic,
        contributes=terms.contributes,
        origin=pack_origin(terms.origin),
        submitted_at=terms.submitted_at,
    )
    return msgspec.msgpack.encode(delivery)


def unpack(content: bytes, questionnaire: Questionnaire) -> tuple[Batch, Delivery]:
    """The batch in a delivery; `InvalidAnswer` where it does not fit the questionnaire."""
    delivery = msgspec.msgpack.decode(content, type=learnt(Delivery))
    width = len(questionnaire.questions)
    codes = np.frombuffer(delivery.codes, dtype="<u2").astype(np.uint16)
    if codes.size != width * len(delivery.ids):
        raise InvalidAnswer(
            "The answers do not fill the rows.", where=delivery.questionnaire, remedy="Send it whole."
        )
    codes = codes.reshape(len(delivery.ids), width)
    for column, question in enumerate(questionnaire.questions):
        if len(codes) and codes[:, column].max() >= code_count(questionnaire, question):
            raise InvalidAnswer(
                "An answer is off the scale.", where=question.id, remedy="Import the sheet again."
            )
    batch = Batch(
        questionnaire=delivery.questionnaire,
        version=delivery.version,
        hash=delivery.hash,
        ids=delivery.ids,
        industry=delivery.industry,
        size=delivery.size,
        region=delivery.region,
        codes=codes,
        synthetic=delivery.synthetic,
    )
    return batch, delivery


def pack_origin(origin: Origin | None) -> bytes:
    """The marks of n rows as `Delivery` has them."""
    return b"" if origin is None else np.stack(astuple(origin)).astype("<u8").tobytes()


def unpack_origin(content: bytes, n: int) -> Origin | None:
    """From whom n rows are; None where nothing is known. `InvalidAnswer` where there are not so many."""
    if not content:
        return None
    if len(content) != 8 * 3 * n:
        raise InvalidAnswer("The marks do not fit the rows.", where="origin", remedy="Send it whole.")
    party, round, account = np.frombuffer(content, dtype="<u8").astype(np.uint64).reshape(3, n)
    return Origin(party=party, round=round, account=account)


def terms_of(delivery: Delivery) -> Terms:
    """On what terms it comes; `InvalidAnswer` where the marks do not fit the rows."""
    return Terms(
        key=delivery.key,
        contributes=delivery.contributes,
        origin=unpack_origin(delivery.origin, len(delivery.ids)),
        submitted_at=delivery.submitted_at,
    )


def accept(store: Store, panel: Panel, batch: Batch, texts: Texts, terms: Terms) -> Added:
    """Score the batch in one run and store it in one commit; Conflict when an id is known already."""
    bulk = as_bulk(
        panel.scorer(batch.questionnaire, batch.hash),
        batch,
        texts,
        submitted_at=terms.submitted_at or datetime.now(UTC),
        contributes=terms.contributes,
        source="import",
    )
    return store.add_bulk([replace(bulk, origin=terms.origin)], key=terms.key).result()
