"""Every error that a user can meet: what was found, what was expected, the remedy.

One catalogue, so that messages stay consistent and documentation can list
them. Errors pickle, since workers send them to their parent.
"""

from __future__ import annotations

from typing import Final

CATALOGUE: Final[dict[str, str]] = {
    "input-address": "{path}: is an address, and sitrex reads no network. Save the page, and give the file.",
    "input-missing": "{path}: no such file or folder. Check the path; a pattern needs quotes only if the shell should not expand it.",
    "input-unreadable": "{path}: cannot be read ({reason}). Check the permissions.",
    "input-none": "{path}: no articles found{skipped}. Read are files ending in {suffixes}.",
    "records-none": "{path}: no records in it, which are files ending in .json, .jsonl, .jsonl.gz. Make some: sitrex run INPUT --output {path}",
    "input-unknown": "{path}: files ending in {suffix!r} are not read. Read are {suffixes}; for one text on standard input use '-'.",
    "input-binary": "{path}: looks like a binary file, not text. Convert it to text, HTML, JSON lines or CSV first.",
    "input-encoding": "{path}: no encoding fits its bytes. Convert the file to UTF-8.",
    "input-packed": "{path}: broken or truncated data ({reason}). Write the file again.",
    "input-costly": "{path}: unfolds to {what}, which looks like an attack ({limit} are the limit). Convert it yourself if it is meant.",
    "input-encrypted": "{path}: is encrypted. Give it without a password.",
    "input-nested": "{path}: lies in an archive within {depth} others, which is too deep. Unpack it yourself.",
    "input-entities": "{path}: declares XML entities, which are not read. Save it again without a DOCTYPE.",
    "input-empty": "{path}: holds nothing that is read.",
    "input-link": "{path}: is a link that leads out of the folder. Give the folder that it leads to.",
    "pdf-scanned": "{path}: has pictures of pages and no text (pages: {pages}). Run an OCR program such as ocrmypdf over it first.",
    "xml-unknown": "{path}: is XML, but no RSS or Atom feed and no XHTML page. Convert it to text or JSON lines.",
    "json-no-rows": "{path}: holds no object with a text; looked for {names}. Name the field with --column text=NAME.",
    "column-missing": "{path}: has no column {name!r} for {field!r}; its columns are {names}.",
    "input-bomb": "{path}: unpacks to more than {ratio} times its size, which looks like a decompression bomb. Unpack it yourself if it is meant.",
    "input-too-large": "{path}: longer than {limit} bytes, which is too much for one article. Split it.",
    "json-broken": "{path}:{line}: not valid JSON ({reason}). Each line must be one JSON object.",
    "json-not-object": "{path}:{line}: expected a JSON object, found {found}.",
    "csv-broken": "{path}:{line}: not valid CSV ({reason}).",
    "table-row": "{path}:{line}: a cell of the table cannot be read ({reason}).",
    "csv-no-text": "{path}: has no column 'text'; its columns are {columns}. Name the one that holds the article with --column text=NAME.",
    "article-no-text": "{path}: the field 'text' is missing. Each article needs its text as a string.",
    "article-type": "{path}: the field {field!r} must be {expected}, found {found}.",
    "article-empty": "{path}: the text is empty or only white space.",
    "article-addresses": "{path}: is a list of addresses, and sitrex reads no network. Save the pages, and give the files.",
    "article-short": "{path}: all its text is {text!r}. Is this the article?",
    "date-two-readings": "{path}: the date {value!r} has two readings and is left out. Say --day-first or --month-first.",
    "date-unknown": "{path}: the date {value!r} is not understood and left out. Use YYYY-MM-DD.",
    "article-date": "{path}: {value!r} is not a date. Use YYYY-MM-DD.",
    "article-metadata": "{path}: the article's extra fields cannot be kept ({reason}). They must be plain JSON values.",
    "article-duplicate": "{path}: the id {id!r} was used before in this run, of the same text. The first article keeps it.",
    "article-id-again": "{path}: the id {id!r} was used before in this run, of another text; this article is called {key!r}.",
    "article-no-main": "{path}: no main text found in the HTML. Save the article's own page, or its text.",
    "front-matter": "{path}: the front matter is not understood ({reason}). Use lines 'key: value' between two lines '---'.",
    "sidecar": "{path}: the sidecar file is not understood ({reason}). It must hold one JSON object with {fields}.",
    "crashed": "{path}: this article ended its worker process {times} times ({reason}); the others were processed without it.",
    "timed_out": "{path}: this article was not done after {seconds} seconds; the others were processed without it.",
    "model-missing": "the model {name!r} is not installed: it is neither one of sitrex nor a spaCy pipeline ({reason}). Leave --model out, or give accurate or the name or path of an installed spaCy pipeline that has 'ner'.",
    "model-no-ner": "the model {name!r} has no 'ner' component; it has {pipes}. Give --model a pipeline with 'ner'.",
    "symbols-edition": "there is no edition {edition!r} of the symbols. Expected {expected}.",
    "sides": "{found!r} gives no side. Expected COUNTRY=IDENTITY, apart by commas, or a table with the columns country and identity; the identities are {identities}.",
    "vocab-folder": "{path}: no folder with tables of your own. Expected files such as units/nations.tsv in it.",
    "vocab-unknown": "{path}: is not one of the tables. Expected {names}.",
    "vocab-columns": "{path}: its columns are {found}. Expected {expected}, apart by tabs.",
    "vocab-cell": "{path}: in the column {column} stands {found!r}. Expected {expected}.",
    "vocab-row": "{path}: not understood ({reason}).",
    "vocab-late": "{path}: the tables {names} were read in this process already. Load your own before anything else.",
    "output-not-empty": "{path}: the output folder is not empty. Choose another folder, or add --overwrite to replace what is in it.",
    "output-not-writable": "{path}: cannot be written ({reason}). Choose another --output.",
    "output-foreign": "{path}: holds {name!r}, and no run that sitrex made. Choose another folder.",
    "output-unfinished": "{path}: holds an unfinished run. Add --resume to go on with it, or --overwrite to start anew.",
    "output-lost": "{path}: can no longer be written ({reason}). What was finished is kept if the folder is; then the same command with --resume goes on.",
    "output-remote": "{path}: a remote output needs --sharded, since its files cannot be appended to.",
    "resume-changed": "{path}: holds a run over other {what}: {change}. Choose another folder, or add --overwrite to start anew.",
    "resume-foreign": "{path}: there is no run to go on with, and the folder is not empty. Choose another folder.",
    "scheduler-missing": "{address}: no Dask scheduler answers ({reason}). Check the address, or leave it out for a cluster on this machine.",
    "worker-start": "worker processes end before they are ready ({reason}). Look at the messages above; try --workers 1.",
    "output-locked": "{path}: another run is writing into this folder. Wait for it, or choose another --output folder.",
    "report-foreign": "{path}: holds {name!r}, which no report wrote. Choose another folder.",
    "record-invalid": "the record of {id!r} is not valid at {where}: {reason}. If sitrex wrote it, please report a bug.",
    "mentions-dropped": "{path}: mentions left out, since they are not valid: {count}; please report a bug ({reason})",
    "record-not": "{path}: not a record: it has no {field}. Give the records.jsonl of a run, or gold.",
    "row-invalid": "does not fit the schema {schema!r} at {where}: {reason}.",
    "schema-unknown": "there is no schema {name!r}. Expected one of {names}.",
    "schema-unclear": "{path}: neither a record, a gold record, an article, scores nor a manifest. Name the schema with --schema.",
    "usage": "{reason}",
    "export-unknown": "there is no format {format!r}. Expected one of {formats}.",
    "corrections-broken": "{path}:{line}: not valid YAML ({reason}). A correction is lines 'key: value' under one '- '; put a name that holds ': ', '#' or a quote in double quotes.",
    "correction-wrong": "{path}:{line}: {reason}. {remedy}.",
    "table-unknown": "there is no table {table!r}. Expected one of {tables}.",
    "record-duplicate": "the document {id!r} occurs twice among the records. Tables need one record a document.",
    "text-missing": "the record of {id!r} carries no text, and this needs it. Give the articles with --texts.",
    "text-differs": "the text of {id!r} in {path} is not the one that the record was made from.",
    "train-base": "the model {name!r} does not train. Give a spaCy pipeline, or none for the default model.",
    "train-few": "labelled documents to train on and measure: {found}, which is too few. Give at least two.",
    "extra-missing": "{feature} needs {package}, which is not installed. Run: pip install 'sitrex[{extra}]'.",
    "pipeline-failed": "{path}: {stage} failed: {reason}.",
}
"""Error code -> message; the placeholders are the error's values."""


class SitrexError(Exception):
    """An error with a code of the catalogue and the values that fill its message.

    >>> str(SitrexError("article-empty", path="a.txt"))
    'a.txt: the text is empty or only white space.'
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(CATALOGUE[code].format(**values))

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.code, self.values)


def _rebuild(code: str, values: dict[str, object]) -> SitrexError:
    return SitrexError(code, **values)
