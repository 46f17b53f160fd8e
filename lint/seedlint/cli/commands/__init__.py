"""The commands, one file each: ``run(argv)`` does the work and returns the exit code."""
