"""Standard formats in and out."""
