"""What the whole face stands on: the context of a request, its limits, errors on the wire, and reading what clients send."""
