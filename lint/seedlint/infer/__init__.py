"""What a collection of documents has in common, as a JSON Schema: pure inference over front matter values."""
