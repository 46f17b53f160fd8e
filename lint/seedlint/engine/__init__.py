"""Everything around the rules: discovery, reading, order, finalizing."""
