-- submission_without_model: submissions whose shape is not described.
-- in:  submission, model
-- out: place, problem
-- grain: one row per submission; none in a sound file
select
    'submission ' || submission.id as place,
    'its model ' || submission.model::varchar || ' is not there' as problem
from submission
left join model on model.model = submission.model
where model.model is null
order by submission.id
