"""Switches: what is off gives its neutral thing, what is on again is as it was."""

import pytest

from benchmarks import switches
from benchmarks.switches import Switch
from helpers import names
from helpers.entities import Entity
from helpers.names import common_nouns, relations, votes
from helpers.sources import descriptions, organisations, types

OUTLETS = Switch("outlets", "sources", (("sources.types.is_outlet", "false"),))
NAMED = Switch("named", "sources", (("sources.descriptions.Descriptions.named", "same"),))


def test_every_declared_function_is_there_and_has_something_in_its_place():
    """A rule that is renamed or taken out takes its line along."""
    every = [(switches.place(dotted), given) for one in switches.switches() for dotted, given in one.functions]
    known = switches.bindings()
    for where, instead in every:
        assert callable(switches.neutral(where, instead)), where
        assert where.is_method or known[id(where.function)], where
        assert instead != "empty" or len(list(switches.empty(where.function))) == 0


def test_names_of_clusters_and_steps_are_declared_once():
    every = switches.switches()
    assert len({one.name for one in every}) == len(every)
    assert {one.step for one in every} <= set(switches.STEPS)


def test_a_function_is_off_for_everybody_who_knows_it_and_on_again_behind():
    known = types.is_outlet, organisations.is_outlet
    with switches.off(OUTLETS):
        assert types.is_outlet is organisations.is_outlet is not known[0]
        assert types.is_outlet("entity") is False
    assert (types.is_outlet, organisations.is_outlet) == known


def test_a_function_is_on_again_behind_an_error():
    known = types.is_outlet
    with pytest.raises(RuntimeError), switches.off(OUTLETS):
        raise RuntimeError
    assert types.is_outlet is known


def test_a_method_gives_its_first_argument_behind_self():
    with switches.off(NAMED):
        assert descriptions.Descriptions.named(None, "n7") == "n7"


@pytest.mark.parametrize(
    ("instead", "expected"),
    [
        ("none", None),
        ("zero", 0),
        ("nobody", (None, "ambiguous", "nobody", None, ())),
        ("second", "b"),
        ("alone", ["a"]),
        ("both", ("a", "b")),
        ("rest", ("b", "c")),
    ],
)
def test_words_for_what_is_given_instead(instead, expected):
    assert switches.neutral(switches.place("sources.types.is_outlet"), instead)("a", "b", "c") == expected


def test_empty_is_of_the_type_that_a_function_gives():
    assert switches.empty(names.heard_of) == {}
    assert list(switches.empty(votes.votes)) == []
    assert switches.empty(common_nouns.small_nouns) == frozenset()


def test_rows_of_one_kind_are_left_out():
    where = switches.Place(switches, "rows", lambda: [{"kind": "wish"}, {"kind": "aim"}])
    assert switches.neutral(where, "without kind wish")() == [{"kind": "aim"}]


def test_a_cluster_is_seen_at_work_where_it_gives_anything_but_its_neutral_thing():
    for made, expected in ((True, {"outlets"}), (False, set())):
        told = switches.Fired()
        watch = switches.watching(
            switches.Place(types, "is_outlet", lambda *_, made=made: made), [("outlets", "false")], told
        )
        assert (watch(), told.steps.keys()) == (made, expected)


def test_a_watched_pipeline_gives_what_it_gave_and_is_as_it_was_behind():
    known = types.is_outlet
    press, union = (Entity("e1", name, "ORG", "joined", ((0, 3),), ()) for name in ("Reuters", "Dock Union"))
    with switches.watched([OUTLETS, NAMED]) as fired:
        assert types.is_outlet(union) is False
        assert fired.steps == {}
        assert types.is_outlet(press) is True
        assert fired.steps == {"outlets": {"text"}}
        fired.begin("sources")
        assert types.is_outlet(press) is True
        assert fired.steps == {"outlets": {"text", "sources"}}
    assert types.is_outlet is known


def test_streams_are_held_against_what_they_hold_and_are_still_there():
    told = switches.Fired()
    where = switches.Place(votes, "votes", lambda name: iter([("PERSON", 1.0)]))
    where.function.__annotations__["return"] = "Iterator[Vote]"
    watch = switches.watching(where, [("votes", "empty")], told)
    assert (list(watch("name")), told.steps) == ([("PERSON", 1.0)], {"votes": {"text"}})


def test_what_a_form_of_a_name_told_is_asked_again_without_a_cluster():
    """What is remembered with a cluster off is no answer with it on."""
    blanks = switches.Switch("blanks", "names", (("names.relations.plain", f"{__name__}.as_written"),))
    assert relations.key("The\u00adLind") == "thelind"
    with switches.off(blanks):
        assert relations.key("The\u00adLind") == "the\u00adlind"
    assert relations.key("The\u00adLind") == "thelind"


def as_written(name):
    return relations.Plain(name, (), ())
