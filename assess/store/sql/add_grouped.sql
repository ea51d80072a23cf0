-- add_grouped: the corporate groups of submissions that were added at once, as far as they are known.
-- in:  incoming(id, contributes, party, round: 0 where there is none); $at, $by
-- out: rows of decision, numbered on from the last
-- grain: one row per contributing assessment whose group is known
insert into decision
select
    (select coalesce(max(number), 0) from decision) + row_number() over (order by id),
    id,
    'grouped',
    $at,
    $by,
    '',
    party,
    round,
    null
from incoming
where contributes and party <> 0
