"""JSON Schema: find a schema, prove that a value keeps it, and say where and how it does not.

Two tiers answer. ``jsonschema_rs`` proves in microseconds that a value is valid (:mod:`seedlint.schema.native`); only
what it refuses is given to ``jsonschema``, the reference implementation (:mod:`seedlint.schema.reference`), whose
errors are then placed and worded (:mod:`seedlint.schema.explain`). Start with :func:`seedlint.schema.store.load`.
"""
