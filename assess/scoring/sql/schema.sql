-- schema: the relations that scoring reads, one set per questionnaire version, in a database in memory.
-- Weights are thousandths, so that sums are exact whole numbers in any order.

-- one row per node: a dimension, or the whole ("overall", depth 0, no parent)
create or replace table node (
    node utinyint, parent utinyint, depth utinyint, weight integer, rollup varchar,
    min_answered double, min_questions integer, max_not_applicable double, has_core boolean
);

-- one row per scored question, with its policies
create or replace table question (
    position utinyint, node utinyint, weight integer, reversed boolean,
    unknown varchar, not_applicable varchar, unanswered varchar
);

-- one row per possible answer, numbered through: a question's code (assess.assessment.code) and the value it
-- stands for on the question's own scale
create or replace table code (answer usmallint, position utinyint, code usmallint, value double);

-- one row per core practice: the value a question must reach for a level to count
create or replace table core (position utinyint, level utinyint, minimum double);

-- one row per number that `meaning.fails` can have: the staged level it leaves, and that level's place from 0 (the
-- lowest) to 1 (the highest)
create or replace table standing (fails utinyint, staged utinyint, place double);

-- one row per thousandth of the shown range: the level a score there is on
create or replace table band (thousandths integer, level utinyint);

-- one row: the shown range
create or replace table shown (minimum double, maximum double);

-- grain: one row per assessment and node; filled depth by depth by node_score.sql
create or replace table node_score (
    assessment uinteger, node utinyint, x double, reason utinyint, tally bigint, fails utinyint
);
