"""Controllers of moving and finding: lists, the selected item, the panes that are seen, settings and offers."""
