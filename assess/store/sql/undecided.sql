-- undecided: what a decision about some submissions would change, and what forbids it.
-- in:  chosen(id), standing; $from (states the decision may be taken from), $into (the state it leads to, '' if none)
-- out: id, state (null where there is no such submission), is_due (it changes something)
-- grain: one row per chosen id that is due or stands in the way
select
    chosen.id,
    standing.state,
    standing.state is not null and list_contains($from, standing.state) as is_due
from chosen
left join standing on standing.id = chosen.id
where standing.state is null or standing.state <> $into
order by chosen.id
