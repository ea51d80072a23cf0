-- schema: what scoring reads of a questionnaire, one set per version, in a database in memory.
-- Weights are thousandths, shares millionths and x billionths, so that sums are whole numbers below 2^53: exact in any order.
-- A statement is planned anew whenever it runs, at a millisecond a join: that is most of what scoring one form
-- costs. So the relations are wide, and a query joins one of them.

-- one row per node: a dimension, or the whole ("overall", depth 0, no parent)
create table node (
    node utinyint, parent utinyint, depth tinyint, weight bigint, unscored boolean, gated boolean,
    min_answered bigint, min_questions bigint, max_not_applicable bigint
);

-- one row per strip: up to eight questions of one node, so that they are added up side by side, without a group by.
-- If the node holds one strip and nothing else, the strip is the node (is_node); else the strip only brings its sums
-- to the node that holds it. The rest is as in node
create table strip (
    strip usmallint, is_node boolean, weight bigint,
    unscored boolean, gated boolean, min_answered bigint, min_questions bigint, max_not_applicable bigint
);

-- one row per scored question, with its policies
create table question (
    position utinyint, node utinyint, weight bigint, reversed boolean,
    unknown varchar, not_applicable varchar, unanswered varchar
);

-- one row per possible answer, numbered through: a question's code (assess.assessment.code) and the value it
-- stands for on the question's own scale
create table code (answer integer, position utinyint, code usmallint, value double);

-- one row per core practice: the value a question must reach for a level to count; rung counts
-- the levels from 0
create table core (position utinyint, level utinyint, rung utinyint, minimum double);

-- why a node has no score (the number in scoring.model.REASONS), 0 if it has one. site/docs/method.md
create macro reason_of(unscored, active, counted, na, tally, min_answered, min_questions, max_not_applicable) as case
    when unscored then 5
    -- everything that was asked counts, as in most nodes
    when tally & 255 = tally >> 40 & 255 and na = 0 and counted > 0 then 0
    when active = 0 then 1
    when na * 1000000 > max_not_applicable * active then 4
    when counted = 0 or counted * 1000000 < min_answered * active or tally >> 32 & 255 > 0 then 2
    when tally & 255 < least(min_questions, tally >> 40 & 255) then 3
    else 0
end;

-- how far up the levels a gated node is, in billionths: the last rung below the lowest that is missed (the lowest bit)
create macro place_of(missed, top_rung) as
    1e9 * least(bit_count((missed::integer & -missed::integer) - 1) - 1, top_rung) / top_rung;
