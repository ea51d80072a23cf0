-- model_twice: the same shape described under two numbers.
-- in:  model
-- out: place, problem
-- grain: one row per shape; none in a sound file
select
    'model ' || min(model)::varchar as place,
    'it is described ' || count(*)::varchar || ' times' as problem
from model
group by questionnaire, version, hash, questions, nodes
having count(*) > 1
order by min(model)
