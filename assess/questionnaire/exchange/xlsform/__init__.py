"""XLSForm: the sheets `survey`, `choices` and `settings` of a workbook, texts in a column a language.

`score` in `choices`, and `unit` and `direction` in `survey`, are columns of our own; form servers ignore them.
"""

from .read import SHEETS, read
from .write import write

__all__ = ["SHEETS", "read", "write"]
