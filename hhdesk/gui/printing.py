"""Sending the very pages that were previewed to a printer."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from hhdesk.gui.paper_view import on_white

_DPI = 300


def choose_printer(parent: QWidget, document: QPdfDocument) -> QPrinter | None:
    """Ask which printer; None when the person steps back."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    size = document.pagePointSize(0)
    printer.setPageSize(QPageSize(size, QPageSize.Unit.Point))
    printer.setPageMargins(printer.pageLayout().minimumMargins())
    printer.setFullPage(True)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    # The name of the job stands in the printer's queue: nothing about a child.
    printer.setDocName("hhdesk")
    printer.setFromTo(1, document.pageCount())
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    return printer if accepted else None


def send(document: QPdfDocument, printer: QPrinter) -> bool:
    """Print the chosen pages; False when the printer does not take them."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    first = max(printer.fromPage(), 1)
    last = printer.toPage() or document.pageCount()
    for page in range(first, last + 1):
        if page > first and not printer.newPage():
            painter.end()
            return False
        whole = printer.pageLayout().fullRectPixels(printer.resolution())
        painter.drawImage(
            QRect(0, 0, whole.width(), whole.height()),
            on_white(document.render(page - 1, _pixels(document, page))),
        )
    return bool(painter.end())


def _pixels(document: QPdfDocument, page: int) -> QSize:
    size = document.pagePointSize(page - 1)
    return QSize(round(size.width() / 72 * _DPI), round(size.height() / 72 * _DPI))
