"""What screens look like: Qt Designer forms."""
