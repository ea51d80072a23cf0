"""The OpenAPI document of the API, made from its handlers and their types.

What the framework gets wrong about unions and tuples is put right here, so that a client can check against it.
"""

from __future__ import annotations

from typing import Any

from litestar import Litestar
from litestar.openapi import OpenAPIConfig
from litestar.plugins import OpenAPISchemaPlugin
from litestar.typing import FieldDefinition

from .. import __version__
from ..report.finding.data import Said, Sentences
from ..report.word.text import Paragraph, Text

CONFIG = OpenAPIConfig(
    title="assess",
    version=__version__,
    description="Customer experience maturity: questionnaires, assessments, scores, benchmark editions.",
    path="/api/schema",
    render_plugins=[],
    use_handler_docstrings=True,
)


class SaidPlugin(OpenAPISchemaPlugin):
    """A text of the findings is described as it is sent (`report.finding.data`)."""

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:
        return value is Text or value is Paragraph

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: Any) -> Any:
        sent = Said if field_definition.annotation is Text else Sentences
        return schema_creator.for_field_definition(FieldDefinition.from_annotation(sent))


def describe(app: Litestar) -> dict:
    """The OpenAPI 3.1 document of an application, as JSON values."""
    return _mended(app.openapi_schema.to_schema())


def _mended(node):
    """The same document, true to JSON Schema.

    A union is `anyOf`: 2 is an integer and a number, which `oneOf` would refuse. The dots of `tuple[X, ...]` are no
    type of their own, which an empty schema among the alternatives says they are.
    """
    if isinstance(node, list):
        return [_mended(item) for item in node]
    if not isinstance(node, dict):
        return node
    mended = {name: _mended(value) for name, value in node.items()}
    if "oneOf" in mended:
        kinds = [kind for kind in mended.pop("oneOf") if kind]
        mended |= kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    return mended
