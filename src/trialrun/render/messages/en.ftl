# Words that pages need and documents do not say themselves
render-page = Page {$page} of {$pages}
render-contents-sections = Contents
render-contents-tables = List of tables
render-contents-figures = List of figures
render-continued = (continued)
render-navigation = Contents of this document
render-value-result = Result
render-value-unrounded = unrounded
render-value-study = Study definition
render-value-journal = Written by a person
render-no-drawing = The drawing is not in the run's folder.
