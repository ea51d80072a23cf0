"""Answers as a sheet, one row a respondent and one column a question: CSV or XLSX ↔ `Batch`.

grid, workbook   file → rows of text
package, piece   the zip of a workbook → its parts → pieces of a sheet
extent, reach    a piece → how far its cells reach, before it is read
heading          first row → which column is what
cell             spelling ↔ code
block, read      rows → the batch of the good ones, and what is wrong with the others
aside            the others as they were, to be mended; rows that end early
write            batch → CSV
"""

from assess.assessment.sheet.grid import InvalidSheet
from assess.assessment.sheet.read import CellProblem, Sheet, read_sheet
from assess.assessment.sheet.write import write_sheet
from assess.assessment.word import Texts

__all__ = ["CellProblem", "InvalidSheet", "Sheet", "Texts", "read_sheet", "write_sheet"]
