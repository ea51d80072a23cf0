-- vote: which contributions count, and as whose vote (disclosure rule 1: one group, one vote).
-- in:  contribution(row, party, round, day): party is the group; $first, $last: the days of the window
-- out: row, vote: number of the vote, 0 … votes − 1 in the order of the groups; several rows of one vote are respondents
-- grain: one row per contribution that counts
-- A group's latest round counts alone; of two on one day the one with the greater hash, so that it is the same everywhere.
with
within as (
    select row, party, round, day
    from contribution
    where day between $first and $last
),
latest as (
    select party, max(struct_pack(day := day, round := round)).round as round
    from within
    group by party
),
numbered as (
    select party, round, row_number() over (order by party) - 1 as vote
    from latest
)
select within.row, numbered.vote
from within
inner join numbered using (party, round)
order by within.row
