-- decision_without_submission: decisions about what is not there.
-- in:  decision, submission
-- out: place, problem
-- grain: one row per missing submission; none in a sound file
select
    'submission ' || decision.submission as place,
    count(*)::varchar || ' decisions are about it, and it is not there' as problem
from decision
left join submission on submission.id = decision.submission
where submission.id is null
group by decision.submission
order by decision.submission
