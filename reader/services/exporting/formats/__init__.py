"""The export formats: records in, pieces of text out. One module each, and one row in ``export_formats``."""
