"""Autosave, as it is lived: a bad connection, two windows, a page closed too soon, answers that hide questions."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from .conftest import Visit
from .journey import expect_saved, start, submit

pytestmark = pytest.mark.browser

FIRST = "#qc-direction-01"


def option(page: Page, question: str, place: int):
    return page.locator(f"{question} .option input").nth(place)


def test_second_window_shows_what_stands_and_says_so(page: Page):
    start(page)
    second = page.context.new_page()
    second.goto(page.url)
    option(page, FIRST, 3).check()
    expect_saved(page)
    option(second, FIRST, 1).click()
    expect(second.locator(f"{FIRST} [data-elsewhere]")).to_contain_text("Changed in another window")
    expect(option(second, FIRST, 3)).to_be_checked()
    option(second, FIRST, 1).click()
    expect_saved(second)
    expect(second.locator(f"{FIRST} [data-elsewhere]")).to_be_hidden()
    page.reload()
    expect(option(page, FIRST, 1)).to_be_checked()


def test_window_learns_of_other_answers_with_its_next_save(page: Page):
    start(page)
    second = page.context.new_page()
    second.goto(page.url)
    option(page, FIRST, 3).check()
    expect_saved(page)
    option(second, "#qc-direction-02", 1).check()
    expect(option(second, FIRST, 3)).to_be_checked()
    expect(second.locator("[data-leaf]")).to_have_text("2/3")


def test_lost_connection_is_told_and_made_good(page: Page):
    start(page)
    page.context.set_offline(True)
    option(page, FIRST, 3).check()
    expect(page.locator("[data-saved]")).to_contain_text("no connection")
    page.context.set_offline(False)
    expect_saved(page)
    page.reload()
    expect(option(page, FIRST, 3)).to_be_checked()


def test_page_of_a_proxy_in_place_of_an_answer_is_tried_again(page: Page):
    start(page)
    page.route(
        re.compile("/autosave/"),
        lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"),
        times=1,
    )
    option(page, FIRST, 3).check()
    expect(page.locator("[data-saved]")).to_contain_text("It is tried again")
    expect_saved(page)


def test_form_sent_while_a_save_is_under_way_waits_for_it(page: Page):
    start(page)

    def slowly(route: Route) -> None:
        stored = route.fetch()
        page.wait_for_timeout(400)
        route.fulfill(response=stored)

    page.route(re.compile("/autosave/"), slowly)
    page.locator(f"{FIRST} summary", has_text="Comment").click()
    comment = page.locator(f"{FIRST}-comment")
    comment.fill("one")
    with page.expect_request(re.compile("/autosave/")):
        pass
    comment.fill("one and two")
    page.locator("button[name=next]").click()
    page.wait_for_url("**/d/qc-understanding")
    page.go_back()
    expect(comment).to_have_value("one and two")


def test_page_closed_while_typing_keeps_the_words(visiting: Visit):
    with visiting() as page:
        start(page)
        page.locator(f"{FIRST} summary", has_text="Comment").click()
        page.locator(f"{FIRST}-comment").fill("Not to be lost")
        page.get_by_role("link", name="Delivery").click()
        page.wait_for_url("**/d/qc-delivery")
        page.wait_for_timeout(200)  # what a page sends while it closes is not told to its driver
        page.go_back()
        expect(page.locator(f"{FIRST}-comment")).to_have_value("Not to be lost")


def test_page_submitted_elsewhere_says_so_and_stops_trying(page: Page):
    token = start(page)
    submit(page, token)
    option(page, FIRST, 3).check()
    expect(page.locator("[data-saved]")).to_contain_text("has been submitted")


def test_answer_that_hides_a_question_hides_it_at_once(page: Page):
    start(page, "deliveries")
    fleet = page.locator("#parcel-fleet")
    expect(fleet).to_contain_text("This question does not apply")
    expect(fleet.locator(".options")).to_be_hidden()
    option(page, "#parcel-own", 2).check()
    expect(fleet.locator(".options")).to_be_visible()
    expect(page.locator("[data-leaf]")).to_have_text("1/3")
    option(page, "#parcel-own", 1).check()
    expect(fleet.locator(".options")).to_be_hidden()
    expect(page.locator("[data-leaf]")).to_have_text("1/2")


def test_ticks_and_states_rule_each_other_out(page: Page):
    start(page, "deliveries")
    news = page.locator("#parcel-news")
    sent, late, none = (
        news.get_by_label(text) for text in ("That it was sent", "That it is late", "None of these")
    )
    sent.check()
    late.check()
    none.check()
    expect(sent).not_to_be_checked()
    expect(late).not_to_be_checked()
    sent.check()
    expect(none).not_to_be_checked()
    news.get_by_label("Don't know").check()
    expect(sent).not_to_be_checked()
    expect_saved(page)
    late.check()
    expect(news.get_by_label("The ticks above count")).to_be_checked()
    expect_saved(page)
    page.reload()
    expect(late).to_be_checked()
    expect(news.get_by_label("Don't know")).not_to_be_checked()


def test_not_applicable_asks_for_its_reason_and_then_is_saved(page: Page):
    start(page)
    question = page.locator(FIRST)
    reason = question.get_by_label("Why does it not apply?")
    expect(reason).to_be_hidden()
    question.get_by_label("Not applicable").check()
    expect(reason).to_be_visible()
    expect(page.locator("[data-saved]")).to_have_text("One answer is not saved yet.")
    reason.fill("We sell to nobody")
    expect_saved(page)
    page.reload()
    expect(reason).to_have_value("We sell to nobody")


def test_number_in_a_text_field_is_only_a_number(page: Page):
    start(page)
    page.locator(f"{FIRST} summary", has_text="Comment").click()
    page.locator(f"{FIRST}-comment").focus()
    page.keyboard.type("3 of 5")
    expect(option(page, FIRST, 2)).not_to_be_checked()
    expect(page.locator(f"{FIRST}-comment")).to_have_value("3 of 5")
