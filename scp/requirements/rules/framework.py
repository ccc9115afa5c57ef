"""The framework, strategies and horizons of joint strategic commissioning (definition of 2012)."""
