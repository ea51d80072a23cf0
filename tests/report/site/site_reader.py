"""A built page as a parser of the HTML standard reads it: what is wrong with it, what it names, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

SVG = "{http://www.w3.org/2000/svg}"
LOADING = {
    "link": ("href",),
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src", "srcdoc"),
    "object": ("data",),
    "embed": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "input": ("src",),
    "form": ("action",),
    "use": ("href",),
    "image": ("href",),
}
"""What a browser asks for by itself, or sends something to."""
NAMING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list")
CHILDREN = {"ul": {"li"}, "ol": {"li"}, "dl": {"div", "dt", "dd"}, "tr": {"th", "td"}, "tbody": {"tr"}}
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
OBSOLETE = {"center", "font", "big", "tt", "marquee", "acronym", "strike", "frame", "frameset"}
CSS_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)")


class BuiltPage:
    """One built page, parsed when something of it is asked for: that takes a second for the longest, most of it for what
    is `drawn`, which may be left out."""

    def __init__(self, file: Path, *, drawn: bool = True) -> None:
        self.file = file
        self._drawn = drawn

    @property
    def drawings(self) -> list[str]:
        """The markup of its drawings."""
        return DRAWING.findall(self.file.read_text("utf-8"))

    @cached_property
    def _parsed(self) -> tuple[Element, list[str]]:
        """Its root, and what the standard has against it."""
        parser = HTMLParser(namespace_html_elements=False)
        text = self.file.read_text("utf-8")
        root = parser.parse(text if self._drawn else DRAWING.sub("", text))
        return root, [str(error) for error in parser.errors]

    @property
    def root(self) -> Element:
        return self._parsed[0]

    @property
    def elements(self) -> Iterator[tuple[str, Element]]:
        """Every element with its name, that of a drawing's without its namespace."""
        for element in self.root.iter():
            if isinstance(element.tag, str):
                yield element.tag.removeprefix(SVG), element

    @cached_property
    def ids(self) -> list[str]:
        return [id_ for _, element in self.elements if (id_ := element.get("id")) is not None]

    @property
    def named(self) -> list[str]:
        """Ids that something on the page refers to."""
        return [id_ for _, each in self.elements for name in NAMING for id_ in (each.get(name) or "").split()]

    @property
    def links(self) -> list[str]:
        """Where its links lead; Material's own way past the beginning is never shown (see look.css)."""
        links = [
            element for name, element in self.elements if name == "a" and element.get("class") != "md-skip"
        ]
        return [element.get("href") for element in links if element.get("href")]

    @property
    def loaded(self) -> list[str]:
        """Addresses the browser fetches, or sends a form to, without anybody following a link."""
        found = []
        for name, element in self.elements:
            given = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
            found += [given[key] for key in LOADING.get(name, ()) if given.get(key)]
            found += _css(given.get("style", ""))
            found += _css(element.text or "") if name == "style" else []
        return [address for address in found if not address.startswith(("#", "data:"))]

    @property
    def headings(self) -> list[tuple[int, str]]:
        found = [(int(name[1]), each) for name, each in self.elements if re.fullmatch(r"h[1-6]", name)]
        return [(level, " ".join("".join(each.itertext()).split())) for level, each in found]

    @property
    def words(self) -> list[str]:
        """The text of the article."""
        article = next(element for name, element in self.elements if name == "article")
        return "".join(article.itertext()).split()

    @property
    def title(self) -> str:
        return " ".join((self.root.findtext("head/title") or "").split())

    @cached_property
    def faults(self) -> list[str]:
        """Whatever the standard forbids and a reader could stumble over."""
        found = list(self._parsed[1])
        doubled = {id_ for id_ in self.ids if self.ids.count(id_) > 1}
        found += [f"id {id_!r} twice" for id_ in sorted(doubled)]
        found += [f"no element {id_!r}" for id_ in self.named if id_ not in self.ids]
        levels = [level for level, _ in self.headings]
        found += [] if levels[:1] == [1] and levels.count(1) == 1 else [f"headings {levels}"]
        found += [f"h{a} before h{b}" for a, b in pairwise(levels) if b > a + 1]
        found += [] if self.root.get("lang") else ["no language"]
        found += [] if self.title else ["no title"]
        for name, element in self.elements:
            found += [f"<{name}> is obsolete"] if name in OBSOLETE else []
            found += ["a picture without words"] if name == "img" and element.get("alt") is None else []
            wrong = {each.tag for each in element if isinstance(each.tag, str)} - CHILDREN.get(name, {None})
            found += [f"{wrong} in <{name}>"] if name in CHILDREN and wrong else []
        return found


SAMPLE = re.compile(r"sample/")
"""A file of a sample report that the documentation carries. Reports are a kind of site of their own here, and
`tests.docs.test_sample` looks into every one of these."""


@cache
def read_page(file: Path) -> BuiltPage:
    return BuiltPage(file)


@cache
def read_site(site: Path) -> dict[str, BuiltPage]:
    """Every page by its path within the site, without those of samples that it carries."""
    files = {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*.html"))}
    return {name: read_page(file.resolve()) for name, file in files.items() if not SAMPLE.match(name)}


def broken(site: Path) -> list[str]:
    """Everything a page or a style sheet leads to, or loads, that is not in the folder, or asks somebody else."""
    pages, found = read_site(site), []
    for name, page in pages.items():
        for address in page.loaded:
            if re.match(r"[a-z][a-z0-9+.-]*:|//|/", address):
                found.append(f"{name} asks {address}")
            elif not (page.file.parent / _file(address)).is_file():
                found.append(f"{name} misses {address}")
        for link in page.links:
            if re.match(r"https://|mailto:", link):
                continue
            file, _, anchor = link.partition("#")
            target = (page.file.parent / _file(file)).resolve() if file else page.file.resolve()
            if not target.is_file():
                found.append(f"{name} leads to {link}")
            elif anchor and target.suffix == ".html":
                found += [] if unquote(anchor) in read_page(target).ids else [f"{name} leads to {link}"]
    for style in site.rglob("*.css"):
        for address in _css(style.read_text("utf-8")):
            if not address.startswith(("data:", "#")) and not (style.parent / address).is_file():
                found.append(f"{style.name} asks {address}")
    return found


def _file(address: str) -> str:
    return unquote(address.partition("?")[0].partition("#")[0])


def _css(text: str) -> list[str]:
    return [one or other for one, other in CSS_URL.findall(text)]
