"""What seedlint knows of natural languages. Tables are files in ``data``, each with its source and its licence."""
