"""Geometry of text: spans, lines, lossless decoding, edits. Imports nothing else of seedlint."""
