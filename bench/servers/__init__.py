"""The servers that are measured: one a file, each started as a process of its own."""
