"""The choices of this workstation. Never a password, never anything about a child."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from hhdesk import files

_log = logging.getLogger(__name__)

CHOICES: Mapping[str, tuple[object, ...]] = {
    "language": ("en", "es"),
    "theme": ("system", "light", "dark", "contrast"),
    "text_scale": (100, 125, 150, 175, 200),
    "whose": ("mine", "team", "everyone"),
    "plan_panel": ("", "paper", "history"),
    "lock_minutes": (0, 1, 2, 5, 10, 15, 20, 30, 60),
}
"""What a setting may be, where not everything of its type is."""


@dataclass(frozen=True)
class Settings:
    """What this workstation's user chose; `dataclasses.replace` makes a changed one.

    `database` is a path or a `postgresql://` address without a password; "" means the
    local file of the platform's data folder. `window` is Qt's geometry in base64.
    After `lock_minutes` without a key or a movement the window locks; 0 is never.
    `whose` work Today shows. `plan_panel` stands beside a care plan, "" for nothing.
    `member_columns` is what `gui.member_columns` makes of it. `scan_folder` is where
    the scanner puts its files, "" for none.
    """

    language: str = "en"
    theme: str = "system"
    text_scale: int = 100
    compact_rows: bool = False
    rail_collapsed: bool = False
    whose: str = "mine"
    plan_panel: str = "paper"
    lock_minutes: int = 10
    database: str = ""
    window: str = ""
    member_columns: str = ""
    scan_folder: str = ""
    unknown: Mapping[str, object] = field(default_factory=dict, repr=False)
    """What a newer program wrote; kept as it is."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "database", without_password(self.database))


def without_password(database: str) -> str:
    """The path or address as it may be stored and shown."""
    address = re.sub(r"(://[^/@:?]*):[^?]*@", r"\1@", database)
    return re.sub(r"([?&](?:ssl)?password=)[^&]*", r"\1", address)


def settings_path() -> Path:
    """Where the platform wants a program's settings."""
    from platformdirs import user_config_path

    return user_config_path("hhdesk", appauthor=False) / "settings.json"


def load(path: Path | None = None) -> Settings:
    """The settings, or the defaults; a file that holds none is set aside as `.broken`.

    A value that a setting cannot have counts as not chosen.
    """
    path = path or settings_path()
    try:
        stored = json.loads(path.read_bytes())
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        _log.warning("The settings cannot be read: %s", error)
        return Settings()
    except (ValueError, RecursionError):
        stored = None
    if not isinstance(stored, dict):
        path.replace(path.with_suffix(".broken"))
        _log.warning("The settings were unreadable and begin anew")
        return Settings()
    known = {name: value for name, value in stored.items() if _fits(name, value)}
    unknown = {name: value for name, value in stored.items() if name not in _TYPES}
    return Settings(**known, unknown=unknown)


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings. Raises OSError; then the earlier file is untouched."""
    path = path or settings_path()
    stored = {**asdict(settings), **settings.unknown}
    del stored["unknown"]
    files.private_folder(path.parent)
    text = json.dumps(stored, indent=2, sort_keys=True, ensure_ascii=False)
    files.write_atomically(path, f"{text}\n".encode())


_TYPES = {
    name: type(value) for name, value in asdict(Settings()).items() if name != "unknown"
}


def _fits(name: str, value: Any) -> bool:
    """Whether a stored value may be this setting's; else the default holds."""
    if type(value) is not _TYPES.get(name):
        return False
    return name not in CHOICES or value in CHOICES[name]


def change(path: Path | None = None, **choices: Any) -> Settings:
    """Change some settings, keep the rest as they are on disk now, and save them."""
    changed = replace(load(path), **choices)
    save(changed, path)
    return changed
