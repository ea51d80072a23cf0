"""A browser without a script: opens pages, fills in the form on them, sends it by one of its buttons."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urldefrag, urlencode

import httpx

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
FORM = "application/x-www-form-urlencoded"


class Page(HTMLParser):
    """What a page holds: its form's address and fields, its links, ids, headings and all of its text.

    `own_words` leaves out what says that it is in another language than the page.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, list[str]] = {}
        self.options: dict[str, list[str]] = {}
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.own_words: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._area = ""
        self._select = ""
        self.feed(html)
        self.text = re.sub(r"\s+", " ", " ".join(self.words))

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        attributes = dict(pairs)
        self.tags.append((tag, attributes))
        if tag not in VOID:
            language = attributes.get("lang") or (self._open[-1][1] if self._open else "")
            self._open.append((tag, language))
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a":
            self.links.append(attributes.get("href") or "")
        if tag == "form":
            self.action = attributes["action"]
        name = attributes.get("name") or ""
        if attributes.get("type") in ("radio", "checkbox"):
            self.options.setdefault(name, []).append(attributes.get("value") or "")
        if tag == "input" and (
            attributes.get("type") not in ("radio", "checkbox") or "checked" in attributes
        ):
            self.fields.setdefault(name, []).append(attributes.get("value") or "")
        if tag == "textarea":
            self._area = name
            self.fields[name] = [""]
        if tag == "select":
            self._select = name
            self.fields[name] = [""]
        if tag == "option" and "selected" in attributes:
            self.fields[self._select] = [attributes.get("value") or ""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if not self._open or self._open[-1][1] == self._open[0][1]:
            self.own_words.append(data)
        if self._area:
            self.fields[self._area][0] += data


class Visitor:
    """One window. `fill` changes what the open page would send; `press` sends it and follows where it leads."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.url = ""

    def open(self, address: str) -> Page:
        """Go to an address, through its redirects."""
        return self._arrive(self.client.get(urldefrag(address)[0], follow_redirects=True))

    def fill(self, **fields: str | list[str]) -> Visitor:
        """Choose options or write text; a name is written with `__` for `.` and `_` for `-`."""
        for name, value in fields.items():
            self.page.fields[field_name(name)] = [value] if isinstance(value, str) else value
        return self

    def press(self, button: str = "next") -> Page:
        """Send the form by one of its buttons."""
        return self._arrive(self.send({**self.page.fields, button: ["1"]}))

    def send(self, fields: dict[str, list[str]], address: str = "") -> httpx.Response:
        """Post fields to the form's address, or another; the answer, after its redirects."""
        body = urlencode(fields, doseq=True)
        return self.client.post(
            address or self.page.action, content=body, headers={"content-type": FORM}, follow_redirects=True
        )

    def autosave(self) -> dict:
        """What the script does: send the fields, take over what comes back."""
        response = self.send(self.page.fields, self.page.action.replace("/d/", "/autosave/"))
        assert response.status_code == 200, response.text
        answer = response.json()
        self.page.fields["base"] = [str(answer["revision"])]
        for name, digest in answer["was"].items():
            self.page.fields[f"was.{name}"] = [digest]
        for name, filling in answer["stale"].items():
            self.page.fields[f"q.{name}"] = filling["chosen"]
            self.page.fields[f"q.{name}.comment"] = [filling["comment"]]
        return answer

    def begin(self, questionnaire: str = "cx-quick-check", **profile: str) -> Page:
        """Start an assessment and fill in the profile."""
        self.open(f"/q/{questionnaire}")
        self.press()
        self.fill(**({"industry": "G", "size": "medium", "region": "eu-central"} | profile))
        return self.press()

    def answer_all(self, choose: Callable[[str], int] = lambda name: 2) -> Page:
        """Answer every question of every page with the option whose place `choose` gives; ends at the review."""
        while "/d/" in self.url:
            for name in [n.removeprefix("was.") for n in self.page.fields if n.startswith("was.")]:
                if options := self.page.options.get(f"q.{name}"):
                    self.page.fields[f"q.{name}"] = [options[choose(name)]]
            self.press()
            assert self.status == 200, self.page.text
        return self.page

    @property
    def token(self) -> str:
        return self.url.split("/a/")[1].split("/")[0]

    def _arrive(self, response: httpx.Response) -> Page:
        self.response = response
        self.status = response.status_code
        self.url = response.url.path
        self.page = Page(response.text)
        return self.page


def field_name(name: str) -> str:
    """`q__qc_direction_01__comment` → `q.qc-direction-01.comment`."""
    return name.replace("__", ".").replace("_", "-")
