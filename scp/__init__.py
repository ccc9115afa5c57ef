"""Write, check, advance and publish a strategic commissioning plan."""

__version__ = "0.1.0"
