-- schema: what scoring reads of a questionnaire, one set per version, in a database in memory.
-- Weights are thousandths, shares millionths and x billionths, so that sums are whole numbers below 2^53: exact in any order.
-- A statement is planned anew whenever it runs, at a millisecond a join: that is most of what scoring one form
-- costs. So the relations are wide, and a query joins one of them.

create type rollup as enum ('mean', 'points', 'sum', 'min', 'ladder', 'gated', 'none');

-- one row per node: a dimension, or the whole ("overall", depth 0, no parent). above: the rollup of the parent. joins: it
-- brings points to the parent, not a value with a weight. rung: its bit in the parent's ladder, or 0. climbs_from and
-- climbs_above: from which x a part of its own, or the parent's, ladder is a yes. rungs: of its own ladder.
-- whole: what all its parts weigh together
create table node (
    node utinyint, parent utinyint, depth tinyint, weight bigint, rollup rollup, above rollup, joins boolean, rung bigint,
    climbs_from bigint, climbs_above bigint, rungs utinyint, whole bigint,
    min_answered bigint, min_questions bigint, max_not_applicable bigint
);

-- one row per strip: up to eight questions of one node, so that they are added up side by side, without a group by.
-- If the node holds one strip and nothing else, is a mean, points or gated, and is just weighed in the node above,
-- the strip is the node (is_node); else the strip only brings its sums to the node that holds it, in branch. In a node
-- whose least counts, a strip is one question
create table strip (
    strip usmallint, is_node boolean, weight bigint, gated boolean,
    min_answered bigint, min_questions bigint, max_not_applicable bigint
);

-- one row per scored question, with the rollup of its node, its bit in a ladder, and its policies
create table question (
    position utinyint, node utinyint, weight bigint, rollup rollup, rung bigint, climbs_from bigint, reversed boolean,
    unknown varchar, not_applicable varchar, unanswered varchar
);

-- one row per straight piece of what a number is worth: from one value, and share in [0, 1], to the next
create table curve (position utinyint, from_value double, from_share double, to_value double, to_share double);

-- one row per possible answer, numbered through: a question's code (assess.assessment.code) and the value it
-- stands for on the question's own scale; 0 for the codes of states
create table code (answer integer, position utinyint, code usmallint, value double);

-- one row per core practice: the value a question must reach for a level to count; rung counts
-- the levels from 0
create table core (position utinyint, level utinyint, rung utinyint, minimum double);

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
