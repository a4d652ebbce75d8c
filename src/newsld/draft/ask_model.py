"""Ask a language model through the llm library: the only module of newsld that may open a socket."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from newsld.draft.answer import EntityItem
from newsld.draft.parse_answer import parse_answer
from newsld.draft.prompt import answer_schema, build_prompt, split_parts
from newsld.draft.text_input import TextInput
from newsld.findings.errors import UsageError

_LONGEST_REASON: Final = 300


def ask_model(text: TextInput, name: str) -> Iterator[str]:
    """Yield the answers of a model to the parts of a text; entities are carried from each part to the next.

    The answer has a schema where the model can have one. Raises UsageError without the library, for a model that does
    not exist, and when the model gives no answer.
    """
    model = _find_model(name)
    schema = json.loads(answer_schema()) if getattr(model, "supports_schema", False) else None
    carried: list[EntityItem] = []
    for part in range(1, len(split_parts(text)) + 1):
        answer = _ask(model, name, build_prompt(text, part, carried), schema)
        yield answer
        known = {one.name for one in carried}
        carried += [one for one in parse_answer(answer)[0].entities if one.name not in known]


def _find_model(name: str) -> Any:
    try:
        import llm
    except ImportError:
        raise UsageError("--model needs the llm library. Run: pip install 'newsld[llm]'") from None
    try:
        return llm.get_model(name)
    except llm.UnknownModelError:
        raise UsageError(f"llm has no model {name!r}. List the models with: llm models") from None


def _ask(model: Any, name: str, prompt: str, schema: Any) -> str:
    try:
        options = {"schema": schema} if schema is not None else {}
        return str(model.prompt(prompt, **options).text())
    except Exception as error:  # every plug-in of the library raises exceptions of its own
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_REASON]
        raise UsageError(
            f"the model {name} gave no answer ({reason}): check the network and the key (llm keys), or use --answer"
        ) from error
