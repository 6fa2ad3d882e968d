"""The periodic report: figures with the records behind them, as DOCX and XLSX."""

from bot.plans.report.collecting import collect
from bot.plans.report.figures import ReportData
from bot.plans.report.text_document import write_docx
from bot.plans.report.workbook import write_xlsx

__all__ = ["ReportData", "collect", "write_docx", "write_xlsx"]
