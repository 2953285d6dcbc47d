"""Moving and finding: which list is shown, which item is selected, which panes are seen."""
