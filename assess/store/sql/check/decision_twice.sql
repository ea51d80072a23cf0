-- decision_twice: decisions with one number, so that it cannot be told which came later.
-- in:  decision
-- out: place, problem
-- grain: one row per such number; none in a sound file
select
    'decision ' || number::varchar as place,
    count(*)::varchar || ' decisions have this number' as problem
from decision
group by number
having count(*) > 1
order by number
