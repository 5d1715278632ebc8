"""The mission: people, plans, referrals, visits, and the rules about them."""
