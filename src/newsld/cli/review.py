"""`newsld review`: confirm a draft item by item."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from newsld.cli.inputs import reject_empty
from newsld.cli.streams import pluralize, print_findings, print_stderr, write_path, write_text
from newsld.findings.errors import UsageError

if TYPE_CHECKING:
    from newsld.draft.review import Question
    from newsld.model import NewsArticle
    from newsld.syntax.document import Source

_WIDTH: Final = 76
_FORMATS: Final = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
}


@click.command("review", no_args_is_help=False)
@click.option("--by", metavar="NAME", help="Who reviews. [default: the environment variable NEWSLD_REVIEWER]")
@click.option("--confirm", "confirmed", multiple=True, metavar="ID", help="Confirm this item; repeatable.")
@click.option("--confirm-all", is_flag=True, help="Confirm all items.")
@click.option("--at", metavar="TIME", help="The time of the review, RFC 3339. [default: now]")
@click.option(
    "--html",
    "page",
    callback=reject_empty,
    metavar="FILE",
    help="Write the open items to a static page, and change nothing.",
)
@click.argument("story", metavar="STORY")
def command(
    *,
    story: str,
    by: str | None,
    confirmed: tuple[str, ...],
    confirm_all: bool,
    at: str | None,
    page: str | None,
) -> int:
    """Confirm a draft item by item: `newsld review story.md --by ines`.

    The terminal shows one question at a time, with the sentence, the reason and at most two answers. Each answer is
    saved at once, so you can stop at any time. Only the lines of `draft:` and what you change are rewritten. When
    nothing is left, the story is verified. Exit status 0: the story has no open item, or the page is written; 1:
    items are left; 2: newsld could not run.
    """  # fmt: skip
    from newsld.cli.draft import time_of
    from newsld.model.capture_hash import is_changed

    if page is not None and (confirm_all or confirmed):
        raise UsageError("--html writes a page and confirms nothing: run newsld review again for --confirm")
    path = Path(story)
    article = _read(path)
    if article is None:
        return 1
    if page is not None:
        return _write_page(article, path, Path(page))
    reviewer = (by or os.environ.get("NEWSLD_REVIEWER") or "").strip()
    if not reviewer:
        raise UsageError("nobody reviews: add --by NAME, or set NEWSLD_REVIEWER")
    if not article.is_draft and not is_changed(article):
        write_text(f"{path.as_posix()} has nothing to review\n")
        return 0
    session = _Session(path, article, reviewer, time_of(at))
    session.report_unknown()
    if confirm_all or confirmed:
        session.confirm(session.open_items() if confirm_all else confirmed)
    else:
        session.ask_all()
    return session.finish()


def _read(path: Path) -> NewsArticle | None:
    """Return the story in a file; None, with findings printed, for one that cannot be read."""
    from newsld.pipeline.flow import load
    from newsld.pipeline.settings import find_settings
    from newsld.syntax.document import Source
    from newsld.syntax.read_file import is_file

    if not is_file(path):
        raise UsageError(f"there is no file {path}")
    if path.suffix.lower() not in _FORMATS:
        raise UsageError(f"{path} is not Markdown, YAML or JSON: export it with newsld export -f markdown")
    loaded = load(Source(name=path.as_posix(), path=path), _FORMATS[path.suffix.lower()], find_settings(path))
    if len(loaded.articles) != 1:
        print_findings([one for one in loaded.findings if one.severity == "error"])
        return None
    return loaded.articles[0]


def _write_page(article: NewsArticle, path: Path, page: Path) -> int:
    from newsld.cli.report_file import refuse_inputs
    from newsld.draft.review_page import review_page
    from newsld.pipeline.output import write_atomic
    from newsld.pipeline.settings import find_settings

    refuse_inputs(page, [path, *find_settings(path).entities], "the page", "--html")

    write_atomic(page, review_page(article, path.as_posix()))
    write_path(page)
    return 0


class _Session:
    """A review of one file; every decision is saved at once."""

    def __init__(self, path: Path, article: NewsArticle, by: str, at: str) -> None:
        self.path = path
        self.article = article
        self.by = by
        self.at = at
        self.skipped: set[str] = set()

    def open_items(self) -> list[str]:
        """Return the ids of all items that nobody has confirmed."""
        from newsld.draft.review import item_ids

        return item_ids(self.article)

    def report_unknown(self) -> None:
        """Say which open items the story does not have: nobody can review them."""
        from newsld.draft.review import unknown_items

        for name in unknown_items(self.article):
            print_stderr(f"draft: lists {name}, which the story does not have: correct the id, or delete it")

    def confirm(self, items: tuple[str, ...] | list[str]) -> None:
        """Confirm items, and save."""
        from newsld.draft.review import confirm

        self.save(confirm(self.article, items, by=self.by, at=self.at))

    def save(self, article: NewsArticle) -> None:
        """Write the changed lines of the file. Raises UsageError when the file was changed in the meantime."""
        from newsld.draft.rewrite import rewrite
        from newsld.pipeline.fixing import regenerate_rest
        from newsld.pipeline.output import write_atomic
        from newsld.pipeline.settings import find_settings

        format_name = _FORMATS[self.path.suffix.lower()]
        content = self.path.read_bytes()
        changed = rewrite(content, format_name, self.article, article)
        if _parsed(changed, format_name, self.path) != article:
            raise UsageError(
                f"{self.path} was changed in the meantime, or is written in another way: start again"
            )
        source, settings = _source(changed, self.path), find_settings(self.path)
        write_atomic(self.path.resolve(), regenerate_rest(source, format_name, settings))
        self.article = article

    def finish(self) -> int:
        """Print what is left, and return the exit status."""
        from newsld.model.capture_hash import is_changed

        left = len(self.open_items())
        if left or self.article.draft is not None:
            are = "is" if left == 1 else "are"
            write_text(
                f"{pluralize(left, 'item')} {are} left: run newsld review {self.path.as_posix()} again\n"
            )
            return 1
        if self.article.is_draft or is_changed(self.article):
            write_text(f"{self.path.as_posix()} is not verified: run newsld review again\n")
            return 1
        write_text(f"{self.path.as_posix()} is verified by {self.article.verified[-1].by}\n")
        return 0

    # -- the terminal ----------------------------------------------------------------------------------------

    def ask_all(self) -> None:
        """Ask about every item to look at, then about those that are sure."""
        from newsld.draft.review import questions

        draft = self.article.draft
        look, sure = (len(draft.look), len(draft.sure)) if draft is not None else (0, 0)
        if not look and not sure:
            self._verify_whole()
            return
        write_text(f"{look} to look at{f', {sure} sure' if sure else ''}    {self.path.as_posix()}\n")
        if sure:
            write_text(
                "sure: two engines agree, or the rule is right at least 19 of 20 times (a shows them)\n"
            )
        while question := next(questions(self.article, self.skipped), None):
            if not self._ask(question):
                return
        if self.article.draft is not None and self.article.draft.sure:
            self._ask_sure()

    def _ask(self, question: Question) -> bool:
        """Ask one question until it is answered; return False to stop."""
        _show(question)
        while True:
            reply = _reply(_choices(question), "s" if question.can_keep else "1")
            if reply is None or reply == "q":
                return False
            try:
                if self._answer(question, reply):
                    return True
            except UsageError as error:
                write_text(f"     {_printable(str(error))}\n")

    def _answer(self, question: Question, reply: str) -> bool:
        """Do what a reply says; return whether the question is answered."""
        from newsld.draft.choices import CHANGEABLE
        from newsld.draft.review import drop, keep

        item = question.item
        if reply in {"1", "y", ""}:
            self.confirm([item.item])
        elif reply == "2" and len(question.answers) > 1 and item.instead is not None:
            return self._change(question, item.instead)
        elif reply == "d":
            if question.kind in {"refused", "missed"}:
                self.confirm([item.item])
            else:
                self.save(drop(self.article, item.item, by=self.by, at=self.at))
        elif reply == "k" and question.can_keep:
            return self._save_judged(keep(self.article, item.item, by=self.by, at=self.at))
        elif reply == "e" and question.kind in CHANGEABLE:
            value = _reply(CHANGEABLE[question.kind], "")
            return self._change(question, value) if value else False
        elif reply == "s":
            self.skipped.add(item.item)
        elif reply == "a":
            self._ask_sure()
            return False
        else:
            write_text(f"     answer {_keys(question)}\n")
            return False
        return True

    def _change(self, question: Question, value: str) -> bool:
        """Give an item another value."""
        from newsld.draft.review import change

        return self._save_judged(change(self.article, question.item.item, value, by=self.by, at=self.at))

    def _save_judged(self, changed: NewsArticle) -> bool:
        """Save a changed story, unless the rules say something against it and the reviewer agrees with them."""
        from newsld.draft.review import new_doubts

        doubts = new_doubts(self.article, changed)
        for doubt in doubts:
            write_text(f"     {_printable(doubt)}\n")
        if doubts and _reply("y keep it all the same   n do not change it", "n") != "y":
            return False
        self.save(changed)
        return True

    def _ask_sure(self) -> None:
        """Show the items that are sure, and confirm them if the reviewer says so."""
        from newsld.draft.state import StoryItems
        from newsld.model.draft_state import OpenItem

        sure = self.article.draft.sure if self.article.draft is not None else ()
        if not sure:
            write_text("     nothing is sure: answer each question\n")
            return
        items = StoryItems(self.article)
        for name in sure:
            kind = items.kind_of(name)
            words = items.words_of(OpenItem(item=name), kind)
            shown = f"“{' '.join(words.slice(self.article.text).split())}”" if words is not None else ""
            says = items.describe(kind, name)
            _show_wrapped(f"{kind:<10} ", f"{says}  {shown}".rstrip())
        asked = f"y accept {'it' if len(sure) == 1 else f'these {len(sure)}'}   n not now"
        if _reply(asked, "n") in {"y", "a"}:
            self.confirm(list(sure))
            write_text(f"     accepted {len(sure)}\n")

    def _verify_whole(self) -> None:
        """Ask whether the story is right as it is: it has no open item, and was changed or never verified."""
        verified = self.article.verified
        state = f"was changed after {verified[-1].by} verified it" if verified else "was never verified"
        write_text(f"{self.path.as_posix()} {_printable(state)}, and has no open item\n")
        if _reply("y verify it as it is   q quit", "q") in {"y", "1"}:
            self.confirm([])


def _parsed(content: bytes, format_name: str, path: Path) -> NewsArticle | None:
    from newsld.pipeline.flow import load
    from newsld.pipeline.settings import find_settings

    loaded = load(_source(content, path), format_name, find_settings(path))
    return loaded.articles[0] if len(loaded.articles) == 1 else None


def _source(content: bytes, path: Path) -> Source:
    from newsld.syntax.document import Source

    return Source(content, name=path.as_posix(), path=path)


def _show(question: Question) -> None:
    """Print a question: the sentence, the reason, and the answers."""
    import textwrap

    place = f"P{question.paragraph}" if question.paragraph is not None else "--"
    text = _with_marks(question) or question.item.words or ""
    lines = textwrap.wrap(_printable(text), _WIDTH) or [""]
    write_text(f"\n{place:<4} {lines[0]}\n" + "".join(f"     {line}\n" for line in lines[1:]))
    if question.reason:
        for line in textwrap.wrap(_printable(question.reason), _WIDTH):
            write_text(f"     {line}\n")
    for number, answer in enumerate(question.answers, 1):
        asked = question.asked if number == 1 else ""
        write_text(f"     {asked:<15} {number}  {_printable(answer)}\n")


def _show_wrapped(head: str, text: str) -> None:
    """Print a text after a head, whole, its further lines indented like the first."""
    import textwrap

    lines = textwrap.wrap(_printable(text), _WIDTH - len(head)) or [""]
    write_text(f"     {head}{lines[0]}\n" + "".join(f"     {' ' * len(head)}{line}\n" for line in lines[1:]))


def _with_marks(question: Question) -> str:
    """Return the sentence with the words that the question is about between marks."""
    sentence = question.sentence
    if question.marked is None:
        return sentence
    first, last = ("[[", "]]") if "»" in sentence or "«" in sentence else ("»", "«")
    start, end = question.marked
    return f"{sentence[:start]}{first}{sentence[start:end]}{last}{sentence[end:]}"


def _choices(question: Question) -> str:
    """Return the keys for a question, each with what it does."""
    from newsld.draft.choices import CHANGEABLE

    if question.kind in {"refused", "missed"}:
        return (
            f"1 leave it out   {'k keep it   ' if question.can_keep else ''}s skip   a accept sure   q quit"
        )
    return f"{'e edit   ' if question.kind in CHANGEABLE else ''}d drop   s skip   a accept sure   q quit"


def _keys(question: Question) -> str:
    keys = ["1", *(["2"] if len(question.answers) > 1 else [])]
    keys += [part.split()[0] for part in _choices(question).split("   ") if not part.startswith("1")]
    return f"{', '.join(keys[:-1])} or {keys[-1]}"


def _reply(choices: str, default: str) -> str | None:
    """Ask for a line of input; None at the end of the input."""
    write_text(f"     {choices}{f'   [{default}]' if default else ''} > ")
    from newsld.cli.streams import flush_stdout

    flush_stdout()
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        write_text("\n")
        return None
    return line.strip() or default


def _printable(text: str) -> str:
    from newsld.cli.reports.text import escape_line

    return escape_line(text)
