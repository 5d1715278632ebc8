"""The lawful steps of a referral as designed, apart from the program's own table."""

from hhdesk.care.referral_states import ReferralState

S = ReferralState

# The lines by number; 15 are the three ends, and 16 may follow every other line.
LINES: dict[int, tuple[ReferralState, ...]] = {
    number: (state,) for number, state in enumerate(list(S)[:14], 1)
}
LINES[15] = (S.GOT_HELP, S.NO_HELP, S.FAMILY_CHOSE_NOT)
LINES[16] = (S.ENTERED_IN_ERROR,)
NEXT = {
    1: (2, 3, 4, 15),
    2: (1, 3, 4, 15),
    3: (4, 15),
    4: (5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    5: (4, 15),
    6: (7, 8, 9, 10, 11, 12, 13, 14, 15),
    7: (6, 8, 9, 10, 11, 12, 13, 14, 15),
    8: (6, 7, 9, 10, 11, 12, 13, 14, 15),
    9: (6, 7, 10, 11, 12, 13, 14, 15),
    10: (15,),
    11: (12, 13, 14, 11, 8, 15),
    12: (11, 8, 14, 15),
    13: (14, 12, 15),
    14: (13, 15),
    15: (),
    16: (),
}
PAIRS = {
    (state, to)
    for number, states in LINES.items()
    for state in states
    for line in (*NEXT[number], *((16,) if number < 16 else ()))
    for to in LINES[line]
}
