"""The three panes and the bars around them: widgets that show and tell, but decide nothing.

What a key or a click means is the business of the controllers; a pane only says what happened.
"""
