"""Reads and splits documents without a library: small plain text in this process, all else in a worker process.

The worker has limits of time and memory, so no document hangs, bloats or crashes the program. What is known of a
publication is asked of the caller. ``services.splits`` and ``services.imports`` are built on this folder.
"""
