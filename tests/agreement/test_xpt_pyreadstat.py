"""A second reader (pyreadstat, over ReadStat) sees the same rows and numbers."""

import math
import zipfile
from datetime import date

import numpy as np
import polars as pl
import pyreadstat

from trialrun.formats import dataset_of, read_xpt, write_xpt


def same(ours: pl.DataFrame, theirs: pl.DataFrame) -> None:
    assert ours.columns == theirs.columns
    assert ours.height == theirs.height
    for name, dtype in ours.schema.items():
        other = theirs[name]
        if dtype == pl.Float64:
            left = ours[name].fill_null(math.nan).to_numpy()
            right = other.cast(pl.Float64).fill_null(math.nan).to_numpy()
            assert np.array_equal(left, right, equal_nan=True), name
        else:
            trimmed = other.cast(pl.String).fill_null("").str.strip_chars_end(" ")
            assert ours[name].fill_null("").equals(trimmed), name


def test_every_data_set_of_the_pilot(shared, tmp_path):
    with zipfile.ZipFile(shared / "pilot" / "sdtm.zip") as archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if info.file_size > 8_000_000:
                continue
            path = tmp_path / "one.xpt"
            path.write_bytes(archive.read(info))
            ours = read_xpt(path)
            theirs, meta = pyreadstat.read_xport(
                path,
                output_format="polars",
                encoding=ours.encoding,
                disable_datetime_conversion=True,
            )
            same(ours.frame, theirs)
            assert [v.label for v in ours.variables] == [
                label or "" for label in meta.column_labels
            ]


def test_what_we_write_is_read_by_the_other(tmp_path):
    rng = np.random.default_rng(7)
    values = np.concatenate(
        [rng.normal(size=400), 10.0 ** rng.uniform(-70, 70, 400), [0.0, -0.5, 1 / 3, 1e15 + 1]]
    )
    frame = pl.DataFrame({"N": values, "T": [f"value {n}" for n in range(len(values))]})
    write_xpt(dataset_of("X", frame), tmp_path / "x.xpt", when=date(2014, 1, 1))
    theirs, _ = pyreadstat.read_xport(tmp_path / "x.xpt", output_format="polars")
    same(frame, theirs)


def test_version_8_with_long_names_and_labels(tmp_path):
    frame = pl.DataFrame({"ALONGNAMEOFAVARIABLE": ["a", "bb", None], "B": [1.5, None, -3.0]})
    labels = ["x" * 60, "short"]
    pyreadstat.write_xport(frame, tmp_path / "x.xpt", column_labels=labels, table_name="TEST")
    ours = read_xpt(tmp_path / "x.xpt")
    assert ours.frame.equals(frame)
    assert [variable.label for variable in ours.variables] == labels
