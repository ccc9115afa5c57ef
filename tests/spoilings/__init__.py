"""How each requirement is spoiled: one module a subject, each with the tables SPOILINGS, ACCEPTED and NOT_SPOILED.

`tests/spoiling.py` says what a row is; `tests/test_every_requirement.py` gathers every module that lies here.
"""
