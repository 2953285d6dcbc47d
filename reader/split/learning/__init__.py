"""Makes a publication's profile from what its issues and corrections tell, and says its facts in plain words.

Pure functions of observations, whatever their order. They never split a document.
"""
