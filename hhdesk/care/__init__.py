"""The mission: people, plans, referrals, visits, and the rules about them."""

# Whoever imports a part of the mission keeps the search index in step with what it
# writes; no use case has to know of it.
from hhdesk.care import search_upkeep

__all__ = ["search_upkeep"]
