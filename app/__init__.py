"""The product: everything Usher does, and nothing of GraphQL."""
