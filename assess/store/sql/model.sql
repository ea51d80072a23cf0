-- model: every shape of assessment the store has seen.
-- in:  model
-- out: model, questionnaire, version, hash, questions, nodes
-- grain: one row per model
select
    model,
    questionnaire,
    version,
    hash,
    questions,
    nodes
from model
order by model
