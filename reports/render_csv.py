"""A sheet as CSV for other programs to take in: its columns and rows, nothing else."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

from reports.render_xlsx import FORMULA_STARTS
from reports.sheet import Cell, Sheet

MARK = "\ufeff"  # tells spreadsheets that the file is UTF-8


def render(sheet: Sheet) -> bytes:
    """Give the file's bytes; a text that a spreadsheet would take for a formula is quoted first."""
    target = StringIO()
    target.write(MARK)
    writer = csv.writer(target)
    writer.writerow(column.title for column in sheet.columns)
    for section in sheet.sections:
        writer.writerows([_written(cell) for cell in row] for row in section.rows)
    return target.getvalue().encode()


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
        case date():
            return cell.isoformat()
        case Decimal() | int():
            return str(cell)
