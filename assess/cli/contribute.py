"""`assess contribute`: what organisations give to a benchmark, here and between instances."""

from __future__ import annotations

import click

from .federation import export_command, key_group, merge_command, trust_group
from .vouching import (
    accept_command,
    group_command,
    list_command,
    refuse_command,
    show_command,
    withdraw_command,
)

COMMANDS = (
    list_command,
    show_command,
    accept_command,
    refuse_command,
    group_command,
    withdraw_command,
    export_command,
    merge_command,
    trust_group,
    key_group,
)


@click.group("contribute", epilog="Example: assess contribute list --waiting")
def command() -> None:
    """Decide which contributions count, and exchange them between instances of a federation."""


for each in COMMANDS:
    command.add_command(each)
