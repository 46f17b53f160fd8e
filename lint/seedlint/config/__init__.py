"""Find, read and resolve settings."""
