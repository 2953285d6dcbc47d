"""Values of splitting an issue again: corrections, profiles, and which new item is which old one."""
