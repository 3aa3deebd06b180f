"""Sphinx configuration: ``make docs`` builds the site into build/docs, warnings are errors."""

from importlib.metadata import version as package_version

project = "sitrex"
author = "the sitrex contributors"
release = version = package_version("sitrex")
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["measured"]
html_theme = "furo"
html_title = f"sitrex {release}"
html_copy_source = False
html_show_sourcelink = False
templates_path: list[str] = []
myst_heading_anchors = 3
myst_enable_extensions = ["attrs_inline"]
