"""The words of programs, of their facts and clocks and what these say, in English."""

from __future__ import annotations

from hhdesk.care.core_services import CORE_SERVICE_WORDS
from hhdesk.care.enrollment import AGREEMENT_WAY_WORDS
from hhdesk.care.outreach import WAY_WORDS
from hhdesk.care.program_facts import Mark
from hhdesk.i18n import N_

PROGRAM_WORDS = {
    "default": N_("No program"),
    "ca-ecm": N_("California Enhanced Care Management, children and youth"),
}
PROGRAM_SHORT_WORDS = {"default": N_("No program"), "ca-ecm": N_("California ECM")}

MARK_WORDS = {
    Mark.READ: N_("Read at the source"),
    Mark.SECONDARY: N_("Secondary source"),
    Mark.TO_CHECK: N_("To check"),
    Mark.PROPOSED: N_("Proposed by hhdesk"),
}

FACT_WORDS = {
    "core_services": N_("Core services"),
    "under_age": N_("For children and youth under this age"),
    "populations": N_("Children the program is for"),
    "emergency_visits": N_("Emergency visits that make a child eligible"),
    "unplanned_stays": N_("Unplanned hospital stays that make a child eligible"),
    "population_criteria": N_("Exact criteria of each group"),
    "children_since": N_("Open to children since"),
    "justice_and_birth_equity_since": N_(
        "Open to youth leaving incarceration, and for birth equity, since"
    ),
    "not_together_with": N_("Not together with"),
    "agreement_ways": N_("Ways in which a family may agree"),
    "may_stop_any_time": N_("The family may stop at any time"),
    "sharing_form": N_("Form for sharing information"),
    "attempt_ways": N_("Ways of reaching out that count"),
    "attempts": N_("Attempts before “could not be reached”"),
    "attempts_days": N_("Attempts are counted within"),
    "attempts_ways": N_("Different ways among the attempts"),
    "contacts_a_month": N_("Contacts each month, at least"),
    "contacts_in_person": N_("Contacts in person"),
    "month_rule": N_("What a month needs to count"),
    "codes_non_clinical": N_("Claim codes, non-clinical staff"),
    "codes_clinical": N_("Claim codes, clinical staff"),
    "authorization_first": N_("First authorization lasts"),
    "authorization_next": N_("Later authorizations last"),
    "presumptive_authorization": N_("Presumptive authorization lasts"),
    "acuity": N_("Acuity level"),
    "stay_contact_point": N_("Contact point of the hospital during a stay"),
    "stay_work_begins": N_("Work on a hospital stay begins"),
    "stay_contact": N_("Contact after a hospital stay within"),
    "closed_loop_since": N_("Closed-loop referrals in force since"),
    "closed_loop_watched_since": N_("Closed-loop referrals watched since"),
    "closed_loop_columns": N_("Columns about closed-loop referrals"),
    "closed_loop_values": N_("Known values of these columns"),
    "closed_loop_other_values": N_("Other values of these columns"),
    "otf_columns": N_("Columns of the outreach file"),
    "rtf_columns": N_("Columns of the return file"),
    "status_and_discontinuation_codes": N_("Codes of states and of endings"),
}

CLOCK_WORDS = {
    "contact": N_("Contact with each family"),
    "first_plan": N_("First care plan after enrollment"),
    "plan_review": N_("Review of the care plan"),
    "consent": N_("Consent is asked for again"),
    "renewal": N_("Coverage is renewed"),
    "stay_call": N_("Call after a hospital stay"),
    "stay_visit": N_("Visit after a hospital stay"),
    "missed_visit": N_("Answer to a missed visit"),
    "unmarked_visit": N_("Visit that nobody marked"),
    "arrangement": N_("Ride or interpreter before a visit"),
    "activity": N_("Step of the plan"),
    "goal": N_("Goal of the plan"),
}

CODE_WORDS: dict[str, str] = {
    **{str(code): word for code, word in CORE_SERVICE_WORDS.items()},
    **{str(code): word for code, word in AGREEMENT_WAY_WORDS.items()},
    **{str(code): word for code, word in WAY_WORDS.items()},
    "homeless": N_("Without a home, living doubled up included"),
    "emergency_or_hospital": N_("Often in the emergency room or hospital"),
    "serious_mental_health_or_substance_use": N_(
        "Serious mental health or substance use need"
    ),
    "ccs_or_whole_child_model": N_("In CCS or the Whole Child Model"),
    "child_welfare": N_("In child welfare now or before"),
    "leaving_incarceration": N_("Leaving incarceration"),
    "birth_equity": N_("Pregnant or within a year after"),
    "hospice": N_("Hospice"),
    "pace": "PACE",
    "complex_care_management": N_("The plan's complex care management"),
    "cct": "CCT",
    "waiver_1915c": N_("1915(c) waivers"),
    "mssp": "MSSP",
    "self_determination": N_("Self-determination"),
    "ascmi_ab133": "ASCMI (AB 133)",
    "ascmi_non_ab133": N_("ASCMI (without AB 133)"),
    "ascmi_revocation": N_("ASCMI revocation"),
    "primarily": N_("Most of them"),
    "set by payer": N_("Set by the health plan"),
    "lead care manager": N_("The lead care manager"),
    "when the transition is known": N_("As soon as the stay is known"),
}
"""Values of facts that are codes; others, as names of columns, stand as they are."""
