"""The window as a whole: started, filled with panes and controllers, kept in step with the library, ended."""
