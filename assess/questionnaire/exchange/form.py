"""The formats there are: how each is told, read and written.

Pure: files come as bytes by their path within the folder, or as the rows of a workbook's sheets; bytes leave.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from ...errors import AssessError
from . import ciso, lens, samm, surveyjs, xlsform
from .manuscript import Exported, Imported, Manuscript
from .node import decode_json, decode_yaml

Rows = Mapping[str, Sequence[Sequence[str]]]
OURS = "assess"


class Source(Struct, frozen=True, kw_only=True):
    """What is to be read: `files` by path (one, for a single file), or the `sheets` of a workbook."""

    name: str
    files: dict[str, bytes] = {}
    sheets: dict[str, list[list[str]]] = {}

    @property
    def content(self) -> bytes:
        """The only file's bytes."""
        if len(self.files) != 1:
            raise AssessError("One file is needed.", where=self.name, remedy="Name the file itself.")
        return next(iter(self.files.values()))


class Form(Struct, frozen=True, kw_only=True):
    """A format: `suffix` is how its files end; `write` is None for one that we only read."""

    name: str
    title: str
    suffix: str
    read: Callable[[Source], Imported]
    write: Callable[[Manuscript], Exported] | None = None


FORMS = {
    form.name: form
    for form in (
        Form(
            name="surveyjs",
            title="SurveyJS",
            suffix=".json",
            read=lambda source: surveyjs.read(source.content, source.name),
            write=surveyjs.write,
        ),
        Form(
            name="xlsform",
            title="XLSForm",
            suffix=".xlsx",
            read=lambda source: xlsform.read(source.sheets, source.name),
            write=xlsform.write,
        ),
        Form(
            name="ciso",
            title="CISO Assistant",
            suffix=".yaml",
            read=lambda source: ciso.read(source.content, source.name),
            write=ciso.write,
        ),
        Form(
            name="lens",
            title="AWS Well-Architected custom lens",
            suffix=".json",
            read=lambda source: lens.read(source.content, source.name),
            write=lens.write,
        ),
        Form(
            name="samm",
            title="OWASP SAMM",
            suffix="",
            read=lambda source: samm.read(source.files, source.name),
        ),
    )
}


def tell(source: Source) -> str:
    """The name of the format a source is in, `OURS` for our own. `AssessError` where it is none that is known."""
    if source.sheets:
        return "xlsform"
    if len(source.files) != 1:
        return "samm"
    ((path, content),) = source.files.items()
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".json":
        data = decode_json(content, path)
        fields = data if isinstance(data, dict) else {}
        if "pillars" in fields:
            return "lens"
        if fields.keys() & {"pages", "elements", "questions"}:
            return "surveyjs"
    elif suffix in (".yaml", ".yml"):
        data = decode_yaml(content, path)
        fields = data if isinstance(data, dict) else {}
        if "objects" in fields:
            return "ciso"
        if fields.keys() & {"format", "dimensions"}:
            return OURS
    raise AssessError(
        "This is none of the formats that are known.",
        where=path,
        remedy=f"There are: {OURS}, {', '.join(FORMS)}; name it with --from.",
    )
