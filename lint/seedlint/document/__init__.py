"""What a file says: its front matter as a tree with positions, its body, its links."""
