"""Repairs: which are applied, the proof that nothing else changed, and how a change is shown. Touches no disk."""
