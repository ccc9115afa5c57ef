"""The annual performance report (ss.42-43; SSI 2014/326)."""
