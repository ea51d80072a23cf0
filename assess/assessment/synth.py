"""Made-up assessments that look like real ones, for demonstrations, tests and measurements.

A questionnaire, a `Population` and a seed enter, a `Batch` marked synthetic leaves: the same seed gives the
same bytes on every platform, so only whole numbers, the four operations and square roots stand between the
generator and the answers.

The model: an organisation has a general maturity and one of its own for each dimension (one factor);
maturity, the question's difficulty and noise make a point on 0–1, and the answer is the option nearest to it.
A checklist is ticked option by option, the later ones being harder; a number is the one worth most nearly that
point, and a matrix has that value, without rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Annotated

import msgspec
import numpy as np
from msgspec import Meta, Struct, field

from assess.assessment.batch import Batch
from assess.assessment.code import FIRST_VALUE, encode_one
from assess.assessment.inactive import mark_inactive
from assess.assessment.matrix import GRID
from assess.assessment.model import Answer, State
from assess.errors import AssessError
from assess.learnt import learnt
from assess.questionnaire.model import (
    ChoiceQuestion,
    LevelQuestion,
    ManyQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
)
from assess.questionnaire.number import breakpoints_of, number_at, step_count

Share = Annotated[float, Meta(ge=0, le=1)]
Shift = Annotated[float, Meta(ge=-1, le=1)]
Weight = Annotated[float, Meta(ge=0)]

INDUSTRY_WEIGHT = {
    "A": 2, "B": 1, "C": 15, "D": 2, "E": 2, "F": 7, "G": 16, "H": 5, "I": 7, "J": 3, "K": 11,
    "L": 6, "M": 3, "N": 9, "O": 4, "P": 2, "Q": 3, "R": 4, "S": 2, "T": 2,
}  # fmt: skip
INDUSTRY_SHIFT = {
    "A": -0.09, "B": -0.09, "C": -0.02, "D": -0.01, "E": -0.06, "F": -0.07, "G": 0.03, "H": -0.02,
    "I": 0.04, "J": 0.04, "K": 0.09, "L": 0.07, "M": -0.04, "N": 0.01, "O": -0.01, "P": -0.10,
    "Q": -0.05, "R": -0.05, "S": 0.02, "T": -0.02,
}  # fmt: skip
SIZE_WEIGHT = {"micro": 15, "small": 30, "medium": 30, "large": 17, "enterprise": 8}
SIZE_SHIFT = {"micro": -0.03, "small": -0.02, "medium": 0.0, "large": 0.03, "enterprise": 0.05}
REGION_WEIGHT = {
    "eu-west": 25, "eu-south": 12, "eu-central": 20, "balkan": 10, "east": 10, "north-america": 12,
    "latin-america": 4, "mea": 3, "asia-pacific": 4,
}  # fmt: skip


SAME_GROUP = 0.1
AGENCIES = 5


class Population(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who answers. Means, spreads and shifts are on 0–1, the share of the way from the worst answer to the
    best.

    `mean` and `spread` (SD between organisations) hold for each dimension unless `dimension_mean` says
    otherwise; `skew` above 0 makes the high tail the long one; `correlation` is that between any two
    dimensions; `difficulty` the SD between questions and `noise` that of one answer. `careless` rows give the
    same option everywhere; of the other answers, these shares are `unknown`, `not_applicable` and
    `unanswered`, where the question allows it. Weights need not add up to anything.
    """

    mean: Share = 0.42
    dimension_mean: dict[str, Share] = {}
    spread: Share = 0.16
    skew: Annotated[float, Meta(ge=-0.5, le=0.5)] = 0.18
    correlation: Share = 0.6
    difficulty: Share = 0.05
    noise: Share = 0.17
    careless: Share = 0.02
    unknown: Share = 0.03
    not_applicable: Share = 0.02
    unanswered: Share = 0.01
    industry_weight: dict[str, Weight] = field(default_factory=INDUSTRY_WEIGHT.copy)
    industry_shift: dict[str, Shift] = field(default_factory=INDUSTRY_SHIFT.copy)
    size_weight: dict[str, Weight] = field(default_factory=SIZE_WEIGHT.copy)
    size_shift: dict[str, Shift] = field(default_factory=SIZE_SHIFT.copy)
    region_weight: dict[str, Weight] = field(default_factory=REGION_WEIGHT.copy)


def read_population(text: bytes | str, *, file: str = "population") -> Population:
    """A population from YAML; what is left out takes its default. `AssessError` names a wrong field."""
    try:
        return msgspec.yaml.decode(text, type=learnt(Population))
    except msgspec.MsgspecError as error:
        said = " ".join(str(error).split()).rstrip(".")
        raise AssessError(f"{said}.", where=file, remedy="Mend the population file.") from error


def synthesise(questionnaire: Questionnaire, population: Population, n: int, seed: int) -> Batch:
    """n made-up assessments; `codes` as in `Batch`, questions that do not apply already marked inactive.

    Raises `AssessError` for weights that add up to nothing and for shares of states that add up to more than
    1.
    """
    if population.unknown + population.not_applicable + population.unanswered > 1:
        raise AssessError(
            "The shares of answers that are no value add up to more than 1.", where="population"
        )
    random = np.random.Generator(np.random.PCG64(seed))
    industry, industry_shift = draw_band(random, population.industry_weight, population.industry_shift, n)
    size, size_shift = draw_band(random, population.size_weight, population.size_shift, n)
    region, _ = draw_band(random, population.region_weight, {}, n)
    general = bell(random, n)
    careless = random.random(n) < population.careless
    line = random.integers(0, 5, n)
    columns = []
    for dimension in questionnaire.all_dimensions():
        shift = industry_shift + size_shift + population.dimension_mean.get(dimension.id, population.mean)
        maturity = shift + population.spread * mature(random, general, population)
        for question in dimension.questions:
            column = answer(random, questionnaire, question, maturity, population)
            columns.append(np.where(careless, straight(questionnaire, question, line), column))
    codes = np.stack(columns, axis=1).astype(np.uint16)
    bands = {"industry": industry, "size": size, "region": region}
    return Batch(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        hash=questionnaire.hash,
        ids=[f"synthetic-{seed}-{row:07}" for row in range(n)],
        industry=industry,
        size=size,
        region=region,
        codes=mark_inactive(questionnaire, codes, bands),
        synthetic=True,
    )


def origins(n: int, seed: int) -> dict[str, list[str]]:
    """From whom n made-up assessments are: columns `group`, a domain that nobody can have, and `account`.

    One in ten rows is of a group that another row is of as well; half are brought in by one of five consultancies, the
    others by themselves.
    """
    random = np.random.Generator(np.random.PCG64([seed, n]))
    firm = np.where(random.random(n) < SAME_GROUP, random.integers(0, n, n), np.arange(n)).tolist()
    agency = random.integers(0, 2 * AGENCIES, n).tolist()
    group = [f"firm-{number:07}.example" for number in firm]
    return {
        "group": group,
        "account": [
            f"consultancy {number + 1}" if number < AGENCIES else own
            for number, own in zip(agency, group, strict=True)
        ],
    }


def draw_band(
    random: np.random.Generator, weight: Mapping[str, float], shift: Mapping[str, float], n: int
) -> tuple[list[str], np.ndarray]:
    """n bands drawn by weight, and the shift in maturity that each brings."""
    bands = [band for band in weight if weight[band] > 0]
    if not bands:
        raise AssessError("The weights of a profile field add up to nothing.", where="population")
    bounds = np.cumsum([weight[band] for band in bands])
    drawn = np.searchsorted(bounds, random.random(n) * bounds[-1], side="right")
    shifts = np.array([shift.get(band, 0.0) for band in bands])
    return np.array(bands, dtype=object)[drawn].tolist(), shifts[drawn]


BELL_MEAN = 4 * 65_535 / 2
BELL_SPREAD = sqrt(4 * (65_536**2 - 1) / 12)


def bell(random: np.random.Generator, n: int) -> np.ndarray:
    """n nearly normal numbers, mean 0 and SD 1: sums of four uniform whole numbers, the same on every
    platform.

    The generator's own normal numbers go through logarithms, which differ between platforms in the last
    place.
    """
    total = random.integers(0, 65_536, size=(4, n), dtype=np.uint16).sum(axis=0, dtype=np.int64)
    return (total - BELL_MEAN) / BELL_SPREAD


def mature(random: np.random.Generator, general: np.ndarray, population: Population) -> np.ndarray:
    """The maturity of one dimension, mean 0, SD about 1: a common factor, then a quadratic for the skew."""
    common, own = sqrt(population.correlation), sqrt(1 - population.correlation)
    z = common * general + own * bell(random, len(general))
    return (z + population.skew * (z * z - 1)) / sqrt(1 + 2 * population.skew * population.skew)


def answer(
    random: np.random.Generator,
    questionnaire: Questionnaire,
    question: Question,
    maturity: np.ndarray,
    population: Population,
) -> np.ndarray:
    """The codes of one question, its states that are no value included."""
    n = len(maturity)
    if not question.scored:
        return np.zeros(n, dtype=np.int64)
    point = maturity + population.difficulty * bell(random, 1) + population.noise * bell(random, n)
    if isinstance(question, ManyQuestion):
        value = tick(random, question, maturity)
    elif isinstance(question, MatrixQuestion):
        value = np.rint(np.clip(point, 0, 1) * GRID).astype(np.int64)
    else:
        worth = worths(questionnaire, question)
        order = np.argsort(worth, kind="stable")
        bounds = (worth[order][1:] + worth[order][:-1]) / 2
        value = order[np.searchsorted(bounds, point)]
    codes = FIRST_VALUE + value
    policy = questionnaire.policy_of(question)
    states = (
        (State.UNKNOWN, population.unknown),
        (State.NOT_APPLICABLE, 0.0 if policy.not_applicable == "forbid" else population.not_applicable),
        (State.UNANSWERED, 0.0 if policy.unanswered == "block" else population.unanswered),
    )
    chance = random.random(n)
    for state, share in states:
        codes[(chance >= 0) & (chance < share)] = encode_one(questionnaire, question, Answer(state=state))
        chance = chance - share
    return codes


def worths(
    questionnaire: Questionnaire, question: LevelQuestion | ChoiceQuestion | NumberQuestion
) -> np.ndarray:
    """How good each option is, from 0 for the worst to 1 for the best, in the order of the options or numbers."""
    if isinstance(question, NumberQuestion):
        points = breakpoints_of(question)
        numbers = [float(number_at(question, place)) for place in range(step_count(question) + 1)]
        return np.interp(numbers, [point.value for point in points], [point.share for point in points])
    if isinstance(question, LevelQuestion):
        return np.arange(len(question.options)) / (len(question.options) - 1)
    value = np.array([option.value for option in questionnaire.options_of(question)])
    spread = value.max() - value.min()
    worth = (value - value.min()) / (spread or 1)
    return 1 - worth if question.reverse else worth


def tick(random: np.random.Generator, question: ManyQuestion, maturity: np.ndarray) -> np.ndarray:
    """Checklist masks: each option by chance, the first ones easier; the exclusive one if none applies."""
    mask = np.zeros(len(maturity), dtype=np.int64)
    weighing = [index for index, option in enumerate(question.options) if not option.exclusive]
    for index, ease in zip(weighing, np.linspace(0.2, -0.2, len(weighing)), strict=True):
        mask |= (random.random(len(maturity)) < maturity + ease).astype(np.int64) << index
    exclusive = next((index for index, option in enumerate(question.options) if option.exclusive), None)
    return mask if exclusive is None else np.where(mask == 0, 1 << exclusive, mask)


def straight(questionnaire: Questionnaire, question: Question, line: np.ndarray) -> np.ndarray:
    """What a careless row gives: the same place in the list of options, whatever the options say."""
    if not question.scored:
        return np.zeros(len(line), dtype=np.int64)
    if isinstance(question, NumberQuestion | MatrixQuestion):
        steps = step_count(question) if isinstance(question, NumberQuestion) else GRID
        return FIRST_VALUE + line * steps // 4
    count = len(
        questionnaire.options_of(question) if isinstance(question, ChoiceQuestion) else question.options
    )
    place = np.minimum(line, count - 1)
    return FIRST_VALUE + (1 << place if isinstance(question, ManyQuestion) else place)
