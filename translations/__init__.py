"""gettext catalogues, one .po a language."""
