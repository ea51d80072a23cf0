-- waiting: what an operator may accept at one stroke.
-- in:  standing, model; $questionnaire (null for all), $most_signals (leave out what has more signs of careless answers)
-- out: id
-- grain: one row per contribution that waits
select standing.id
from standing
join model on model.model = standing.model
where
    standing.state = 'waiting'
    and ($questionnaire is null or model.questionnaire = $questionnaire)
    and bit_count(standing.signals::integer) <= $most_signals
order by standing.id
