"""Finds commands by any part of their words, in the screens' language or in English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hhdesk.care import search_words
from hhdesk.gui.command_table import Command
from hhdesk.i18n import _

ONLY_COMMANDS = ">"
"""What a text begins with that is to find commands alone."""


def typed_words(text: str) -> list[str]:
    """The words that are sought, folded: accents and case say nothing."""
    return search_words.fold(text.removeprefix(ONLY_COMMANDS)).split()


def _words_of(command: Command) -> str:
    also = f"{command.also} {_(command.also)}" if command.also else ""
    return f" {search_words.fold(f'{_(command.words)} {command.words} {also}')}"


def begins(command: Command, sought: Sequence[str]) -> bool:
    """Whether each word that is sought begins a word of the command."""
    words = _words_of(command)
    return all(f" {word}" in words for word in sought)


def matching(commands: Iterable[Command], text: str) -> list[Command]:
    """Those that have every typed word somewhere; whose words begin so come first."""
    sought = typed_words(text)
    found = [
        command
        for command in commands
        if all(word in _words_of(command) for word in sought)
    ]
    return sorted(found, key=lambda command: not begins(command, sought))
