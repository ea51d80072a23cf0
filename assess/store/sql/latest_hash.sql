-- latest_hash: the content of a questionnaire that its newest contribution answered.
-- in:  standing, model; $questionnaire, $synthetic, $keeps_out
-- out: version, hash
-- grain: one row, or none
select
    model.version,
    model.hash
from standing
join model on model.model = standing.model
where
    model.questionnaire = $questionnaire
    and standing.synthetic = $synthetic
    and standing.state = 'accepted'
    and (standing.synthetic or standing.party is not null)
    and bit_count(standing.signals::integer) < $keeps_out
group by model.version, model.hash
order by max(standing.submitted_at) desc, model.hash
limit 1
