"""Questionnaires in other tools' formats, both ways, with a list of all that could not be carried.

note, manuscript   what travels: a questionnaire with its translations, and the notes on what became of the rest
node, naming       foreign data → values that can be trusted, names → ids
expression         conditions as other tools write them ↔ a tree; condition: the tree ↔ `when`
choosing           foreign questions with options → ours
draft              what every import shares: languages, defaults, worked examples
surveyjs, xlsform, ciso, lens, samm   one folder or module per format
form               which formats there are, and which one a file is in
"""
