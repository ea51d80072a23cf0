"""The preview without a browser: what follows a save, what stays, and what is gone at the end."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import weakref
from pathlib import Path

import httpx
import pytest
from litestar.testing import TestClient

from assess.assessment.model import Answer
from assess.resource import resource
from assess.settings import Settings
from assess.web.preview.server import create_preview
from assess.web.preview.stage import Stage
from assess.web.preview.watch import Watch

from .conftest import Author, Call, change

STALE = "Not the file as it is now"
BROKEN = ("minutes: 3 ", "minuets: 3 ")


def test_form_is_the_one_respondents_get(author: Author):
    assert "Good</h2>" in author.page()
    form = author.form()
    assert "What happens to a message on the day it arrives?" in form
    assert 'method="post"' in form


def test_findings_follow_a_save_and_the_last_good_version_stays_marked(author: Author):
    author.change(*BROKEN)
    page = author.page()
    assert "2 problems to mend" in page
    assert "Unknown field <code>minuets</code>." in page
    assert "Did you mean <code>minutes</code>?" in page
    assert "Line 12" in page
    assert STALE in page
    assert "What happens to a message" in author.form()
    author.change(*reversed(BROKEN))
    assert STALE not in author.page()


def test_form_follows_a_save(author: Author):
    author.change("What happens to a message on the day it arrives?", "Who reads a message first?")
    form = author.form()
    assert "Who reads a message first?" in form
    assert "What happens to a message" not in form


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("score: 3.30", "score: 3.40", "example"),
        ("languages: [en]", "languages: [en, pl]", "missing-translation"),
        ('      3: "Show customers what', '      # "Show customers what', "missing-advice"),
    ],
)
def test_what_hides_nothing_is_told_beside_the_new_form(author: Author, old: str, new: str, rule: str):
    author.change(old, new)
    author.change('title: "Answering"', 'title: "Answering people"')
    page = author.page()
    assert rule in page
    assert STALE not in page
    assert "Answering people" in author.form()


def test_file_that_never_was_good_shows_its_findings_alone(written: Path, tmp_path: Path):
    change(written, *BROKEN)
    settings = Settings(data=tmp_path, questionnaires=resource("questionnaires"))
    stage = Stage(Watch(written, settings.questionnaires), settings)
    with TestClient(create_preview(stage)) as client:
        page = client.get("/preview").text
        assert "2 problems to mend" in page
        assert "Nothing to show yet" in page
        assert "<iframe" not in page
        assert client.get("/preview/at", params={"path": "/en/a/-"}).status_code == 404
        change(written, *reversed(BROKEN))
        assert "<iframe" in client.get("/preview").text
    stage.close()


def test_answers_outlive_a_change_as_far_as_they_fit(author: Author):
    author.client.post("/preview/fill", data={"example": "1"})
    before = author.stage.store.draft(author.stage.token).answers
    assert before["answering-02"] == Answer("mostly")
    author.change('{id: mostly, text: "Mostly", value: 2}', '{id: usually, text: "Usually", value: 2}')
    author.change("is: [mostly, always]", "is: [usually, always]")
    author.change("answering-02: mostly", "answering-02: usually")
    author.page()
    after = author.stage.store.draft(author.stage.token).answers
    assert set(before) - set(after) == {"answering-02"}
    assert after["answering-03"] == Answer(135)


def test_worked_example_fills_the_form_and_its_result_is_the_examples(author: Author):
    assert "Good figures, and a core practice missing" in author.page()
    answered = author.client.post("/preview/fill", data={"example": "1", "part": "result"})
    assert answered.status_code == 200
    assert str(answered.url).endswith("/preview?part=result")
    result = author.form("/en/a/-/result/")
    assert "You are at level 2, Regular, with 3.3 of 5." in result
    author.client.post("/preview/fill", data={"example": "none"})
    assert author.stage.store.draft(author.stage.token).answers == {}


def test_result_leaves_the_answers_open(author: Author):
    author.client.post("/preview/fill", data={"example": "0"})
    token = author.stage.token
    first = author.stage.result()
    assert author.stage.result() == first, "the same answers have one result"
    assert author.stage.token == token
    draft = author.stage.store.draft(token)
    assert draft.submission is None
    author.stage.store.save(token, base=draft.revision, changes={"answering-01": Answer(0)}).result()
    assert author.stage.result() != first


def test_page_of_the_result_stays_while_its_words_change(author: Author):
    author.client.post("/preview/fill", data={"example": "1"})
    shown = author.client.get("/preview/at", params={"path": "/en/a/-/result/dimension-answering.html"})
    author.change("let two people read it", "let three people read it")
    again = author.client.get("/preview/at", params={"path": shown.url.path})
    assert again.url.path.endswith("/result/dimension-answering.html")
    assert again.url.path != shown.url.path
    assert "three people" in again.text


def test_page_of_a_dimension_that_is_gone_leads_to_the_first(author: Author):
    gone = author.client.get("/preview/at", params={"path": "/en/a/old/d/nothing"})
    assert gone.url.path.endswith("/d/answering")
    away = author.client.get("/preview/at", params={"path": "//elsewhere.example/"}, follow_redirects=False)
    assert away.headers["location"] == "/"


def test_preview_follows_an_assessment_that_is_begun_in_the_form(author: Author):
    before = author.stage.token
    begun = author.client.post("/en/q/shop-check/start")
    assert author.stage.token != before
    assert author.stage.token in str(begun.url)


def test_translation_is_shown_as_far_as_it_goes(author: Author, assess: Call):
    folder = author.file.parent
    assert assess("translate", folder, "pl", "--start").exit_code == 0
    polish = folder / "pl.yaml"
    polish.write_text(polish.read_text("utf-8").replace("title: Answering", "title: Odpowiedzi"), "utf-8")
    assert assess("translate", folder, "pl", "--stamp").exit_code == 0
    author.change("languages: [en]", "languages: [en, pl]")
    page = author.page("?language=pl")
    assert "Polski</a>" in page
    assert "Good</h2>" in page
    assert "<h1>Odpowiedzi</h1>" in author.form("/pl/a/-")
    author.change('title: "Learning"\n    summary', 'title: "Learning more"\n    summary')
    assert "stale-translation" in author.page()
    form = author.form("/pl/a/-/d/learning")
    assert "Learning more" in form
    assert "Odpowiedzi" in form


def test_change_of_what_lies_beside_is_a_change(author: Author, assess: Call):
    first = author.client.get("/preview/state").json()
    assert author.client.get("/preview/state").json() == first
    (author.file.parent.parent / "vocabulary.yaml").write_text(
        "themes: {}\nowners: {}\nphases: {}\n", "utf-8"
    )
    second = author.client.get("/preview/state").json()
    assert second["number"] > first["number"]
    assert "Unknown owner <code>support</code>" in author.page()


def test_only_its_own_pages_may_frame_the_form(author: Author):
    policy = author.client.get("/en/q/shop-check").headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy
    assert "default-src 'self'" in policy


def test_nothing_is_left_after_ctrl_c(written: Path, tmp_path: Path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "assess", "preview", str(written.parent), "--port", "0"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    try:
        address = process.stderr.readline().split()[-1]
        assert address.endswith("/preview")
        assert "Good</h2>" in httpx.get(address, trust_env=False, timeout=60).text
        assert list(temporary.iterdir())
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    finally:
        process.kill()
    assert "Stopped." in process.stderr.read()
    assert list(temporary.iterdir()) == []
    assert not (written.parent / "assess-data").exists()


def test_file_that_is_not_there_is_refused(assess: Call):
    refused = assess("preview", "nowhere")
    assert refused.exit_code == 1
    assert "assess new" in refused.stderr


def test_request_that_began_before_a_save_still_has_its_scorers(author: Author):
    """They go when the last one lets go of them, not when the file changes."""
    author.client.post("/preview/fill", data={"example": "1"})
    shown = author.stage.questionnaire
    answers = author.stage.store.draft(author.stage.token)
    panel = author.stage.desk.panel
    scorer, viewer = (find(shown.id, shown.hash) for find in (panel.scorer, panel.viewer))
    assessment = author.stage.desk.as_assessment(answers, contributes=False)
    before = scorer.score_assessments([assessment])
    author.change('title: "Answering"', 'title: "Answering people"')
    author.page()
    assert author.stage.desk.panel is not panel
    assert scorer.score_assessments([assessment]) == before
    assert viewer.explain(assessment)
    left = [weakref.ref(each) for each in (scorer.connection, scorer, viewer, panel)]
    del scorer, viewer, panel
    gc.collect()
    assert [each() for each in left] == [None] * 4


def test_look_that_failed_is_not_taken_for_one_that_found_nothing_new(
    author: Author, monkeypatch: pytest.MonkeyPatch
):
    """Of a bug in a rule one test told, and then all the others that looked at the same file."""

    def broken(*_: object):
        raise ZeroDivisionError

    with monkeypatch.context() as during:
        during.setattr("assess.web.preview.watch.verify", broken)
        author.change('title: "Answering"', 'title: "Answering people"')
        with pytest.raises(ZeroDivisionError):
            author.stage.refresh()
    assert "Answering people" in author.form()
