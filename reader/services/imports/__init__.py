"""Documents brought into the library: read, split and stored one by one, each with one result.

Documents are parsed by ``services.worker``, so that none can hang or crash the window.
"""
