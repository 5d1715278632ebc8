"""Says which of the system's packages are missing, and installs them where it may.

`tools/system_packages.py venv` looks for what makes the environment, `qt` for the
shared libraries that Qt loads, `tests` for programs that some tests ask and the others
do without. Needs nothing but Python. As root on a system with
apt-get it installs what is missing; else it names the one command to type.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

OFFSCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11.so.6": "libx11-6",
}
"""Shared libraries that Qt needs everywhere, and the Debian packages that hold them."""

ON_A_DISPLAY = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
"""What Qt needs besides to open a window under X11 or Wayland."""


FOR_TESTS = {"qpdf": "qpdf"}
"""Programs that tests ask, and their packages; without one its tests are skipped."""


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether a window can open; elsewhere than on Linux it always can."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def missing_libraries(wanted: Mapping[str, str]) -> dict[str, str]:
    """The libraries of `wanted` that the system's loader does not find."""
    missing = {}
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing[library] = package
    return missing


def missing_for_qt(environment: Mapping[str, str]) -> dict[str, str]:
    if not sys.platform.startswith("linux"):
        return {}
    wanted = dict(OFFSCREEN)
    if has_display(environment):
        wanted |= ON_A_DISPLAY
    return missing_libraries(wanted)


def missing_for_venv() -> dict[str, str]:
    """Debian splits the making of environments off into a package of its own."""
    modules = ("venv", "ensurepip")
    if all(importlib.util.find_spec(module) for module in modules):
        return {}
    return {"Python's venv": f"python3.{sys.version_info.minor}-venv"}


def missing_programs(wanted: Mapping[str, str]) -> dict[str, str]:
    """The programs of `wanted` that are on no path."""
    return {name: package for name, package in wanted.items() if not shutil.which(name)}


def provide(missing: Mapping[str, str]) -> bool:
    """Install what is missing, or say how to. True when nothing is missing any more."""
    if not missing:
        return True
    packages = sorted(set(missing.values()))
    print("Missing on this system:", ", ".join(sorted(missing)))
    if shutil.which("apt-get") is None:
        print("Install them by your system's package manager.", file=sys.stderr)
        return False
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        print("Type: sudo", *install, file=sys.stderr)
        return False
    print("Installing", *packages)
    return run_apt(["apt-get", "update"]) and run_apt(install)


def run_apt(command: list[str]) -> bool:
    """Run quietly; what apt said is shown when it fails."""
    done = subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout, f"`{' '.join(command)}` failed", sep="\n", file=sys.stderr)
    return done.returncode == 0


def main(arguments: list[str]) -> int:
    if arguments == ["venv"]:
        return 0 if provide(missing_for_venv()) else 1
    if arguments == ["qt"]:
        provided = provide(missing_for_qt(os.environ))
        return 0 if provided and not missing_for_qt(os.environ) else 1
    if arguments == ["tests"]:
        provide(missing_programs(FOR_TESTS))
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
