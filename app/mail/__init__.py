"""Every e-mail: its words, its form, the outbox, and the road to the mail server."""
