-- submission: one submitted assessment.
-- in:  submission; $id
-- out: the columns of a stored submission, without the score column that benchmarks use
-- grain: at most one row
select
    id,
    model,
    key,
    submitted_at,
    industry,
    size,
    region,
    contributes,
    synthetic,
    source,
    answers,
    scores,
    signals
from submission
where id = $id
