-- rule: how parts make a whole: what the statements of all scorers share. One set for each database in memory.
-- in:  nothing
-- out: the type of a rollup, and macros on the columns of leaf.sql and branch.sql
-- units as in schema.sql

create type rollup as enum ('mean', 'points', 'sum', 'min', 'ladder', 'gated', 'none');

-- why a node has no score (the number in scoring.model.REASONS), 0 if it has one. site/docs/method.md
create macro reason_of(unscored, active, counted, na, tally, min_answered, min_questions, max_not_applicable) as case
    when unscored then 5
    -- everything that was asked counts, as in most nodes
    when counted = active and tally & 255 = tally >> 40 & 255 and na = 0 and counted > 0 then 0
    when active = 0 then 1
    when na * 1000000 > max_not_applicable * active then 4
    when counted = 0 or counted * 1000000 < min_answered * active or tally >> 32 & 255 > 0 then 2
    when tally & 255 < least(min_questions, tally >> 40 & 255) then 3
    else 0
end;

-- how far up the levels a gated node is, in billionths: the last rung below the lowest that is missed (the lowest bit)
create macro place_of(missed, top_rung) as
    1e9 * least(bit_count((missed::integer & -missed::integer) - 1) - 1, top_rung) / top_rung;

-- a ladder is two sets of 25 bits, one for each rung: yes below, no above. What is climbed: each yes below the first no
create macro climbed(ladder) as (ladder & 33554431) & (((ladder >> 25) & -(ladder >> 25)) - 1);

-- the number, from 1, of the highest bit of a set; 0 of an empty one
create macro height_of(bits) as if(bits = 0, 0, floor(log2(greatest(bits, 1))) + 1);

-- x of a node in billionths, unrounded, from what its parts brought
create macro rolled_up(rollup, gained, counted, whole, rungs, missed, top_rung) as case
    when rollup <= 'points'::rollup then gained / counted
    when rollup = 'sum' then gained / whole
    when rollup = 'min' then gained
    when rollup = 'ladder' then 1e9 * height_of(climbed(gained::bigint)) / rungs
    else place_of(missed, top_rung)
end;

-- what a node brings to the node above, to be added up there, or compared: 2e9 is more than any x.
-- In a ladder, what does not apply is neither yes nor no; any other node without a score is a no
create macro brought(x, gained, reason, weight, above, joins, rung, climbs_above) as case
    when joins then if(x is null, 0, gained)
    when above = 'min' then if(weight = 0, 2e9, coalesce(x, 2e9))
    when above = 'ladder' then if(reason = 1, 0, if(coalesce(x + 3 >= climbs_above, false), rung, rung << 25))
    else coalesce(x, 0) * weight
end;

-- the weights that a node brings to the node above, packed as in meaning.sql
create macro weights_brought(x, active, counted, na, reason, weight, joins) as if(
    joins,
    (active << 42) + if(x is null, 0, counted << 21) + na,
    if(reason = 1, 0, weight << 42) + if(x is null, 0, weight << 21)
);
