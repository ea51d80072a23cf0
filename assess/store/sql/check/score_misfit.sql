-- score_misfit: submissions whose list of scores does not fit the nodes of their model.
-- in:  submission, model
-- out: place, problem
-- grain: one row per submission; none in a sound file
select
    'submission ' || submission.id as place,
    'it has ' || len(submission.score)::varchar || ' scores for ' || len(model.nodes)::varchar || ' nodes' as problem
from submission
join model on model.model = submission.model
where len(submission.score) <> len(model.nodes)
order by submission.id
