-- latest_hash: the content of a questionnaire that an edition is counted from.
-- in:  standing, model; $questionnaire, $synthetic, $keeps_out, $content (a version or a hash, '' for the newest version)
-- out: version, hash
-- grain: one row, or none
-- By version, not by time: one late answer to an older content must not turn an edition back to it.
select
    model.version,
    model.hash
from standing
join model on model.model = standing.model
where
    model.questionnaire = $questionnaire
    and ($content = '' or model.version = $content or model.hash = $content)
    and standing.synthetic = $synthetic
    and standing.state = 'accepted'
    and (standing.synthetic or standing.party is not null)
    and bit_count(standing.signals::integer) < $keeps_out
group by model.version, model.hash
order by
    list_transform(string_split(model.version, '.'), lambda part: try_cast(part as integer)) desc,
    max(standing.submitted_at) desc,
    model.hash
limit 1
