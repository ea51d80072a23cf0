-- schema: the relations that scoring reads and writes, one set per questionnaire version, in a database in memory.
-- Weights are thousandths and x is billionths: sums are whole numbers below 2^53, exact in any order.
-- A statement is planned anew whenever it runs, at about a millisecond a join: that is most of what scoring one form
-- costs. So the relations are wide, and a query joins one of them.

-- one row per node: a dimension, or the whole ("overall", depth 0, no parent); top_rung: the last of the levels, counted
-- from 0; has_core where it or a node below holds a core practice
create table node (
    node utinyint, parent utinyint, depth tinyint, weight double, rollup varchar,
    min_answered double, min_questions integer, max_not_applicable double, top_rung integer, has_core boolean
);

-- one row per strip: up to eight questions of one node, so that they can be added up side by side, without a group by.
-- If the node holds one strip and nothing else, the strip is the node, and parent is the node above it; else the strip
-- brings its sums to the node that holds it, its parent here, and its own node is null
create table strip (
    strip usmallint, node utinyint, parent utinyint, parent_depth tinyint, weight double, rollup varchar,
    min_answered double, min_questions integer, max_not_applicable double, top_rung integer, has_core boolean
);

-- one row per scored question, with its policies
create table question (
    position utinyint, node utinyint, weight integer, reversed boolean,
    unknown varchar, not_applicable varchar, unanswered varchar
);

-- one row per possible answer, numbered through: a question's code (assess.assessment.code) and the value it
-- stands for on the question's own scale
create table code (answer integer, position utinyint, code usmallint, value double);

-- one row per core practice: the value a question must reach for a level to count; rung counts the levels from 0
create table core (position utinyint, rung utinyint, minimum double);

-- one row: the shown range, the numbers of the levels from the lowest, and for each thousandth of the range the level
-- that a score there is on
create table shown (minimum double, maximum double, levels utinyint[], bands utinyint[]);

-- the reason why a node has no score (scoring.model.REASONS), 0 if it has one. SCORING.md rule 3
create macro reason_of(rollup, active, counted, na, tally, min_answered, min_questions, max_not_applicable) as case
    when rollup = 'none' then 5
    when active = 0 then 1
    when na > max_not_applicable * active then 4
    when counted = 0 or counted < min_answered * active or tally >> 32 & 255 > 0 then 2
    when tally & 255 < least(min_questions, tally >> 40 & 255) then 3
    else 0
end;

-- the highest rung with none missed at or below it: the one before the lowest bit of `missed`; 31 if no bit is set
create macro rung_of(missed) as bit_count((missed::integer & -missed::integer) - 1) - 1;

-- grain: one row per assessment and node, and per assessment and strip that is no node. node is null for the latter;
-- x in billionths of [0, 1], null where not scored, and then the number of the reason; counted: the weight that counts
-- in the node; tally and missed as in meaning; the rest is what the row brings to its parent, and the parent's depth
create table node_score (
    assessment uinteger, node utinyint, x double, reason utinyint, counted double, tally bigint, missed usmallint,
    has_core boolean, parent utinyint, parent_depth tinyint,
    gained_above double, active_above double, counted_above double, na_above double
);
