-- contributed_answers: the answers that the scores of what counts are computed from.
-- in:  counting, submission
-- out: answers (blob)
-- grain: one row per contribution, in the order of submission
select submission.answers
from counting
join submission on submission.id = counting.id
order by counting.number
