-- value: what each answer that was given is worth, from 0 (worst) to 1 (best), whatever it weighs.
-- in:  meaning (meaning.sql)
-- out: one row per possible answer that is a value, not a state: answer, x
select answer, x / 1e9 as x
from meaning
where code >= 4 and x is not null
order by answer;
