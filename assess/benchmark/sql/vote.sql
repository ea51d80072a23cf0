-- vote: which of the contributions of one group count (disclosure rule 1: one group, one vote).
-- in:  contribution(row, party, round, day): those within the window; party is the group
-- out: row
-- grain: one row per contribution that counts; several of one party are respondents of one round
-- A group's latest round counts alone; of two on one day the one with the greater hash, so that it is the same everywhere.
with
latest as (
    select party, max(struct_pack(day := day, round := round)).round as round
    from contribution
    group by party
)
select row
from contribution
inner join latest using (party, round)
order by row
