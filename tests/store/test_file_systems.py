"""Network drives are recognized and refused for a local file."""

from __future__ import annotations

from pathlib import Path

import pytest

from hhdesk.store import file_systems

LINUX = """\
/dev/sda1 / ext4 rw,relatime 0 0
server:/home /home nfs4 rw,vers=4.2 0 0
/dev/sdb1 /home/rosa/own\\040disk ext4 rw 0 0
//server/share /mnt/share cifs rw 0 0
rosa@server:/ /mnt/far fuse.sshfs rw 0 0
systemd-1 /mnt/later autofs rw 0 0
/dev/sdc1 /mnt/later ext4 rw 0 0
"""
MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//rosa@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by rosa)
/dev/disk4s1 on /Volumes/My Disk (1) (exfat, local, nodev)
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/clinic.db", "ext4"),
        ("/home/rosa/clinic.db", "nfs4"),
        ("/home/rosa/own disk/clinic.db", "ext4"),
        ("/homestead/clinic.db", "ext4"),
        ("/mnt/share/clinic.db", "cifs"),
        ("/mnt/far/clinic.db", "fuse.sshfs"),
        ("/mnt/later/clinic.db", "ext4"),
    ],
)
def test_the_innermost_mount_holds_the_file(path: str, kind: str) -> None:
    mounts = file_systems.mounts_of_linux(LINUX)
    assert file_systems.kind_of(path, mounts) == kind


def test_the_mounts_of_a_mac_are_read() -> None:
    mounts = file_systems.mounts_of_macos(MACOS)
    assert file_systems.kind_of("/Users/rosa/clinic.db", mounts) == "apfs"
    assert file_systems.kind_of("/Volumes/share/clinic.db", mounts) == "smbfs"
    assert file_systems.kind_of("/Volumes/My Disk (1)/a.db", mounts) == "exfat"


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smbfs", "fuse.sshfs"])
def test_other_computers_drives_are_network(kind: str) -> None:
    assert file_systems.is_network(kind)


@pytest.mark.parametrize("kind", ["ext4", "apfs", "btrfs", "tmpfs", "overlay", ""])
def test_this_computers_drives_are_not(kind: str) -> None:
    assert not file_systems.is_network(kind)


def test_a_folder_of_this_computer_is_taken(tmp_path: Path) -> None:
    file_systems.refuse_network(tmp_path / "clinic.db")
