"""The GraphQL face: what can be read and done, by whom, and how it travels over HTTP. It never writes."""
