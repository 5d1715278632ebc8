"""The commands of the command line that let lines out to translators and take the
answers in; gives the exit code."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter

from hhdesk import commands, outgoing
from hhdesk.errors import NotFound
from hhdesk.i18n import N_


def export_po(given: Namespace) -> int:
    """Let the lines of a language out to a translator, and record to whom."""
    with commands.records_of(given) as opened:
        lines, withheld, more = outgoing.export_po(
            opened,
            given.out,
            language=given.language,
            recipient=given.recipient,
            member_id=commands.member_of(given, opened) if given.member else None,
            replace=given.force,
        )
    commands.say(
        f"{given.out}: {lines} lines, {withheld} withheld, {more} for the next file"
    )
    return 0


def import_po(given: Namespace) -> int:
    """Take a translator's answer in; says how many lines, never what they say."""
    from hhdesk.care import translation_answers
    from hhdesk.exchange import translation_po

    if not given.path.is_file():
        raise NotFound(N_("There is no file {path}."), path=given.path)
    answer = translation_po.read_file(given.path)
    with (
        commands.records_of(given) as opened,
        opened.database.transaction(opened.actor_id) as session,
    ):
        done = translation_answers.take_in(
            session, answer.lines, given.translator, answer.language
        )
    reasons = Counter(one.why.partition(" {")[0] for one in done.refused)
    if given.json:
        commands.put_out(
            {"taken": done.taken, "changed": done.stale, "refused": reasons}
        )
    else:
        print(f"{done.taken} lines taken in, {done.stale} of changed English")
        for why, count in sorted(reasons.items()):
            print(f"{count} refused: {why}")
    return 1 if done.refused else 0
