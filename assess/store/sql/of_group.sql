-- of_group: the submissions that are held to be from a corporate group.
-- in:  standing; $party (its mark)
-- out: id
-- grain: one row per submission
select id
from standing
where party = $party
order by id
