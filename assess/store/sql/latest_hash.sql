-- latest_hash: the content of a questionnaire that its newest contributing submission answered.
-- in:  submission, model; $questionnaire, $synthetic, $keeps_out
-- out: version, hash
-- grain: one row, or none
select
    model.version,
    model.hash
from submission
join model on model.model = submission.model
where
    model.questionnaire = $questionnaire
    and submission.contributes
    and submission.synthetic = $synthetic
    and bit_count(submission.signals::integer) < $keeps_out
group by model.version, model.hash
order by max(submission.submitted_at) desc, model.hash
limit 1
