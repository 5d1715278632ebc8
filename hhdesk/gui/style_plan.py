"""The style sheet of text that is edited in place: it reads as a page and shows its
edge only where somebody points or writes."""

PLAN = """
QPlainTextEdit[look="inplace"], QLineEdit[look="inplace"], QComboBox[look="inplace"] {
  background-color: transparent; border-color: transparent;
}
QPlainTextEdit[look="inplace"]:hover, QLineEdit[look="inplace"]:hover,
QComboBox[look="inplace"]:hover { background-color: $hover; }
QPlainTextEdit[look="inplace"]:focus, QLineEdit[look="inplace"]:focus,
QComboBox[look="inplace"]:focus {
  background-color: $surface; border-color: $focus;
}
QPlainTextEdit[look="inplace"][second="true"] { color: $muted; }
QLineEdit[look="inplace"] { padding: 3px 8px; }
QLineEdit[look="inplace"]:focus { padding: 2px 7px; }
QComboBox[look="inplace"] { padding: 3px 26px 3px 10px; }
QComboBox[look="inplace"]:focus { padding: 2px 25px 2px 9px; }
QComboBox[look="inplace"]::drop-down { border: none; width: 0; }
QComboBox[look="inplace"][fact="true"], QLineEdit[look="inplace"][fact="true"] {
  font-weight: 600;
}
QLineEdit[look="inplace"][wrong="true"] {
  border: 2px solid $danger; padding: 2px 7px;
}
QLabel[look="caption"] { color: $muted; padding-left: 11px; }
QLabel[look="card-title"] {
  font-size: ${heading}pt; font-weight: 600; padding-left: 11px;
}
QFrame[look="desk-side"] { background-color: $desk; border-left: 1px solid $line; }
"""
