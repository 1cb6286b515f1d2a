"""In place of the language model, in every process of a test of engines: rows made of words, and articles that kill.

Put on PYTHONPATH. An article with the word POISON ends its process, one with BAD raises an error; each takes as many
seconds as the variable STAND_IN_SECONDS says. With STAND_IN_KEEPS_MODEL the language model stays, and articles kill."""

import importlib.util
import os
import signal
import sys
import time
from contextlib import nullcontext
from types import SimpleNamespace

KEEPS_MODEL = "STAND_IN_KEEPS_MODEL" in os.environ
TARGET = "helpers.corpus.partitions"


def patch(module) -> None:
    """Have partitions made without a language model."""

    usual = module.one

    def one(nlp, spec, entry, spool):
        article = module.article_at(entry, spool)
        time.sleep(float(os.environ.get("STAND_IN_SECONDS", "0")))
        if "POISON" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if KEEPS_MODEL:
            return usual(nlp, spec, entry, spool)
        if "BAD" in article.text:
            return ValueError("it is bad")
        row = {"article_id": entry.id, "text": article.text, "title": article.title, "meta": article.meta}
        return {name: [] for name in module.NAMES} | {"articles": [module.tables.completed("articles", row)]}

    module.one = one
    if not KEEPS_MODEL:
        module.pipeline = lambda name: SimpleNamespace(memory_zone=nullcontext)


class Finder:
    """Patches the target when it is imported, and leaves all else alone."""

    def find_spec(self, name, path=None, target=None):
        """The usual spec of the target, whose execution is followed by the patch."""
        if name != TARGET:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        usual = spec.loader.exec_module

        def execute(module):
            usual(module)
            patch(module)

        spec.loader.exec_module = execute
        return spec


sys.meta_path.insert(0, Finder())
