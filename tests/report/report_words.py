"""The words of the hand-made questionnaire of `report_sample`, in each language that a report speaks."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from assess.language import transliterate


class Words(Struct, frozen=True, kw_only=True):
    """Texts; those in braces are filled in."""

    title: str
    summary: str
    levels: tuple[str, ...]
    level: str
    titles: dict[str, str]
    meaning: str
    advice: tuple[str, str]
    question: str
    why: str
    evidence: str
    rung: str
    step: str
    next: str
    source: str
    limit: str
    profile: tuple[tuple[str, str], ...]
    owner: str
    phase: str
    themes: tuple[str, str]


ENGLISH = Words(
    title="Small check",
    summary="Three dimensions.",
    levels=("Ad hoc", "Reactive", "Structured", "Integrated", "Leading"),
    level="What one sees at level {level}.",
    titles={
        "listen": "Listening to customers",
        "design": "Designing journeys",
        "deliver": "Delivering & keeping",
    },
    meaning="What {title} means.",
    advice=("Begin with one journey.", "Make it a habit."),
    question="How do people in your organisation handle practice {number} of {title}?",
    why="It decides whether a promise is kept.",
    evidence="A dated record of the last time it was done",
    rung="Behaviour of rung {rung}.",
    step="Take step {step}.",
    next="Take the next step of {question}.",
    source="Written for this test.",
    limit="It proves nothing about the world.",
    profile=(("Industry", "Manufacturing"), ("Size", "50–249 people"), ("Region", "Western Europe")),
    owner="Customer service",
    phase="Find and fix",
    themes=("Service", "Trend"),
)
POLISH = Words(
    title="Mały test",
    summary="Trzy wymiary.",
    levels=("Przypadkowy", "Reaktywny", "Uporządkowany", "Zintegrowany", "Wiodący"),
    level="Co widać na poziomie {level}.",
    titles={
        "listen": "Słuchanie klientów",
        "design": "Projektowanie podróży klienta",
        "deliver": "Dostarczanie i utrzymanie",
    },
    meaning="Co to znaczy: {title}.",
    advice=("Proszę zacząć od jednej podróży.", "Proszę zrobić z tego nawyk."),
    question="Jak w Państwa organizacji wygląda praktyka {number}: {title}?",
    why="Od tego zależy, czy obietnica jest dotrzymana.",
    evidence="Zapis z datą, kiedy robiono to ostatnio",
    rung="Zachowanie na szczeblu {rung}.",
    step="Proszę zrobić krok {step}.",
    next="Proszę zrobić następny krok: {question}.",
    source="Napisane dla tego testu.",
    limit="Niczego nie mówi o świecie.",
    profile=(
        ("Branża", "Przetwórstwo przemysłowe"),
        ("Wielkość", "50–249 osób"),
        ("Region", "Europa Zachodnia"),
    ),
    owner="Obsługa klienta",
    phase="Znaleźć i naprawić",
    themes=("Obsługa", "Trend"),
)
RUSSIAN = Words(
    title="Малая проверка",
    summary="Три измерения.",
    levels=("Случайный", "Реактивный", "Упорядоченный", "Интегрированный", "Ведущий"),
    level="Что видно на уровне {level}.",
    titles={
        "listen": "Умение слышать клиентов",
        "design": "Проектирование путей клиента",
        "deliver": "Исполнение и удержание",
    },
    meaning="Что это значит: {title}.",
    advice=("Начните с одного пути.", "Сделайте это привычкой."),
    question="Как в вашей организации устроена практика {number}: {title}?",
    why="От этого зависит, сдержано ли обещание.",
    evidence="Запись с датой, когда это делали в последний раз",
    rung="Поведение на ступени {rung}.",
    step="Сделайте шаг {step}.",
    next="Сделайте следующий шаг: {question}.",
    source="Написано для этого теста.",
    limit="О мире это ничего не доказывает.",
    profile=(
        ("Отрасль", "Обрабатывающая промышленность"),
        ("Размер", "50–249 человек"),
        ("Регион", "Западная Европа"),
    ),
    owner="Служба поддержки",
    phase="Найти и исправить",
    themes=("Обслуживание", "Динамика"),
)
SERBIAN = Words(
    title="Мала провера",
    summary="Три димензије.",
    levels=("Случајан", "Реактиван", "Организован", "Повезан", "Водећи"),
    level="Шта се види на нивоу {level}.",
    titles={
        "listen": "Слушање корисника",
        "design": "Осмишљавање путовања корисника",
        "deliver": "Пружање и задржавање",
    },
    meaning="Шта то значи: {title}.",
    advice=("Почните од једног путовања.", "Нека вам то пређе у навику."),
    question="Како у вашој организацији изгледа пракса {number}: {title}?",
    why="Од тога зависи да ли је обећање одржано.",
    evidence="Белешка с датумом кад је то последњи пут рађено",
    rung="Понашање на пречки {rung}.",
    step="Предузмите корак {step}.",
    next="Предузмите следећи корак: {question}.",
    source="Написано за овај тест.",
    limit="О свету не доказује ништа.",
    profile=(
        ("Делатност", "Прерађивачка индустрија"),
        ("Величина", "50–249 људи"),
        ("Регион", "Западна Европа"),
    ),
    owner="Корисничка подршка",
    phase="Пронађи и поправи",
    themes=("Услуга", "Тренд"),
)
SERBIAN_LATIN = msgspec.convert(
    msgspec.json.decode(transliterate(msgspec.json.encode(SERBIAN).decode())), Words
)

WORDS = {"en": ENGLISH, "pl": POLISH, "ru": RUSSIAN, "sr": SERBIAN, "sr-Latn": SERBIAN_LATIN}
