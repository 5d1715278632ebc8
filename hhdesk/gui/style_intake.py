"""The style sheet of the questions that are asked of a family."""

INTAKE = """
QPushButton[look="answer"] {
  background-color: $surface; border: 1px solid $field_line; border-radius: 8px;
  padding: 0px; text-align: left;
}
QPushButton[look="answer"]:hover { background-color: $hover; }
QPushButton[look="answer"]:checked {
  background-color: $accent_soft; border: 2px solid $accent;
}
QPushButton[look="answer"]:focus { border: 2px solid $focus; }
QFrame[look="danger-panel"] {
  background-color: $danger_ground; border: 2px solid $danger; border-radius: 10px;
}
QFrame[look="danger-panel"] QLabel { color: $text; }
QFrame[look="danger-panel"] QLabel[look="meeting-heading"] { color: $danger; }
"""
