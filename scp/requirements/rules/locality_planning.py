"""How planning is done in the localities."""
