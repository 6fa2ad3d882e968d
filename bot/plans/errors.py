"""What cannot be done with a plan, an activity or a report."""


class PlanError(Exception):
    """One line for the officer: what is wrong and what to do."""
