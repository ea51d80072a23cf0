-- submissions: every submitted assessment, of one questionnaire or of all.
-- in:  submission, model; $questionnaire (null for all)
-- out: as submission.sql, in the order of submission
-- grain: one row per submission
select
    submission.id,
    submission.model,
    submission.key,
    submission.submitted_at,
    submission.industry,
    submission.size,
    submission.region,
    submission.contributes,
    submission.synthetic,
    submission.source,
    submission.answers,
    submission.scores,
    submission.signals
from submission
join model on model.model = submission.model
where $questionnaire is null or model.questionnaire = $questionnaire
order by submission.submitted_at, submission.id
