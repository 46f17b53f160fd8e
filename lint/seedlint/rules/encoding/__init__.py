"""Rules of the family ``encoding``."""
