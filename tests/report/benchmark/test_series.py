"""Which editions stand together: one content of a questionnaire, real ones before made-up ones."""

from __future__ import annotations

from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from edition_sample import build_edition
from msgspec.structs import replace

from assess.benchmark.model import Thresholds
from assess.benchmark.signature import sign_edition
from assess.report.benchmark.series import Issue, series_of


def issues(*editions) -> list[Issue]:
    return [Issue(edition=edition) for edition in editions]


def test_editions_of_one_content_make_a_row_in_time():
    first, second = build_edition("2026-q1"), build_edition("2026-q2")
    [series] = series_of(issues(second, first))
    assert [issue.id for issue in series.issues] == [first.manifest.edition, second.manifest.edition]
    assert series.latest.quarter == "Q2 2026"
    assert len(series.history("all", "overall")) == 2


def test_made_up_editions_are_left_out_where_there_are_real_ones():
    real, made_up = build_edition("2026-q1"), build_edition("synthetic-2026-q2")
    [series] = series_of(issues(real, made_up))
    assert [issue.id for issue in series.issues] == [real.manifest.edition]
    assert not series.is_synthetic
    assert series_of(issues(made_up))[0].is_synthetic


@pytest.mark.parametrize(
    ("released", "until"),
    [
        (None, date(2026, 6, 30)),
        (date(2026, 5, 2), date(2026, 5, 2)),
        (date(2026, 9, 30), date(2026, 6, 30)),
    ],
)
def test_no_answer_is_of_a_day_after_the_release(released: date | None, until: date):
    issue = Issue(edition=build_edition("synthetic-2026-q2"))
    if released:
        key, name = Ed25519PrivateKey.from_private_bytes(bytes(32)), issue.manifest.edition
        issue = replace(issue, signature=sign_edition(key, b"{}", name, released))
    assert issue.until == until


def test_what_was_asked_differently_stands_apart():
    old = build_edition("2026-q1", questionnaire_hash="e" * 64)
    [series] = series_of(issues(old, build_edition("2026-q2")))
    assert len(series.issues) == 1
    assert [issue.id for issue in series.others] == [old.manifest.edition]
    assert len(series.history("all", "overall")) == 1


def test_carried_forward_values_tell_the_quarter_they_are_from():
    first = build_edition("2026-q1")
    [series] = series_of(issues(first, build_edition("2026-q2", before=first.manifest.edition)))
    assert series.held(series.cells["C/medium"]["overall"]) == "Q1 2026"
    assert series.held(series.cells["C"]["overall"]) == ""


def test_editions_with_noise_stand_in_no_row_in_time():
    exact = [build_edition(name) for name in ("2026-q1", "2026-q3")]
    noisy = [build_edition(name, thresholds=Thresholds(epsilon=1.0)) for name in ("2026-q2", "2026-q4")]
    [series] = series_of(issues(*exact, *noisy[:1]))
    assert [issue.quarter for issue, _ in series.history("all", "overall")] == ["Q1 2026", "Q3 2026"]
    [series] = series_of(issues(*exact, *noisy))
    assert [issue.quarter for issue, _ in series.history("all", "overall")] == ["Q4 2026"]
