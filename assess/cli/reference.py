"""The commands → the page of the documentation about them, from the help that the commands print."""

from __future__ import annotations

from collections.abc import Iterator

import click

INTRODUCTION = """# Commands

Data goes to standard output, talk to standard error. A command ends with 0 when it has done what it says,
1 when it refused and gave the reason, 2 when it was called wrongly. While a server runs, it owns the
database; commands then ask the server. `assess COMMAND --help` prints what stands here.
"""


def command_page(main: click.Group) -> str:
    """A Markdown page with every command of `main`: what it does, usage, options, an example."""
    context = click.Context(main, info_name="assess")
    return "\n".join([INTRODUCTION, *_group(main, context, 2)])


def _group(group: click.Group, context: click.Context, depth: int) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, f"`{name}` is listed and not there"
        inner = click.Context(command, info_name=name, parent=context)
        yield from _command(command, inner, depth)
        if isinstance(command, click.Group):
            yield from _group(command, inner, depth + 1)


def _command(command: click.Command, context: click.Context, depth: int) -> Iterator[str]:
    anchor = context.command_path.replace(" ", "-")
    yield f"{'#' * depth} {context.command_path} {{ #{anchor} }}\n"
    yield "\n".join(line.strip() for line in (command.help or "").strip().splitlines()) + "\n"
    yield f"```console\n{command.get_usage(context).removeprefix('Usage: ')}\n```\n"
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record and "--help" not in parameter.opts:
            yield f"`{record[0]}`\n:   {_plain(record[1])}\n"
    if command.epilog:
        yield f"Example:\n\n```console\n{command.epilog.removeprefix('Example: ')}\n```\n"


def _plain(text: str) -> str:
    """Help text in which Markdown finds nothing to obey."""
    return text.replace("[", "\\[").replace("*", "\\*")
