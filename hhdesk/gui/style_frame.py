"""The part of the style sheet that the window's frame alone needs."""

FRAME = """
QFrame[look="tabs"] { background-color: $window; border-bottom: 1px solid $line; }
QPushButton[look="member"] {
  text-align: left; background-color: transparent; border: 1px solid transparent;
  border-bottom: none; padding: 4px 8px; min-height: 18px;
  border-radius: 0; border-top-left-radius: ${radius_field}px;
  border-top-right-radius: ${radius_field}px;
}
QPushButton[look="member"]:hover { background-color: $hover; }
QPushButton[look="member"]:checked {
  background-color: $surface; border-color: $line;
}
QPushButton[look="member"]:focus { border: 2px solid $focus; }
QLabel[look="badge"] {
  color: $muted; background-color: $hover; border-radius: 9px; padding: 1px 8px;
}
QLabel[look="badge"][tone="danger"] {
  color: $danger; background-color: $danger_ground;
}
QListView[look="topics"]::item { padding: 7px 8px; border-radius: 4px; }
QListView[look="topics"]::item:hover { background-color: $hover; }
QListView[look="topics"]::item:selected {
  background-color: $accent_soft; color: $accent;
}
QFrame[look="lock"] { background-color: $window; }
QLabel[look="clock"] { font-size: ${display}pt; font-weight: 600; }
"""
