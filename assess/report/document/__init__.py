"""Findings → files for download: a printed document, a workbook, tables, pictures, and one list that names them all."""
