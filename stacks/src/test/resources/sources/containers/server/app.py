"""Stands for the server, so that golden files change with the stacks alone."""
