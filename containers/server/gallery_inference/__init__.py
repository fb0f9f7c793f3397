"""Serves one picture model of the gallery with the SageMaker contract.

Two processes: the front (`server`, `supervisor`) speaks HTTP and imports nothing but the standard library, so that
`/ping` answers whatever the model does; the worker (`worker`, `pipeline`, `backends`) holds the model and may be
killed.
"""
