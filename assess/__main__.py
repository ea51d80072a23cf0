"""`python -m assess` is `assess`."""

from .cli import main

main(prog_name="assess")
