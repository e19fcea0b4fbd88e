"""What can be read: one file a noun, declared, without code that fetches."""
