"""How fast Usher answers, beside other ways to write the same server. Not part of the product."""
