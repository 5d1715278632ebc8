"""The part of the style sheet that the sheet of a call alone needs."""

CALLS = """
QPushButton[look="fold"] {
  background-color: transparent; border: 2px solid transparent; padding: 0;
  border-radius: ${radius}px; text-align: left; min-height: ${rail_height}px;
}
QPushButton[look="fold"]:hover { background-color: $hover; }
QPushButton[look="fold"]:focus { border-color: $focus; padding: 0; }
"""
