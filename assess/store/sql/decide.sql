-- decide: one decision about some submissions.
-- in:  chosen(id); $kind, $at, $by, $because, $party, $round, $account (null where the
--      kind has none)
-- out: rows of decision, numbered on from the last
-- grain: one row per chosen id
insert into decision
select
    (select coalesce(max(number), 0) from decision) + row_number() over (order by id),
    id,
    $kind,
    $at,
    $by,
    $because,
    $party,
    $round,
    $account
from chosen
