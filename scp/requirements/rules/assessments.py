"""Impact assessments and other duties that bear on the plan."""
