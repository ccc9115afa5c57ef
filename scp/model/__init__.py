"""The nouns of the Act, as frozen models that know where they were written."""
