-- schema: what scoring reads of a questionnaire. Temporary: each scorer has a set of its own, which goes with its connection.
-- Weights are thousandths, shares millionths and x billionths, so that sums are whole numbers below 2^53: exact in any order.
-- A statement is planned anew whenever it runs, at a millisecond a join: that is most of what scoring one form
-- costs. So the relations are wide, and a query joins one of them.

-- one row per node: a dimension, or the whole ("overall", depth 0, no parent). above: the rollup of the parent. joins: it
-- brings points to the parent, not a value with a weight. rung: its bit in the parent's ladder, or 0. climbs_from and
-- climbs_above: from which x a part of its own, or the parent's, ladder is a yes. rungs: of its own ladder.
-- whole: what all its parts weigh together
create temp table node (
    node utinyint, parent utinyint, depth tinyint, weight bigint, rollup rollup, above rollup, joins boolean, rung bigint,
    climbs_from bigint, climbs_above bigint, rungs utinyint, whole bigint,
    min_answered bigint, min_questions bigint, max_not_applicable bigint
);

-- one row per strip: up to eight questions of one node, so that they are added up side by side, without a group by.
-- If the node holds one strip and nothing else, is a mean, points or gated, and is just weighed in the node above,
-- the strip is the node (is_node); else the strip only brings its sums to the node that holds it, in branch. In a node
-- whose least counts, a strip is one question
create temp table strip (
    strip usmallint, is_node boolean, weight bigint, gated boolean,
    min_answered bigint, min_questions bigint, max_not_applicable bigint
);

-- one row per scored question, with the rollup of its node, its bit in a ladder, and its policies
create temp table question (
    position utinyint, node utinyint, weight bigint, rollup rollup, rung bigint, climbs_from bigint, reversed boolean,
    unknown varchar, not_applicable varchar, unanswered varchar
);

-- one row per straight piece of what a number is worth: from one value, and share in [0, 1], to the next
create temp table curve (position utinyint, from_value double, from_share double, to_value double, to_share double);

-- one row per possible answer, numbered through: a question's code (assess.assessment.code) and the value it
-- stands for on the question's own scale; 0 for the codes of states
create temp table code (answer integer, position utinyint, code usmallint, value double);

-- one row per core practice: the value a question must reach for a level to count; rung counts
-- the levels from 0
create temp table core (position utinyint, level utinyint, rung utinyint, minimum double);
