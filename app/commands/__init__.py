"""What the commands of the command line do, each with the modules that it needs and no others: they are found by `app.cli`."""
