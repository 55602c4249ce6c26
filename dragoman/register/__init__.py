"""The register of offices: who was seen in which office, of which state, from when to when, and who says so.

It grows from what reports say themselves; a report that gives only a name is read by it (`coding/known.py`). There is no list of
people in Dragoman; users may bring one of their own.
"""
