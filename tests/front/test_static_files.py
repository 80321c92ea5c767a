"""Static files: sent small, made once a version, never with what they were made from."""

import gzip
from pathlib import Path

import brotli

from front.app import ROOT
from front.static_files import shrunk
from tests.client import HouseClient

CSS = "css/site.css"


def test_each_file_has_a_smaller_copy_with_the_same_content(tmp_path: Path) -> None:
    ready = shrunk(ROOT / "static", tmp_path)
    plain = (ready / CSS).read_bytes()
    small = (ready / f"{CSS}.gz").read_bytes(), (ready / f"{CSS}.br").read_bytes()
    assert (gzip.decompress(small[0]), brotli.decompress(small[1])) == (plain, plain)
    assert max(map(len, small)) < len(plain) / 3


def test_it_is_made_once_a_version(tmp_path: Path) -> None:
    source = tmp_path / "static"
    source.mkdir()
    (source / "a.css").write_text("p{}")
    first = shrunk(source, tmp_path)
    assert shrunk(source, tmp_path) == first
    (source / "a.css").write_text("p{margin:0}")
    assert shrunk(source, tmp_path) != first


def test_what_it_was_made_from_stays_at_home(tmp_path: Path) -> None:
    ready = shrunk(ROOT / "static", tmp_path)
    assert [file.name for file in ready.rglob("*.py")] == []
    assert not (ready / "css" / "parts").exists()


def test_a_browser_that_takes_gzip_gets_it(visitor: HouseClient) -> None:
    answer = visitor.browser.get(f"/static/{CSS}", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == (ROOT / "static" / CSS).read_bytes()
    answer.close()
