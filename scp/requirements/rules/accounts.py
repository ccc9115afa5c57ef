"""Annual financial statements, budgets and reserves (s39; review of 2019, proposals 2(i)-(vi))."""
