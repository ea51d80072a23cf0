"""Peers that a visitor chooses, on the page of the comparison and in the API; and what neither ever tells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from litestar.testing import TestClient

from assess.assessment.synth import Population, synthesise
from assess.benchmark.archive import write
from assess.benchmark.edition import build
from assess.benchmark.ledger import Ledger
from assess.benchmark.model import Thresholds
from assess.benchmark.privacy import Noise
from assess.benchmark.quarter import Quarter
from assess.benchmark.synthetic import contribute
from assess.questionnaire.catalogue import Catalogue
from assess.scoring.panel import Panel

from .conftest import Serve, Service
from .sample import write_edition
from .visitor import Visitor


@pytest.fixture(scope="module")
def token(compared_service: Service) -> str:
    """The private link of a submitted assessment of an industry in Europe."""
    window = compared_service.window()
    window.begin()
    window.answer_all(lambda name: 3 if name.endswith("01") else 1)
    window.press()
    return window.token


@pytest.fixture
def compared(compared_service: Service, token: str) -> Visitor:
    window = compared_service.window()
    window.open(f"/a/{token}/result/comparison.html")
    return window


@pytest.fixture
def api(compared_service: Service) -> TestClient:
    return compared_service.client


@pytest.fixture
def edition(compared_service: Service) -> str:
    return compared_service.desk.editions["cx-quick-check"].manifest.edition


def test_only_published_groups_are_offered(compared: Visitor, compared_service: Service):
    cells = compared_service.desk.editions["cx-quick-check"].cells
    offered = [a["value"] for tag, a in compared.page.tags if tag == "option" and "/" in a["value"]]
    assert offered == [cohort for cohort in cells if "/" in cohort]
    assert len(offered) < 100, "the tree has hundreds that are not published"


def test_chosen_group_is_compared_with_and_says_that_it_was_chosen(compared: Visitor, token: str):
    page = compared.open(f"/a/{token}/result/comparison.html?peers=all")
    assert "chosen for this comparison" in page.text
    assert "All organisations" in page.text
    assert "Smoothed means" not in page.text


def test_smoothed_means_are_shown_where_they_are_asked_for(compared: Visitor, token: str):
    page = compared.open(f"/a/{token}/result/comparison.html?peers=G&smoothed=yes")
    assert "Smoothed means" in page.text
    assert "drawn towards that of the wider group (All organisations)" in page.text


def test_choice_of_one_page_is_not_kept_for_another_visit(compared: Visitor, token: str):
    compared.open(f"/a/{token}/result/comparison.html?peers=all&smoothed=yes")
    page = compared.open(f"/a/{token}/result/comparison.html")
    assert "chosen for this comparison" not in page.text


@pytest.mark.parametrize("peers", ["G/eu-central", "eu-central", "medium"])
def test_group_across_the_tree_is_refused_on_the_page_and_in_the_api(compared: Visitor, api, token, peers):
    page = compared.open(f"/a/{token}/result/comparison.html?peers={peers}")
    assert compared.status == 422
    assert "Groups form one tree" in page.text
    refused = api.get(f"/api/v1/assessments/{token}/result", params={"peers": peers})
    assert refused.status_code == 422
    assert refused.json()["type"].endswith("off-tree")
    assert "industry × size × region → industry × size → industry → all" in refused.json()["detail"]


def test_result_of_the_api_is_compared_with_the_chosen_group(api: TestClient, token: str):
    found = api.get(f"/api/v1/assessments/{token}/result", params={"peers": "G", "smoothed": "true"}).json()
    group = found["peer_group"]
    assert (group["cohort"], group["chosen"]) == ("G", True)
    assert found["overall"]["peers"]["smoothed"] is not None
    plain = api.get(f"/api/v1/assessments/{token}/result").json()
    assert plain["peer_group"]["chosen"] is False
    assert plain["overall"]["peers"]["smoothed"] is None


def test_result_tells_position_interval_band_period_and_held(api: TestClient, token: str):
    found = api.get(f"/api/v1/assessments/{token}/result", params={"peers": "all"}).json()
    peers, group = found["overall"]["peers"], found["peer_group"]
    low, high = peers["interval"]
    assert low < peers["percentile"] < high
    assert (
        f"at percentile {peers['percentile']} (between {low} and {high}) of your peers"
        in found["verdict"]["text"]
    )
    assert (group["n_band"], group["held"]["text"]) == ("100+", "")
    assert group["period"]["text"] == "1 January 2025 to 31 December 2025"


def test_one_figure_can_be_asked_for_by_name(api: TestClient, edition: str, compared_service: Service):
    told = api.get(f"/api/v1/editions/{edition}/figure", params={"peers": "G", "figure": "p25"}).json()
    cell = compared_service.desk.editions["cx-quick-check"].cells["G"]["overall"]
    assert (told["value"], told["n_band"], told["node"]) == (cell.p25, cell.n_band, "overall")


@pytest.mark.parametrize(
    ("asked", "kind", "said"),
    [
        ({"figure": "min"}, "not-published", "never published"),
        ({"figure": "maximum"}, "not-published", "never published"),
        ({"figure": "sd"}, "not-published", "no figure of an edition"),
        ({"peers": "G/micro", "figure": "p5"}, "not-published", "below_"),
        ({"peers": "Q/enterprise/asia-pacific"}, "not-published", "below_min_n"),
        ({"peers": "G/eu-central"}, "off-tree", "one tree"),
    ],
)
def test_what_is_not_published_is_refused_with_the_reason(api: TestClient, edition, asked, kind, said):
    refused = api.get(f"/api/v1/editions/{edition}/figure", params=asked)
    assert refused.status_code in (400, 422)
    assert refused.json()["type"].endswith(kind), refused.json()
    assert said in refused.json()["detail"]


def test_place_that_moved_because_peers_did_is_told_after_the_next_edition(
    serve: Serve, catalogue: Catalogue, panel: Panel, tmp_path: Path
):
    """Submitted on 1 March 2026: the edition up to 2025 was in force, one up to 2026 comes after."""
    write_edition(catalogue, panel, tmp_path)
    service = serve(editions=tmp_path)
    window = service.window()
    window.begin()
    window.answer_all()
    window.press()
    page = f"/a/{window.token}/result/comparison.html"
    assert "Since you submitted" not in window.open(page).text
    found = catalogue.get("cx-quick-check")
    better = synthesise(found, Population(mean=0.7), 1500, 7)
    given = contribute(panel.scorer(found.id, found.hash), better, day=date(2026, 11, 15))
    write(build(given, quarter=Quarter(2026, 4)).edition, tmp_path)
    service.desk.reload_editions()
    text = window.open(page).text
    assert "Since you submitted" in text
    assert "Your score is the same; your peers rose" in text
    assert "in Q4 2025, and is" in text


def test_noise_is_said_wherever_its_figures_are_shown(
    serve: Serve, catalogue: Catalogue, panel: Panel, tmp_path: Path
):
    """In force on the day: an exact edition; today's carries noise."""
    write_edition(catalogue, panel, tmp_path)
    found = catalogue.get("cx-quick-check")
    batch = synthesise(found, Population(mean=0.7), 400, 7)
    given = contribute(panel.scorer(found.id, found.hash), batch, day=date(2026, 11, 15))
    noise = Noise(key=b"a secret of the test", ledger=Ledger(budget=1.0))
    limits = Thresholds(epsilon=1.0)
    noisy = build(given, quarter=Quarter(2026, 4), thresholds=limits, noise=noise).edition
    write(noisy, tmp_path)
    service = serve(editions=tmp_path)
    window = service.window()
    window.begin()
    window.answer_all()
    window.press()
    text = window.open(f"/a/{window.token}/result/comparison.html").text
    assert "Noise was added to these figures on purpose" in text
    assert "off by about 0.25 on average" in text
    assert "this edition carries noise" in text, "the reason why there is no closer group"
    assert "what differs may be noise" in text
    assert "peers rose" not in text
    told = service.client.get(f"/api/v1/assessments/{window.token}/result").json()
    assert "Noise was added" in told["peer_group"]["noise"]["text"]
    assert "Noise was added to these figures on purpose" in window.open("/benchmarks").text


def test_without_an_edition_reference_figures_stand_on_the_page(window: Visitor):
    window.begin()
    window.answer_all()
    window.press()
    page = window.open(f"/a/{window.token}/result/comparison.html")
    assert "No edition yet: at least 10 contributions are needed." in page.text
    assert "What is known elsewhere" in page.text
    assert "XM Institute" in page.text
    assert "Compare with other peers" not in page.text


def test_public_page_of_benchmarks_shows_reference_figures_while_there_is_no_edition(
    window: Visitor, compared_service: Service
):
    page = window.open("/benchmarks")
    assert "No edition yet: at least 10 contributions are needed." in page.text
    assert "9 (by subtraction)" in page.text
    assert "Net Promoter Score" not in page.text
    assert "by subtraction" not in compared_service.window().open("/benchmarks").text
