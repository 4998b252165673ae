"""Fees: the rule as a council resolution reads, what a month costs by it, and what is owed."""
