-- batch_count: batches that do not hold as many submissions as were confirmed.
-- in:  batch, submission
-- out: place, problem
-- grain: one row per batch; none in a sound file
with found as (
    select
        key,
        count(*) as assessments
    from submission
    group by key
)

select
    'batch ' || batch.key as place,
    coalesce(found.assessments, 0)::varchar || ' of ' || batch.assessments::varchar || ' assessments are there' as problem
from batch
left join found on found.key = batch.key
where coalesce(found.assessments, 0) < batch.assessments
order by batch.key
