"""JSON Schema: find it, validate with it, say where and what in one sentence."""
