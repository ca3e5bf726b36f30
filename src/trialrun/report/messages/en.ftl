# Words of captions and references
report-table = Table
report-figure = Figure
report-section-reference = Section {$number}
report-mark-synthetic = DRY RUN – SYNTHETIC DATA
