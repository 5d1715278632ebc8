"""The style sheet of the review meeting: type to be read from two meters away."""

MEETING = """
QDialog[look="meeting"], QWidget[look="meeting-page"] { background-color: $surface; }
QLabel[look="meeting-words"] { font-size: ${meeting_words}pt; font-weight: 600; }
QLabel[look="meeting-words"][long="true"] { font-size: ${meeting_long}pt; }
QLabel[look="meeting-english"] { font-size: ${meeting_text}pt; color: $muted; }
QLabel[look="meeting-heading"] {
  font-size: ${meeting_heading}pt; font-weight: 600; color: $accent;
}
QLabel[look="meeting-beside"] { font-size: ${meeting_small}pt; color: $muted; }
QLabel[look="meeting-step"] { font-size: ${meeting_text}pt; }
QLabel[look="meeting-name"] { font-size: ${title}pt; font-weight: 600; }
GoalChart[look="meeting"] { font-size: ${meeting_small}pt; }
QFrame[look="meeting-card"] {
  background-color: $window; border: 1px solid $line; border-radius: 14px;
}
QPushButton[look="meeting"] {
  font-size: ${meeting_small}pt; padding: 7px 15px; border-radius: 14px;
  min-height: ${meeting_high}px;
}
QPushButton[look="meeting"]:checked {
  background-color: $accent_soft; color: $accent; border: 2px solid $accent;
  padding: 6px 14px;
}
QPushButton[look="meeting"]:focus { border: 2px solid $focus; padding: 6px 14px; }
QPushButton[look="meeting"]:checked:focus { border-color: $text; }
QPushButton[look="meeting-primary"] {
  font-size: ${meeting_text}pt; padding: 10px 26px; border-radius: 10px;
  background-color: $accent; color: $on_accent; border-color: $accent;
}
QPushButton[look="meeting-primary"]:hover { background-color: $accent_hover; }
QPushButton[look="meeting-primary"]:focus {
  border: 2px solid $text; padding: 9px 25px;
}
QPushButton[look="meeting-primary"]:disabled {
  background-color: $sunken; color: $muted; border-color: $sunken;
}
QPlainTextEdit[look="meeting"], DayField QLineEdit[look="meeting"] {
  font-size: ${meeting_text}pt;
}
QDialog[roomy="true"] QLabel[look="meeting-words"] { font-size: ${roomy_words}pt; }
QDialog[roomy="true"] QLabel[look="meeting-words"][long="true"] {
  font-size: ${roomy_long}pt;
}
QDialog[roomy="true"] QLabel[look="meeting-english"],
QDialog[roomy="true"] QLabel[look="meeting-step"],
QDialog[roomy="true"] QPlainTextEdit[look="meeting"] { font-size: ${roomy_text}pt; }
QDialog[roomy="true"] QLabel[look="meeting-heading"] {
  font-size: ${roomy_heading}pt;
}
QDialog[roomy="true"] QLabel[look="meeting-beside"],
QDialog[roomy="true"] GoalChart[look="meeting"],
QDialog[roomy="true"] QPushButton[look="meeting"] { font-size: ${roomy_small}pt; }
"""
