"""Mutations: whatever is done to an article's marks and paragraphs, it is read, drawn, and its spans are sound."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import mutations
from helpers import language

SAMPLES = mutations.paragraphs()
CHANGES = st.lists(st.tuples(st.sampled_from(sorted(mutations.CHANGES)), st.integers(0, 10**6)), min_size=1, max_size=6)


@st.composite
def damaged(draw):
    """One or two neighbouring paragraphs of a sample article, with up to six things done to them."""
    sample = draw(st.sampled_from(SAMPLES))
    first = draw(st.integers(0, len(sample) - 1))
    return mutations.changed("\n\n".join(sample[first : first + draw(st.integers(1, 2))]), draw(CHANGES))


@pytest.fixture(scope="module")
def nlp():
    return language.load()


@pytest.mark.model
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=damaged())
def test_no_damage_to_an_article_loses_it_or_makes_spans_unsound(nlp, text):
    """No exception; spans inside the text and verbatim, without overlap in an attribution or between two contents."""
    assert mutations.wrong_of(nlp, text) == []


@given(text=st.text(min_size=1), changes=CHANGES)
def test_a_change_never_leaves_nothing(text, changes):
    assert mutations.changed(text, changes).strip()


def quote(name, content, source=((0, 3),), words=""):
    edges = {"source": source, "cue": ((4, 5),), "content": content}
    columns = {f"{role}_begins": [b for b, _ in spans] for role, spans in edges.items()}
    columns |= {f"{role}_ends": [e for _, e in spans] for role, spans in edges.items()}
    return {"attribution_id": name, "content": words, **columns}


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ([quote("a1", ((5, 7),), words="fg")], []),
        ([quote("a1", ((5, 7),), words="fx")], ["not verbatim"]),
        ([quote("a1", ((2, 4),), words="cd")], ["overlap in a1"]),
        ([quote("a1", ((5, 7),), words="fg"), quote("a2", ((6, 8),), words="gh")], ["crossing"]),
        ([quote("a1", ((5, 99),), words="fghij")], ["outside"]),
    ],
)
def test_what_is_unsound_is_told(rows, kinds):
    found = list(mutations.unsound("abcdefghij", {"quotes": pd.DataFrame(rows)}))
    assert [line.partition(":")[0] for line in found] == kinds
