-- standings: what organisations have contributed, as an operator decides about it; nothing made up.
-- in:  standing, model; $questionnaire (null for all), $waiting (only what waits), $id (null for all)
-- out: id, questionnaire, version, submitted_at, industry, size, region, source, signals, party, account, state, because
-- grain: one row per submission with consent, withdrawn or not, in the order of submission; by id whatever it is
select
    standing.id,
    model.questionnaire,
    model.version,
    standing.submitted_at,
    standing.industry,
    standing.size,
    standing.region,
    standing.source,
    standing.signals,
    standing.party,
    standing.account,
    standing.state,
    standing.because
from standing
join model on model.model = standing.model
where
    ($questionnaire is null or model.questionnaire = $questionnaire)
    and (not $waiting or standing.state = 'waiting')
    and ($id is null or standing.id = $id)
    and ($id is not null or (standing.state <> 'none' and not standing.synthetic))
order by standing.submitted_at, standing.id
