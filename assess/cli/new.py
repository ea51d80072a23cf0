"""`assess new`: a small, whole questionnaire to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from ..learnt import learnt
from .option import tell

STARTER = Path(__file__).parent.parent / "questionnaire" / "starter.yaml"
EDITOR = "# yaml-language-server: $schema={schema}\n"
"""The first line, by which editors find the schema."""


@click.command("new", epilog="Example: assess new shop-check")
@click.argument("id")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("questionnaires"),
    show_default=True,
    help="The folder of your questionnaires; made if it is not there.",
)
def command(id: str, folder: Path) -> None:
    """Write a questionnaire to begin with, FOLDER/ID/questionnaire.yaml: small, commented, and good as it is.

    The JSON Schema of the format is written beside it, for editors. Nothing is overwritten.
    """
    import msgspec

    from ..errors import AssessError, Conflict
    from ..questionnaire.load import FILE
    from ..questionnaire.part import Id
    from ..questionnaire.schema import FILE as SCHEMA
    from ..questionnaire.schema import schema

    try:
        msgspec.convert(id, learnt(Id))
    except msgspec.ValidationError:
        remedy = "Use lower-case words joined by hyphens, such as shop-check; at most 60 characters."
        raise AssessError(f"`{id}` cannot be the id of a questionnaire.", where="ID", remedy=remedy) from None
    path = folder / id / FILE
    if path.exists():
        remedy = "Choose another id, or go on with this one."
        raise Conflict("There is a questionnaire already.", where=str(path), remedy=remedy)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode()
    path.with_name(SCHEMA).write_text(text + "\n", encoding="utf-8")
    path.write_text(EDITOR.format(schema=SCHEMA) + _begin(id, path.parent), encoding="utf-8")
    tell(f"{path}: written. What to do next:")
    tell(f"  assess preview {path.parent}  shows the form in the browser; change the file, save, and look")
    tell(f"  assess check {path.parent}  tells what is wrong, and runs the worked examples")
    tell(f"  ASSESS_QUESTIONNAIRES={folder} assess serve  serves it to respondents")


def _begin(id: str, folder: Path) -> str:
    """The shipped starter with the id in place, and with commands that can be copied."""
    text = STARTER.read_text("utf-8").replace("FOLDER", str(folder))
    text = text.replace("id: starter ", f"id: {id} ", 1)
    return text.replace("Title of the starter", id.replace("-", " ").capitalize(), 1)
