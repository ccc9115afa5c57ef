"""The rules, a module for each family of duties."""

from scp.requirements.rules import (
    arrangements,
    care_groups,
    consultation,
    decisions,
    drafting,
    finance,
    first_plan,
    information,
    localities,
    other_plans,
    outcomes,
    planning_group,
    principles,
    priorities,
    publication,
    review,
    sections,
)

__all__ = ["arrangements", "care_groups", "consultation", "decisions", "drafting", "finance", "first_plan", "information",
           "localities", "other_plans", "outcomes", "planning_group", "principles", "priorities", "publication", "review",
           "sections"]
