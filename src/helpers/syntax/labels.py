"""Labels: dependencies and parts of speech, of Universal Dependencies and of spaCy's own pipelines, each set once."""

from __future__ import annotations

PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "nsubjpass"})
NOUN_SUBJECTS = frozenset({"nsubj"}) | PASSIVE_SUBJECTS
SUBJECTS = NOUN_SUBJECTS | {"nsubj:outer", "csubj", "csubj:pass", "csubjpass"}
PASSIVE = PASSIVE_SUBJECTS | {"aux:pass", "auxpass", "csubj:pass", "csubjpass"}
OBJECTS = frozenset({"obj", "dobj"})
RECIPIENTS = frozenset({"iobj", "dative"})
COMPLEMENTS = frozenset({"xcomp", "ccomp"})
COPULAR = frozenset({"acomp", "attr", "oprd"})
"""What a copula says of its subject, in spaCy's own labels: the child of a form of *be*."""
RELATIVES = frozenset({"acl:relcl", "relcl"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "parataxis", "csubj", "csubjpass", "csubj:pass"}) | RELATIVES
ASIDE = frozenset({"parataxis", "punct", "discourse", "cc", "vocative", "intj"})
AUXILIARIES = frozenset({"aux", "aux:pass", "auxpass", "cop"})
NEGATIONS = frozenset({"neg"})
PARTICLES = frozenset({"compound:prt", "prt"})
POSSESSORS = frozenset({"nmod:poss", "poss"})
TIMES = frozenset({"nmod:tmod", "obl:tmod", "npadvmod"})
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
CLAUSE_TAGS = FINITE_TAGS | {"WP", "WDT", "WP$"}
"""Tags of words with which a noun phrase has ended: a finite verb, a relative pronoun."""
PUNCTUATION_TAGS = frozenset({",", ":", ".", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP", "_SP", "SP"})
NOMINAL_TAGS = ("NN", "PR", "CD", "DT", "WP", "JJ")
